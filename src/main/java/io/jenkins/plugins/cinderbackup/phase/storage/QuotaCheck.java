package io.jenkins.plugins.cinderbackup.phase.storage;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.model.StorageQuota;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Whether the project's quota has room for a snapshot and a volume of it. Snapshots of earlier runs that have expired go before it is judged, so that
 * a quota that is full of them heals itself: the only thing that a check changes, and only where nothing else is wrong.
 *
 * @param keep which snapshots of earlier runs stay
 * @param cloud the cloud as the user knows it
 */
public record QuotaCheck(KeepRule keep, String cloud) implements Check {
    /** The expired snapshots that can go. */
    public static final Fact<Removable> REMOVABLE = new Fact<>("removable", Removable.class);

    private static final Fact<StorageQuota> QUOTA = new Fact<>("quota", StorageQuota.class);

    /** See {@link #REMOVABLE}. */
    public record Removable(List<Snapshot> snapshots) {}

    @Override
    public void check(CheckRound round) {
        // Asked without a volume too, so that a log-in that fails is said together with what is wrong in Kubernetes.
        Optional<StorageQuota> quota = round.attempt(round.run().storage()::quota);
        Optional<Volume> volume = round.get(SourceVolumeCheck.SEEN);
        Optional<KeptSnapshots> kept = volume.flatMap(seen -> kept(round, seen));
        List<Snapshot> removable = kept.map(
                        found -> new ExpiredSnapshots(round.run()).removable(found.expiredBeforehand()))
                .orElse(List.of());
        round.put(REMOVABLE, new Removable(removable));
        if (volume.isPresent() && quota.isPresent()) {
            round.put(QUOTA, quota.get());
            StorageQuota soon = quota.get()
                    .expecting(Stream.concat(
                                    removable.stream(),
                                    kept.map(KeptSnapshots::leaving).stream().flatMap(List::stream))
                            .toList());
            round.attempt(() -> judge(round, volume.get(), soon)).ifPresent(round::wrong);
        }
    }

    private Optional<KeptSnapshots> kept(CheckRound round, Volume volume) {
        try {
            return Optional.of(KeptSnapshots.of(round.run(), volume.id(), keep));
        } catch (PermanentException e) {
            // No reason for not backing up: the retention that follows the backup says it
            return Optional.empty();
        }
    }

    /** Has what has expired removed. That is waited for only where there is no room without it. */
    @Override
    public void makeRoom(CheckRound round) {
        List<Snapshot> removable = round.get(REMOVABLE).orElseThrow().snapshots();
        ExpiredSnapshots expired = new ExpiredSnapshots(round.run());
        Optional<TransientException> failed = remove(expired, removable);
        List<Finding> full = full(
                round,
                round.get(SourceVolumeCheck.SEEN).orElseThrow(),
                round.get(QUOTA).orElseThrow());
        if (full.isEmpty()) {
            return;
        }
        if (failed.isPresent()) {
            throw failed.get();
        }
        // The quota was read before: whatever has gone since shows at the next look
        boolean changes = !removable.isEmpty() || expired.isUnderWay();
        expired.await();
        if (changes) {
            round.passing(full);
        } else {
            round.wrong(full);
        }
    }

    /** What cannot be removed now is tried again after the backup. */
    private static Optional<TransientException> remove(ExpiredSnapshots expired, List<Snapshot> removable) {
        try {
            expired.remove(removable);
            return Optional.empty();
        } catch (TransientException e) {
            return Optional.of(e);
        }
    }

    /** What has no room; and a word of caution where there is room only if the cloud does not count snapshots. */
    private List<Finding> judge(CheckRound round, Volume volume, StorageQuota quota) {
        long size = volume.sizeGiB();
        if (quota.gigabytes().hasRoomFor(size) && !quota.gigabytes().hasRoomFor(2 * size)) {
            RunContext run = round.run();
            run.caution("The quota 'gigabytes' has room for the temporary volume (" + size
                    + " GiB), but not for the snapshot too: " + QuotaFindings.used(quota.gigabytes())
                    + ". Where snapshots count, creating the volume will fail; " + retained(round, volume)
                    + ".");
        }
        return full(round, volume, quota);
    }

    private List<Finding> full(CheckRound round, Volume volume, StorageQuota quota) {
        Supplier<List<String>> retained = () -> List.of(retained(round, volume));
        List<Finding> findings = new ArrayList<>();
        findings.addAll(QuotaFindings.of(cloud, "snapshots", quota.snapshots(), 1, retained));
        findings.addAll(QuotaFindings.of(cloud, "volumes", quota.volumes(), 1, List::of));
        findings.addAll(QuotaFindings.of(cloud, "gigabytes", quota.gigabytes(), volume.sizeGiB(), retained));
        return findings;
    }

    private static String retained(CheckRound round, Volume volume) {
        long retained = round.run().storage().ourSnapshotsOf(volume.id()).snapshots().stream()
                .filter(Snapshot::kept)
                .count();
        return "it counts " + retained + " retained snapshots of this volume; lower `snapshot.retention` to keep fewer";
    }
}
