package io.jenkins.plugins.cinderbackup.steps;

import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.connection.CloudAddress;
import io.jenkins.plugins.cinderbackup.connection.Connections;
import io.jenkins.plugins.cinderbackup.connection.RepositoryKeys;
import io.jenkins.plugins.cinderbackup.credentials.CredentialLookup;
import io.jenkins.plugins.cinderbackup.journal.BackupHistory;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupPlan;
import io.jenkins.plugins.cinderbackup.restic.BackupSource;
import io.jenkins.plugins.cinderbackup.restic.RepositoryUrl;
import java.time.Duration;

/**
 * From what a user and an administrator have set to the plan of one run. Looks at nothing but the values; all that is wrong with them is said
 * at once.
 */
final class PlanMaker {
    private final CinderSnapshotBackupStep step;
    private final CinderBackupConfiguration configuration;
    private final BackupHistory history;
    private final CredentialLookup credentials;
    private final Findings problems = new Findings();

    /** A plan and how the places in it are reached. */
    record Planned(BackupPlan plan, Connections connections) {}

    /** @param credentials for a cluster whose address stands in its kubeconfig alone */
    PlanMaker(
            CinderSnapshotBackupStep step,
            CinderBackupConfiguration configuration,
            BackupHistory history,
            CredentialLookup credentials) {
        this.step = step;
        this.configuration = configuration;
        this.history = history;
        this.credentials = credentials;
    }

    /**
     * @param job the full name of the job that asks
     * @throws PermanentException with all that is wrong
     */
    Planned make(String job) {
        CloudAddress cloud = new CloudChoice(step, configuration, problems).address();
        ClusterChoice cluster = new ClusterChoice(step, configuration, problems);
        problems.addAll(step.problems());
        if (!problems.isEmpty()) {
            // One of them may be what is missing
            step.getUnknownFields().forEach(sentence -> problems.add(sentence));
        }
        problems.throwIfAny();
        String namespace = cluster.namespace();
        String jobNamespace = cluster.jobNamespace();
        String clusterId = cluster.identity(credentials);
        String sourceNamespace = namespace == null ? jobNamespace : namespace;
        BackupSource source =
                step.source(BackupPlan.sourceName(String.valueOf(namespace), step.getPvc(), step.getVolumeId()));
        RepositorySettings repository = repository();
        JobPlanMaker jobs = new JobPlanMaker(step, configuration);
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
                jobs.resources(),
                jobs.job(jobNamespace),
                Duration.ofSeconds(step.getCleanup().getTimeout()),
                history.guard(
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
                UnusedSettings.of(step, cloud, jobNamespace));
        return new Planned(plan, new Connections(cloud, cluster.address(), keys(), job));
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

    private RepositorySettings repository() {
        RepositoryOptions options = step.getRepository();
        return new RepositorySettings(
                options.getUrl(),
                options.getSecretRef(),
                options.getCaCertificate() != null,
                options.isCreate(),
                history.hasUsed(RepositoryUrl.parse(options.getUrl()).key()),
                Duration.ofSeconds(options.getLockTimeout()));
    }

    private RepositoryKeys keys() {
        RepositoryOptions options = step.getRepository();
        return new RepositoryKeys(
                options.getPasswordCredentialsId(), options.getCredentialsId(), options.getCaCertificate());
    }
}
