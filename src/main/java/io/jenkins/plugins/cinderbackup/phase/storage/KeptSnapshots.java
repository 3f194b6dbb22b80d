package io.jenkins.plugins.cinderbackup.phase.storage;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.model.SnapshotListing;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The Cinder snapshots of a source that this run's {@code snapshot.retention} is about: those that runs of this controller with the same
 * {@code snapshot.namePrefix} have kept. All others have a retention of their own, elsewhere.
 *
 * @param newestFirst in the order of Cinder's own times
 * @param serverTime what Cinder's clock said
 */
public record KeptSnapshots(KeepRule rule, List<Snapshot> newestFirst, Instant serverTime) {

    /** Looks them up. */
    public static KeptSnapshots of(RunContext run, String volumeId, KeepRule rule) {
        String controller = run.journal().origin().jenkins();
        SnapshotListing listing = run.storage().ourSnapshotsOf(volumeId);
        List<Snapshot> ours = listing.snapshots().stream()
                .filter(snapshot ->
                        snapshot.kept() && snapshot.keepMark().namePrefix().equals(rule.namePrefix()))
                .filter(snapshot -> snapshot.tags() != null
                        && snapshot.tags().origin().jenkins().equals(controller))
                .sorted(Comparator.comparing(Snapshot::createdAt).reversed())
                .toList();
        return new KeptSnapshots(rule, ours, listing.serverTime());
    }

    /**
     * Those that are neither among the newest nor young. The newest sound ones are counted without the others, so that a snapshot of a backup that
     * is not sound displaces none of them.
     */
    public List<Snapshot> expired() {
        List<Snapshot> newest = Stream.concat(newestFirst.stream().limit(rule.last()), sound().limit(rule.last()))
                .toList();
        return newestFirst.stream()
                .filter(Predicate.not(newest::contains))
                .filter(Predicate.not(this::isYoung))
                .toList();
    }

    /** The same before there is a new backup: the newest sound one stays whatever the numbers say, for the run may fail. */
    public List<Snapshot> expiredBeforehand() {
        Optional<Snapshot> last = sound().findFirst();
        return expired().stream()
                .filter(snapshot -> !last.equals(Optional.of(snapshot)))
                .toList();
    }

    /** Those that are on their way out, whoever asked them to go. */
    public List<Snapshot> leaving() {
        return newestFirst.stream()
                .filter(snapshot -> StorageState.isDeleting(snapshot.status()))
                .toList();
    }

    private Stream<Snapshot> sound() {
        return newestFirst.stream().filter(snapshot -> snapshot.keepMark().sound());
    }

    private boolean isYoung(Snapshot snapshot) {
        return rule.days() > 0 && snapshot.createdAt().isAfter(serverTime.minus(Duration.ofDays(rule.days())));
    }
}
