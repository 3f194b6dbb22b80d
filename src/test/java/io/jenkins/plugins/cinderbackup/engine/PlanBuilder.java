package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.ContainerResources;
import io.jenkins.plugins.cinderbackup.model.JobSettings;
import io.jenkins.plugins.cinderbackup.model.Objective;
import io.jenkins.plugins.cinderbackup.model.PodToleration;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupPlan;
import io.jenkins.plugins.cinderbackup.operation.gate.GatePlan;
import io.jenkins.plugins.cinderbackup.operation.list.ListPlan;
import io.jenkins.plugins.cinderbackup.operation.verify.ProofSamplePlan;
import io.jenkins.plugins.cinderbackup.operation.verify.TestSettings;
import io.jenkins.plugins.cinderbackup.operation.verify.VerifyPlan;
import io.jenkins.plugins.cinderbackup.restic.RetentionPolicy;
import io.jenkins.plugins.cinderbackup.restic.SnapshotChoice;
import io.jenkins.plugins.cinderbackup.restic.SnapshotFilter;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A plan with the defaults of the step, of which a test changes what it is about. */
public final class PlanBuilder {
    String namespace = "shop";
    public String jobNamespace = "backup";
    String pvc = "db";
    String volumeId;
    boolean force = true;
    int keepLast = 3;
    int keepForDays = 7;
    String availabilityZone;
    boolean caCertificate;
    boolean create = true;
    boolean usedBefore;
    Duration lockTimeout = Duration.ofHours(1);
    Duration startTimeout = Duration.ofMinutes(10);
    Duration timeout = Duration.ofDays(1);
    Duration cleanupTimeout = Duration.ofMinutes(10);
    String prefix = "backup";
    RetentionPolicy retention = RetentionPolicy.NONE;
    BackupPlan.Guard guard = guard(50, null, null);
    String repository = "s3:https://s3.example.com/backups";
    List<String> paths = List.of("/");
    boolean dryRun;
    String readDataSubset = "5%";
    List<String> remarks = List.of();
    Objective objective = Objective.NONE;

    /** Nothing but the last sound backup is known. */
    static BackupPlan.Guard guard(int maxShrinkPercent, Long lastFiles, Long lastBytes) {
        return new BackupPlan.Guard(maxShrinkPercent, lastFiles, lastBytes, false, List.of());
    }

    public BackupPlan build() {
        return new BackupPlan(
                "production",
                "apps",
                namespace,
                pvc,
                volumeId,
                "ext4",
                new BackupPlan.SnapshotSettings(force, Duration.ofMinutes(10), prefix, keepLast, keepForDays),
                new BackupPlan.TemporaryVolume(null, null, availabilityZone, Duration.ofMinutes(5)),
                new RepositorySettings(repository, null, caCertificate, create, usedBefore, lockTimeout),
                "shop-db",
                paths,
                List.of("lost+found"),
                List.of("nightly"),
                retention,
                new ContainerResources("200m", "256Mi", "2", "2Gi"),
                new JobSettings(
                        "restic/restic:0.18.1",
                        "IfNotPresent",
                        List.of(),
                        jobNamespace,
                        startTimeout,
                        timeout,
                        null,
                        Map.of("disk", "fast"),
                        List.of(new PodToleration("backup", "Exists", null, "NoSchedule", null)),
                        null,
                        Map.of(),
                        Map.of(),
                        0),
                cleanupTimeout,
                guard,
                dryRun,
                remarks,
                objective);
    }

    /** A list of the backups of the same source. */
    ListPlan list() {
        BackupPlan backup = build();
        return new ListPlan(
                backup.repository(),
                new SnapshotFilter(null, List.of(List.of(backup.group().sourceTag()))),
                backup.resources(),
                backup.job(),
                backup.cleanupTimeout(),
                backup.dryRun(),
                List.of());
    }

    /** The PVCs of the gate; none if the labels say which. */
    List<String> gateClaims = List.of("db");

    String gateSelector;
    Duration gateVerifiedWithin;
    boolean gateRefreshes = true;
    boolean gateInline;
    List<String> gatePaths = GatePlan.WHOLE_VOLUME;

    /** A gate for the same source. */
    GatePlan gate() {
        BackupPlan backup = build();
        return new GatePlan(
                backup.repository(),
                gateInline,
                "production",
                "shop",
                gateClaims,
                gateSelector,
                gatePaths,
                Duration.ofDays(1),
                gateVerifiedWithin,
                gateRefreshes,
                backup.resources(),
                backup.job(),
                backup.cleanupTimeout(),
                List.of());
    }

    /** A restore of the same source, of which a test changes what it is about. */
    final RestorePlanBuilder restore = new RestorePlanBuilder();

    boolean check = true;
    Duration maxAge;
    Duration maxDuration;
    /** Whether a verification compares the backup with its Cinder snapshot. */
    boolean compareSnapshot;
    /** What looks at the restored data, or null. */
    TestSettings test;

    /** A test that prints what is expected, with what the default settings are. */
    static TestSettings test(String expect, boolean network) {
        return new TestSettings(
                "postgres:17",
                List.of("pg_check"),
                List.of(),
                expect,
                Duration.ofMinutes(10),
                new ContainerResources("200m", "256Mi", "2", "2Gi"),
                null,
                "/data",
                network);
    }

    /** A check of the same repository. */
    VerifyPlan check() {
        return verification(true, null);
    }

    /** A verification of the same source with a restore on trial, of which a test changes what it asks. */
    VerifyPlan drill() {
        return verification(
                check,
                new VerifyPlan.Drill(
                        "production",
                        "shop",
                        "db",
                        new SnapshotChoice(restore.backup, restore.before, List.of()),
                        maxAge,
                        maxDuration,
                        compareSnapshot,
                        test,
                        false));
    }

    ProofSamplePlan sample() {
        return new ProofSamplePlan("production", "shop", "app=shop", 3, drill());
    }

    private VerifyPlan verification(boolean checked, VerifyPlan.Drill drill) {
        BackupPlan backup = build();
        return new VerifyPlan(
                restore.source,
                backup.repository(),
                checked,
                readDataSubset,
                drill,
                backup.resources(),
                backup.job(),
                backup.cleanupTimeout(),
                backup.dryRun(),
                List.of());
    }
}
