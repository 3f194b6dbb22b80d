package io.jenkins.plugins.cinderbackup.phase.storage;

import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.ExpiredSnapshot;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.model.Volume;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Removes kept snapshots of earlier runs that have expired. Each is asked to go once a run. What does not go because a volume lives from it is no
 * trouble: it is said, and the next backup's retention tries again.
 */
public final class ExpiredSnapshots {
    private final RunContext run;

    public ExpiredSnapshots(RunContext run) {
        this.run = run;
    }

    /** Those that can go now. Of the others it is said why they stay. */
    public List<Snapshot> removable(List<Snapshot> expired) {
        List<Snapshot> candidates = expired.stream()
                .filter(snapshot -> !isOfThisRun(snapshot))
                .filter(this::isIdle)
                .toList();
        if (candidates.isEmpty()) {
            return List.of();
        }
        Map<String, Volume> clones =
                run.storage().clonesOf(candidates.stream().map(Snapshot::id).collect(Collectors.toSet()));
        candidates.stream()
                .filter(snapshot -> clones.containsKey(snapshot.id()))
                .forEach(snapshot -> stays(expired(snapshot), clones.get(snapshot.id())));
        return candidates.stream()
                .filter(snapshot -> !clones.containsKey(snapshot.id()))
                .toList();
    }

    private boolean isOfThisRun(Snapshot snapshot) {
        return asked().of(snapshot.id()).isPresent()
                || run.journal().resources().stream()
                        .anyMatch(resource -> snapshot.id().equals(resource.id()));
    }

    /** Cinder deletes it only in this state; what is on its way out needs no word. */
    private boolean isIdle(Snapshot snapshot) {
        boolean idle = snapshot.status().equals(StorageState.AVAILABLE);
        if (!idle && !StorageState.isDeleting(snapshot.status())) {
            run.note(expired(snapshot).describe() + " stays: it is in state '" + snapshot.status() + "'");
        }
        return idle;
    }

    /** Asks for their deletion. One that must not be deleted keeps no other from it. */
    public void remove(List<Snapshot> removable) {
        for (Snapshot snapshot : removable) {
            ExpiredSnapshot expired = expired(snapshot);
            try {
                run.storage().deleteSnapshot(snapshot.id());
                put(expired);
                run.note("Removing expired Cinder snapshot " + snapshot.name() + " (" + snapshot.id() + ")");
            } catch (PermanentException e) {
                put(settled(expired, true));
                run.warn(expired.describe() + " could not be removed: " + e.getMessage());
            }
        }
    }

    /** Whether the deletion of any is under way, as it was when last looked at. */
    public boolean isUnderWay() {
        return !asked().awaited().isEmpty();
    }

    /** Looks at each that was asked to go and may still be there; done when what has become of each is known. */
    public PhaseStatus await() {
        asked().awaited().forEach(this::look);
        return isUnderWay() ? PhaseStatus.WAITING : PhaseStatus.DONE;
    }

    private void look(ExpiredSnapshot expired) {
        Optional<Snapshot> found = run.storage().snapshot(expired.id());
        if (found.filter(snapshot -> StorageState.isDeleting(snapshot.status())).isPresent()) {
            return;
        }
        found.ifPresent(snapshot -> cameBack(expired, snapshot));
        put(settled(expired, found.isPresent()));
    }

    private void cameBack(ExpiredSnapshot expired, Snapshot snapshot) {
        String why = StorageState.complaint(run, snapshot.id());
        if (!snapshot.status().equals(StorageState.AVAILABLE)) {
            run.warn(expired.describe() + " could not be removed: it is in state '" + snapshot.status() + "'." + why);
            return;
        }
        Optional.ofNullable(run.storage().clonesOf(Set.of(snapshot.id())).get(snapshot.id()))
                .ifPresentOrElse(
                        clone -> stays(expired, clone),
                        () -> run.note(expired.describe() + " stays: its deletion was accepted, but it is still there."
                                + why + "; the next backup tries again"));
    }

    private void stays(ExpiredSnapshot expired, Volume clone) {
        run.note(expired.describe() + " stays: in use by volume " + clone.id() + " (" + clone.name()
                + "); a later backup removes it once that is gone");
    }

    private RequestedDeletions asked() {
        return run.fact(RequestedDeletions.FACT).orElse(RequestedDeletions.NONE);
    }

    private void put(ExpiredSnapshot snapshot) {
        run.found(RequestedDeletions.FACT, asked().with(snapshot));
    }

    private static ExpiredSnapshot settled(ExpiredSnapshot snapshot, boolean stays) {
        return new ExpiredSnapshot(snapshot.id(), snapshot.name(), false, stays);
    }

    private static ExpiredSnapshot expired(Snapshot snapshot) {
        return new ExpiredSnapshot(snapshot.id(), snapshot.name(), true, false);
    }
}
