package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import io.jenkins.plugins.cinderbackup.port.BackupCatalog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A cloud and a cluster with what one run has left in them, because its process died in the middle, for tests of whoever removes that. */
public final class Leftovers {
    private final World world = new World();

    private Leftovers() {}

    /** The process has died in that phase, in the middle of what it had begun. */
    public static Leftovers diedIn(PhaseId phase) {
        Leftovers leftovers = new Leftovers();
        leftovers.world.driveTo(phase);
        if (phase == BackupOperation.BACKUP) {
            leftovers.world.drive(journal -> World.first(journal, ResourceKind.JOB)
                    .filter(job -> job.state() == TrackedResource.State.CREATED)
                    .isPresent());
        }
        return leftovers;
    }

    /** The run has ended with a report, and could not remove the temporary volume. */
    public static Leftovers ofAReportedRun() {
        Leftovers leftovers = new Leftovers();
        leftovers.forbidVolumes();
        leftovers.world.runToEnd();
        leftovers.world.calls.mend("deleteVolume");
        return leftovers;
    }

    /** The run was stopped in a creating call without an answer, of which nothing has come. */
    public static Leftovers ofACallWithoutAnswer() {
        Leftovers leftovers = new Leftovers();
        leftovers.world.calls.delayEffect("createSnapshot", Duration.ofDays(1));
        leftovers
                .world
                .begin()
                .drive(journal -> !leftovers.world.calls.log("createSnapshot").isEmpty());
        leftovers.world.engine.abort(leftovers.world.journal, "stop button");
        leftovers.world.runToEnd();
        return leftovers;
    }

    /** The run has ended while Cinder was still deleting what is in it. */
    public static Leftovers thatCinderDeletesSlowly() {
        Leftovers leftovers = new Leftovers();
        leftovers.world.storage.deletionTakes = Duration.ofHours(1);
        leftovers.world.runToEnd();
        return leftovers;
    }

    public RunJournal journal() {
        return world.store.load(world.run).orElseThrow();
    }

    public RunId run() {
        return world.run;
    }

    public ManualTicker ticker() {
        return world.ticker;
    }

    public Ports ports(JournalStore store) {
        return new Ports(
                world.storage,
                world.backups,
                world.workloads,
                store,
                BackupCatalog.NONE,
                new RunSemaphores(),
                world.creations.turns(() -> "cloud", () -> 1, () -> {}),
                RunAccess.UNCHECKED,
                world.events,
                world.ticker,
                UnaryOperator.identity());
    }

    /** From now on Cinder refuses to delete volumes. */
    public void forbidVolumes() {
        world.calls.refuseAlways("deleteVolume", PermanentException.of("Cinder forbids it"));
    }

    /** Cinder deletes volumes again. */
    public void allowVolumes() {
        world.calls.mend("deleteVolume");
    }

    /** The temporary volume loses our tags. */
    public void keepVolume() {
        world.storage.keep(
                World.first(world.journal, ResourceKind.VOLUME).orElseThrow().id());
    }

    public void untagVolume() {
        world.storage.untag(
                World.first(world.journal, ResourceKind.VOLUME).orElseThrow().id());
    }

    /** The deletions asked for so far, in their order. */
    public List<String> deletions() {
        return world.calls.changes().stream()
                .filter(call -> call.startsWith("delete"))
                .toList();
    }

    /** All that is there and should not be. */
    public List<String> left() {
        List<String> left = new ArrayList<>(world.workloads.objects());
        left.addAll(world.storage.temporaryVolumes());
        world.storage.snapshots().stream()
                .filter(snapshot -> !world.storage.keptSnapshots().contains(snapshot))
                .forEach(left::add);
        return left;
    }
}
