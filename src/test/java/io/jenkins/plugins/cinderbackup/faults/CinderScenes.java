package io.jenkins.plugins.cinderbackup.faults;

import io.jenkins.plugins.cinderbackup.model.BackupRecord;
import io.jenkins.plugins.cinderbackup.model.MarkedObject;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.operation.scs.ScsTestOperation;
import io.jenkins.plugins.cinderbackup.operation.scs.ScsTestPlan;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupDeletionOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupExportOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupImportOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupListOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupResetOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeRestoreOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeSearchOperation;
import io.jenkins.plugins.cinderbackup.port.VolumeBackups;
import io.jenkins.plugins.cinderbackup.port.VolumeBackups.NewBackup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs that have to do with Cinder's own backups. */
final class CinderScenes {
    /** What the volume that is written over carries: enough for an answer that trickles in to take longer than a call may. */
    static final Map<String, String> CARRIED = Map.of("owner", "shop", "note", "made by hand; ".repeat(15));

    private static final String SERVER = "2e1c1b7a-6f0d-4f0e-9c63-5d8a4e2f0b11";

    private CinderScenes() {}

    /** The run has Cinder back the volume up, which it has done before; the earlier backup is not to stay. */
    static void backsUp(FaultWorld world) {
        world.cinder = true;
        VolumeBackups backups = world.storage(FaultWorld.PATIENT).volumeBackups();
        keptBackup(world, backups, "old-backup", false);
        world.wire.beginAnew();
    }

    /** The same of the volume behind a PVC. */
    static void backsUpClaim(FaultWorld world) {
        backsUp(world);
        world.cinderOfClaim = true;
    }

    /** The run has Cinder restore a backup of a volume that carries the tags of a run which is long over. */
    static void restores(FaultWorld world, boolean over) {
        Map<String, String> old = world.openstack.snapshots().get(0).metadata();
        world.openstack.retag(world.source, all -> {
            all.putAll(old);
            all.replaceAll((key, value) -> value.equals("true") ? "false" : value);
        });
        backsUp(world);
        world.cinderBackup = world.openstack.backups().get(0).id();
        world.begins = origin -> VolumeRestoreOperation.OPERATION.begin(
                RunId.random(),
                origin,
                world.plan.cinderRestore(world.cinderBackup, world.target),
                Map.of(),
                world.clock.now());
        if (over) {
            world.target = world.openstack.addVolume("target", 2);
            world.openstack.retag(world.target, all -> all.putAll(CARRIED));
        }
        world.restored.clear();
        world.wire.beginAnew();
    }

    /** The run tests the cloud's backup service. */
    static void testsTheService(FaultWorld world) {
        tests(world, world.plan.scs());
    }

    /** The same, and pods write data and compare them. */
    static void testsTheServiceWithData(FaultWorld world) {
        tests(world, world.plan.scsWithData());
    }

    private static void tests(FaultWorld world, ScsTestPlan plan) {
        world.scs = true;
        world.begins =
                origin -> ScsTestOperation.OPERATION.begin(RunId.random(), origin, plan, Map.of(), world.clock.now());
    }

    /** The run looks for the volumes of a server, which has one. */
    static void searches(FaultWorld world) {
        world.openstack.attach(world.source, SERVER, "/dev/vda");
        world.begins = origin -> VolumeSearchOperation.OPERATION.begin(
                RunId.random(), origin, world.plan.search(SERVER), Map.of(), world.clock.now());
        world.wire.beginAnew();
    }

    /** The run exports the records of a full backup and of an increment; answers the ids of both. */
    static List<String> exports(FaultWorld world) {
        List<String> chain = chain(world);
        world.begins = origin -> VolumeBackupExportOperation.OPERATION.begin(
                RunId.random(), origin, world.plan.export(chain.get(1)), Map.of(), world.clock.now());
        return chain;
    }

    /** The run imports the records of a full backup and of an increment that the database has lost; answers the ids of both. */
    static List<String> imports(FaultWorld world) {
        List<String> chain = chain(world);
        VolumeBackups backups = world.storage(FaultWorld.PATIENT).volumeBackups();
        List<BackupRecord> records = chain.stream().map(backups::exportRecord).toList();
        chain.forEach(world.openstack::forgetBackup);
        world.begins = origin -> VolumeBackupImportOperation.OPERATION.begin(
                RunId.random(), origin, world.plan.imports(records), Map.of(), world.clock.now());
        world.wire.beginAnew();
        return chain;
    }

    /** The run removes a full backup, and before it the increment that builds on it; answers the id of another backup of the volume, which stays. */
    static String removes(FaultWorld world) {
        List<String> chain = chain(world);
        String later = keptBackup(world, world.storage(FaultWorld.PATIENT).volumeBackups(), "later", false);
        world.begins = origin -> VolumeBackupDeletionOperation.OPERATION.begin(
                RunId.random(), origin, world.plan.removal(chain.get(0)), Map.of(), world.clock.now());
        world.wire.beginAnew();
        return later;
    }

    /** The run sets the state of an increment that stays {@code creating}; answers the ids of the full backup and of the increment. */
    static List<String> resets(FaultWorld world) {
        List<String> chain = chain(world);
        world.openstack.status(chain.get(1), "creating");
        world.begins = origin -> VolumeBackupResetOperation.OPERATION.begin(
                RunId.random(), origin, world.plan.reset(chain.get(1)), Map.of(), world.clock.now());
        return chain;
    }

    /** The run lists a full backup and an increment; answers the ids of both, newest first. */
    static List<String> lists(FaultWorld world) {
        List<String> chain = chain(world);
        world.begins = origin -> VolumeBackupListOperation.OPERATION.begin(
                RunId.random(), origin, world.plan.listOfCinder(world.source), Map.of(), world.clock.now());
        return List.of(chain.get(1), chain.get(0));
    }

    private static List<String> chain(FaultWorld world) {
        world.openstack.backupAdministrator(true);
        VolumeBackups backups = world.storage(FaultWorld.PATIENT).volumeBackups();
        String full = keptBackup(world, backups, "old-backup", false);
        String increment = keptBackup(world, backups, "increment", true);
        world.wire.beginAnew();
        return List.of(full, increment);
    }

    private static String keptBackup(FaultWorld world, VolumeBackups backups, String name, boolean incremental) {
        Ownership tags = new Ownership(
                new Origin("jenkins", "nightly", "1"),
                RunId.random(),
                world.source,
                world.clock.now(),
                world.clock.now());
        String made = backups.createBackup(new NewBackup(
                world.source,
                Optional.empty(),
                name,
                "",
                incremental,
                true,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                tags));
        world.clock.advance(Duration.ofDays(1));
        backups.keepBackup(made);
        return made;
    }

    /** What a scan would find of the volumes but the source that an administrator could have removed. */
    static List<MarkedObject> removable(FaultWorld world) {
        return world.storage(FaultWorld.PATIENT).scan().objects().stream()
                .filter(object -> object.kind() == ResourceKind.VOLUME && !object.kept())
                .filter(object -> !object.id().equals(world.source))
                .toList();
    }
}
