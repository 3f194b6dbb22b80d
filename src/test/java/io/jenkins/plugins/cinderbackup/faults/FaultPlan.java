package io.jenkins.plugins.cinderbackup.faults;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.model.BackupRecord;
import io.jenkins.plugins.cinderbackup.model.ContainerResources;
import io.jenkins.plugins.cinderbackup.model.JobSettings;
import io.jenkins.plugins.cinderbackup.model.Objective;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.model.Workload;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupPlan;
import io.jenkins.plugins.cinderbackup.operation.gate.GatePlan;
import io.jenkins.plugins.cinderbackup.operation.list.ListPlan;
import io.jenkins.plugins.cinderbackup.operation.restore.RestorePlan;
import io.jenkins.plugins.cinderbackup.operation.scs.DataSettings;
import io.jenkins.plugins.cinderbackup.operation.scs.ScsTestPlan;
import io.jenkins.plugins.cinderbackup.operation.verify.TestSettings;
import io.jenkins.plugins.cinderbackup.operation.verify.VerifyPlan;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupDeletionPlan;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupExportPlan;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupImportPlan;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupListPlan;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupPlan;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupPlan.Increment;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupResetPlan;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeRestorePlan;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeSearchPlan;
import io.jenkins.plugins.cinderbackup.port.VolumeBackups.BackupFilter;
import io.jenkins.plugins.cinderbackup.restic.RestoreScope;
import io.jenkins.plugins.cinderbackup.restic.RetentionPolicy;
import io.jenkins.plugins.cinderbackup.restic.SnapshotChoice;
import io.jenkins.plugins.cinderbackup.restic.SnapshotFilter;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the runs do: everything, with limits that are short, but not so short that a server which is away for 20 s would exceed them. */
final class FaultPlan {
    static final String REPOSITORY = "s3:https://s3.example.org/backups";

    String image = "restic/restic:0.18.1";
    Duration startTimeout = Duration.ofMinutes(2);

    BackupPlan build() {
        return new BackupPlan(
                "cloud",
                "cluster",
                "shop",
                "db",
                null,
                "ext4",
                new BackupPlan.SnapshotSettings(true, Duration.ofMinutes(2), "backup", 1, 0),
                new BackupPlan.TemporaryVolume(null, null, null, Duration.ofMinutes(2)),
                new RepositorySettings(REPOSITORY, null, false, true, false, Duration.ofMinutes(2)),
                "shop-db",
                List.of("/"),
                List.of("lost+found"),
                List.of(),
                new RetentionPolicy(1, 0, 0, 0, 0, 0, "", List.of(), true),
                new ContainerResources("200m", "256Mi", "2", "2Gi"),
                new JobSettings(
                        image,
                        "IfNotPresent",
                        List.of(),
                        FaultWorld.NAMESPACE,
                        startTimeout,
                        Duration.ofMinutes(5),
                        null,
                        Map.of(),
                        List.of(),
                        null,
                        Map.of(),
                        Map.of(),
                        0),
                Duration.ofMinutes(2),
                new BackupPlan.Guard(100, null, null, false, List.of()),
                false,
                List.of(),
                Objective.NONE);
    }

    /** What the restore does, of which a test changes what it is about. */
    boolean inPlace;

    boolean revert;

    List<Workload> scaleDown = List.of();

    /** A restore of the same source. */
    RestorePlan restore() {
        BackupPlan backup = build();
        return new RestorePlan(
                "cloud",
                "cluster/shop/db",
                "shop",
                "db",
                new SnapshotChoice(SnapshotChoice.LATEST, null, List.of()),
                null,
                RestorePlan.From.NEAREST,
                new RestorePlan.Target(
                        "shop",
                        inPlace ? "db" : "db-restored",
                        null,
                        null,
                        Map.of(),
                        Map.of(),
                        List.of(),
                        Duration.ofMinutes(2)),
                inPlace,
                revert,
                scaleDown,
                RestoreScope.ALL,
                true,
                backup.repository(),
                backup.resources(),
                backup.job(),
                backup.cleanupTimeout(),
                false,
                List.of());
    }

    /** A backup of the volume by Cinder: the one of this id, or that of the source's PVC where there is none. */
    VolumeBackupPlan cinder(@CheckForNull String volumeId) {
        return new VolumeBackupPlan(
                "cloud",
                null,
                volumeId,
                null,
                volumeId == null ? new VolumeBackupPlan.Claim("shop", "db") : null,
                null,
                null,
                null,
                null,
                null,
                Map.of(),
                Increment.FALSE,
                0,
                true,
                true,
                null,
                1,
                0,
                Objective.NONE,
                Duration.ofMinutes(2),
                Duration.ofMinutes(2),
                false,
                List.of());
    }

    /** A search for the volumes of a server, all of which are backed up so. */
    VolumeSearchPlan search(String server) {
        return new VolumeSearchPlan(server, cinder(server));
    }

    /** A restore by Cinder, over that volume, or to a new one. */
    VolumeRestorePlan cinderRestore(String backup, @CheckForNull String over) {
        return new VolumeRestorePlan(
                "cloud",
                backup,
                null,
                over,
                over == null ? new VolumeRestorePlan.Target("restored", 0, null, null) : null,
                Duration.ofMinutes(2),
                Duration.ofMinutes(2),
                false);
    }

    /** A test of SCS-0117 in the same cloud, without an increment. */
    ScsTestPlan scs() {
        return scs(null);
    }

    /** The same, with data that pods write and compare. */
    ScsTestPlan scsWithData() {
        return scs(new DataSettings(build().job()));
    }

    private static ScsTestPlan scs(@CheckForNull DataSettings data) {
        return new ScsTestPlan(
                "cloud", "scs-test-", false, data, Duration.ofMinutes(2), Duration.ofMinutes(2), false, List.of());
    }

    VolumeBackupExportPlan export(String backup) {
        return new VolumeBackupExportPlan("cloud", backup, Duration.ofMinutes(2), Duration.ofMinutes(2), false);
    }

    VolumeBackupImportPlan imports(List<BackupRecord> records) {
        return new VolumeBackupImportPlan("cloud", records, Duration.ofMinutes(2), Duration.ofMinutes(2), false);
    }

    VolumeBackupDeletionPlan removal(String backup) {
        return new VolumeBackupDeletionPlan(
                "cloud", null, backup, true, false, Duration.ofMinutes(2), Duration.ofMinutes(2), false);
    }

    VolumeBackupResetPlan reset(String backup) {
        return new VolumeBackupResetPlan(
                "cloud", null, backup, "error", Duration.ofMinutes(2), Duration.ofMinutes(2), false);
    }

    VolumeBackupListPlan listOfCinder(String volumeId) {
        return new VolumeBackupListPlan("cloud", BackupFilter.ofVolume(volumeId), 10, Duration.ofMinutes(2), false);
    }

    /** A list of the same repository. */
    ListPlan list() {
        BackupPlan backup = build();
        return new ListPlan(
                backup.repository(),
                new SnapshotFilter(null, List.of()),
                backup.resources(),
                backup.job(),
                backup.cleanupTimeout(),
                false,
                List.of());
    }

    /** The source has none, so it is meant. */
    static final String GATE_LABELS = "tier notin (scratch)";

    /** A gate for the PVCs with the source's labels. */
    GatePlan gate() {
        BackupPlan backup = build();
        return new GatePlan(
                backup.repository(),
                true,
                "production",
                "shop",
                List.of(),
                GATE_LABELS,
                GatePlan.WHOLE_VOLUME,
                Duration.ofDays(1),
                null,
                true,
                backup.resources(),
                backup.job(),
                backup.cleanupTimeout(),
                List.of());
    }

    /** A check of the same repository. */
    VerifyPlan check() {
        return verification(null);
    }

    /** Whether a verification compares the backup with its Cinder snapshot. */
    boolean compareSnapshot;

    /** What looks at what is restored on trial, or null. */
    TestSettings test;

    /** A test that prints {@code ok}. */
    static TestSettings test() {
        return new TestSettings(
                "postgres:17",
                List.of("pg_check"),
                List.of(),
                "^ok$",
                Duration.ofMinutes(10),
                new ContainerResources("200m", "256Mi", "2", "2Gi"),
                null,
                "/data",
                false);
    }

    /** The same, and a restore on trial of the same source. */
    VerifyPlan drill() {
        return verification(new VerifyPlan.Drill(
                "cloud",
                "shop",
                "db",
                new SnapshotChoice(SnapshotChoice.LATEST, null, List.of()),
                null,
                null,
                compareSnapshot,
                test,
                false));
    }

    private VerifyPlan verification(VerifyPlan.Drill drill) {
        BackupPlan backup = build();
        return new VerifyPlan(
                drill == null ? null : "cluster/shop/db",
                backup.repository(),
                true,
                null,
                drill,
                backup.resources(),
                backup.job(),
                backup.cleanupTimeout(),
                false,
                List.of());
    }
}
