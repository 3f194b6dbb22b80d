package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.engine.CrashScenarios.Scenario;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupDeletionOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupOperation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The backups by Cinder that {@link CrashTest} cuts off everywhere: what is made once is kept, and what is removed stays away. */
final class VolumeBackupCrashes {
    static final String BACKUP = "volume backup: ";

    private VolumeBackupCrashes() {}

    static Stream<Scenario> scenarios() {
        List<Scenario> all = new ArrayList<>();
        all.add(backup("full, from a snapshot", w -> {}, null));
        all.add(backup("from the volume", w -> w.cinder.fromSnapshot = false, null));
        all.add(backup("increment with retention", VolumeBackupCrashes::withRetention, null));
        all.add(backup("in error", w -> w.backups.backupEndsAs = "error", null));
        all.add(backup("refused", w -> w.calls.refuseAlways("createBackup", Errors.quota("backups")), null));
        all.add(backup("too slow", w -> w.backups.backupTakes = Duration.ofMinutes(15), null));
        for (String call : List.of("createSnapshot", "createBackup", "keepBackup", "deleteBackup")) {
            all.add(backup(
                    "answer lost: " + call,
                    w -> {
                        withRetention(w);
                        w.calls.loseAnswer(call);
                    },
                    null));
        }
        VolumeBackupOperation.OPERATION.procedure().apply(new VolumeBackupPlanBuilder().build()).phases().stream()
                .map(Phase::id)
                .forEach(phase -> all.add(backup("aborted in " + phase, VolumeBackupCrashes::withRetention, phase)));
        all.add(deletion("with dependents", null));
        all.add(deletion("aborted", VolumeBackupDeletionOperation.REMOVING));
        return all.stream();
    }

    private static Scenario backup(String name, Consumer<World> setUp, PhaseId abortIn) {
        return new Scenario(
                BACKUP + name,
                w -> {
                    w.cinder = new VolumeBackupPlanBuilder();
                    setUp.accept(w);
                },
                abortIn);
    }

    private static Scenario deletion(String name, PhaseId abortIn) {
        return backup(
                "deletion " + name,
                w -> {
                    withRetention(w);
                    w.cinder.removed = "old-full-1";
                    w.cinder.dependents = true;
                },
                abortIn);
    }

    private static void withRetention(World world) {
        world.cinder.keepLast = 1;
        Ownership tags = new Ownership(
                new Origin("jenkins", "shop/nightly", "1"),
                new RunId("99887766554433aa"),
                World.SOURCE,
                Instant.EPOCH,
                Instant.EPOCH);
        world.backups.addKept("full-1", Duration.ofDays(9), false, tags);
        world.backups.addKept("one-1", Duration.ofDays(8), true, tags);
        world.backups.addKept("full-2", Duration.ofDays(7), false, tags);
    }
}
