package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.engine.CrashScenarios.Scenario;
import io.jenkins.plugins.cinderbackup.model.KeepMark;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupDeletionOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupImportOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupPlan;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeRestoreOperation;
import io.jenkins.plugins.cinderbackup.phase.Checks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The backups by Cinder that {@link CrashTest} cuts off everywhere: what is made once is kept, and what is removed stays away. */
final class VolumeBackupCrashes {
    static final String BACKUP = "volume backup: ";
    /** What a restore is written over. */
    static final String TARGET = "5ce1f3d2-0000-4000-8000-000000000009";

    private static final Ownership OLD = new Ownership(
            new Origin("jenkins", "shop/nightly", "1"),
            new RunId("99887766554433aa"),
            World.SOURCE,
            Instant.EPOCH,
            Instant.EPOCH);

    private VolumeBackupCrashes() {}

    static Stream<Scenario> scenarios() {
        List<Scenario> all = new ArrayList<>();
        all.add(backup("full, from a snapshot", w -> {}, null));
        all.add(backup("from the volume", w -> w.cinder.fromSnapshot = false, null));
        all.add(backup("increment with retention", VolumeBackupCrashes::withRetention, null));
        all.add(backup("of a PVC", VolumeBackupCrashes::ofClaim, null));
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
        all.add(backup(
                "deletion by force",
                w -> {
                    withRetention(w);
                    w.backups.setStatus("full-2", "creating");
                    w.cinder.removed = "old-full-2";
                    w.cinder.removedByForce = true;
                },
                null));
        all.add(deletion("aborted", VolumeBackupDeletionOperation.REMOVING));
        all.add(backup(
                "reset",
                w -> {
                    withRetention(w);
                    w.backups.setStatus("full-1", "creating");
                    w.cinder.removed = "old-full-1";
                    w.cinder.state = "error";
                },
                null));
        all.add(backup(
                "export",
                w -> {
                    withRetention(w);
                    w.cinder.exported = "old-one-1";
                },
                null));
        all.add(backup("search for a server's volumes", VolumeBackupCrashes::ofServer, null));
        all.add(backup("search that finds none", w -> w.cinder.server = "another", null));
        all.add(backup("search aborted", VolumeBackupCrashes::ofServer, Checks.ID));
        all.add(imports("success", w -> {}, null));
        all.add(imports("in error", w -> w.backups.importEndsAs = "error", null));
        all.add(imports("answer lost", w -> w.calls.loseAnswer("importRecord"), null));
        all.add(imports("too slow", w -> w.backups.importTakes = Duration.ofMinutes(15), null));
        all.add(imports("aborted", w -> {}, VolumeBackupImportOperation.IMPORTING));
        all.addAll(restores("to a new volume: ", null));
        all.addAll(restores("over a volume: ", TARGET));
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

    private static List<Scenario> restores(String how, String over) {
        List<Scenario> all = new ArrayList<>();
        all.add(restore(how + "success", over, w -> {}, null));
        all.add(restore(how + "in error", over, w -> w.backups.restores.endsAs = "error_restoring", null));
        all.add(restore(how + "too slow", over, w -> w.backups.restores.takes = Duration.ofMinutes(15), null));
        String call = over == null ? "restoreToNew" : "restoreOver";
        for (String lost : List.of(call, "rewriteMetadata")) {
            all.add(restore(how + "answer lost: " + lost, over, w -> w.calls.loseAnswer(lost), null));
        }
        all.add(restore(how + "aborted", over, w -> {}, VolumeRestoreOperation.RESTORING));
        return all;
    }

    /** The source carries tags of another run, and a mark that it stays: both arrive with its data. */
    private static Scenario restore(String name, String over, Consumer<World> setUp, PhaseId abortIn) {
        return backup(
                "restore " + name,
                w -> {
                    withRetention(w);
                    w.storage.addSource(TARGET, "available", 10);
                    w.backups.restores.rewrite(TARGET, Map.of("owner", "shop"), null);
                    w.backups.restores.sourceTags = OLD;
                    w.backups.restores.sourceMark = new KeepMark("", true);
                    w.cinder.restored = "old-one-1";
                    w.cinder.over = over;
                    setUp.accept(w);
                },
                abortIn);
    }

    private static void ofClaim(World world) {
        world.cinder.volumeId = null;
        world.cinder.claim = new VolumeBackupPlan.Claim("shop", "db");
    }

    private static void ofServer(World world) {
        world.cinder.server = "web";
        world.storage.addSource(TARGET, "in-use", 10);
        world.storage.servers.put("web", List.of(World.SOURCE, TARGET));
    }

    private static Scenario imports(String name, Consumer<World> setUp, PhaseId abortIn) {
        return backup(
                "import " + name,
                w -> {
                    withRetention(w);
                    w.cinder.imported = List.of(w.backups.forget("full-1"), w.backups.forget("one-1"));
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
        world.backups.addKept("full-1", Duration.ofDays(9), false, OLD);
        world.backups.addKept("one-1", Duration.ofDays(8), true, OLD);
        world.backups.addKept("full-2", Duration.ofDays(7), false, OLD);
    }
}
