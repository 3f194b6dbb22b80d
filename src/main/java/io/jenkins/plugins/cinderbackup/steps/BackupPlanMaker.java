package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.connection.CloudAddress;
import io.jenkins.plugins.cinderbackup.connection.Connections;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupPlan;
import io.jenkins.plugins.cinderbackup.restic.BackupSource;
import io.jenkins.plugins.cinderbackup.restic.RepositoryUrl;
import java.time.Duration;

/**
 * From what a user and an administrator have set to the plan of one run. Looks at nothing but the values; all that is wrong with them is said
 * at once.
 */
final class BackupPlanMaker {
    private final CinderSnapshotBackupStep step;
    private final Planning planning;
    private final Findings problems = new Findings();

    BackupPlanMaker(CinderSnapshotBackupStep step, Planning planning) {
        this.step = step;
        this.planning = planning;
    }

    /** @throws PermanentException with all that is wrong */
    PlannedRun<BackupPlan> make() {
        CloudAddress cloud =
                new CloudChoice(step.getCloud(), step.getOpenstack(), planning.configuration(), problems).address();
        ClusterChoice cluster = new ClusterChoice(step, planning.configuration(), problems);
        cluster.checkSource(step.getNamespace(), step.getVolumeId());
        String namespace = cluster.namespace(step.getNamespace());
        String jobNamespace = cluster.jobNamespace(step.getJob(), namespace);
        cluster.requireNamespace(step.getPvc(), namespace);
        checkJobNamespace(jobNamespace);
        RepositoryChoice repositories = new RepositoryChoice(
                step.getRepository(),
                planning.configuration(),
                cluster.names(step.getPvc() == null ? null : namespace, step.getPvc()),
                problems);
        step.refuse(problems);
        String clusterId = cluster.identity(planning.credentials());
        String sourceNamespace = namespace == null ? jobNamespace : namespace;
        BackupSource source =
                step.source(BackupPlan.sourceName(String.valueOf(namespace), step.getPvc(), step.getVolumeId()));
        RepositorySettings repository =
                repositories.settings(planning.services().history());
        JobPlanMaker jobs = new JobPlanMaker(step.getJob(), planning.configuration());
        BackupPlan plan = new BackupPlan(
                cloud.label(),
                clusterId,
                sourceNamespace,
                step.getPvc(),
                step.getVolumeId(),
                step.getFsType(),
                snapshot(),
                temporaryVolume(),
                repository,
                source.host(),
                source.paths(),
                source.excludes(),
                source.tags(),
                step.getRetention().toPolicy(),
                jobs.resources(step.getResources()),
                jobs.job(jobNamespace),
                step.cleanupTimeout(),
                planning.services()
                        .history()
                        .guard(
                                BackupPlan.group(
                                        clusterId,
                                        sourceNamespace,
                                        step.getPvc(),
                                        step.getVolumeId(),
                                        source.host(),
                                        source.paths()),
                                RepositoryUrl.parse(repository.url()).key(),
                                step.getGuard().getMaxShrinkPercent()),
                step.isDryRun(),
                UnusedSettings.of(step, cloud, jobNamespace),
                step.getObjective().toObjective());
        return new PlannedRun<>(
                BackupOperation.OPERATION,
                plan,
                new Connections(cloud, cluster.address(), repositories.keys(), planning.job()));
    }

    private void checkJobNamespace(@CheckForNull String jobNamespace) {
        if (step.getPvc() == null && step.getVolumeId() != null && jobNamespace == null) {
            problems.add(
                    "job.namespace is missing: without a PVC nothing says where the temporary PVC and the Job are to live.");
        }
    }

    private BackupPlan.SnapshotSettings snapshot() {
        SnapshotOptions options = step.getSnapshot();
        SnapshotRetention kept = options.getRetention();
        return new BackupPlan.SnapshotSettings(
                options.isForce(),
                Duration.ofSeconds(options.getTimeout()),
                options.getNamePrefix(),
                kept.getKeepLast(),
                kept.getKeepForDays());
    }

    private BackupPlan.TemporaryVolume temporaryVolume() {
        TemporaryVolumeOptions options = step.getTemporaryVolume();
        return new BackupPlan.TemporaryVolume(
                options.getStorageClass(),
                options.getVolumeType(),
                options.getAvailabilityZone(),
                Duration.ofSeconds(options.getTimeout()));
    }
}
