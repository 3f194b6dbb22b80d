package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.connection.AddressCheck;
import io.jenkins.plugins.cinderbackup.connection.CloudAddress;
import io.jenkins.plugins.cinderbackup.connection.Connections;
import io.jenkins.plugins.cinderbackup.connection.RepositoryKeys;
import io.jenkins.plugins.cinderbackup.credentials.CredentialLookup;
import io.jenkins.plugins.cinderbackup.engine.BackupPlan;
import io.jenkins.plugins.cinderbackup.journal.BackupHistory;
import io.jenkins.plugins.cinderbackup.model.ContainerResources;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.JobSettings;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import io.jenkins.plugins.cinderbackup.restic.BackupSource;
import io.jenkins.plugins.cinderbackup.restic.RepositoryUrl;
import io.jenkins.plugins.cinderbackup.restic.RetentionPolicy;
import io.jenkins.plugins.cinderbackup.restic.SnapshotGroup;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * From what a user and an administrator have set to the plan of one run. Looks at nothing but the values; all that is wrong with them is said
 * at once.
 */
final class PlanMaker {
    static final String NO_PVC = "pvc is missing: name the PVC to back up, or a Cinder volume with `volumeId`.";
    static final List<String> FILE_SYSTEMS = List.of("ext4", "ext3", "ext2", "xfs");

    private final BackupSettings settings;
    private final CinderBackupConfiguration configuration;
    private final BackupHistory history;
    private final CredentialLookup credentials;
    private final Problems problems = new Problems();

    /** A plan and how the places in it are reached. */
    record Planned(BackupPlan plan, Connections connections) {}

    /** @param credentials for a cluster whose address stands in its kubeconfig alone */
    PlanMaker(
            BackupSettings settings,
            CinderBackupConfiguration configuration,
            BackupHistory history,
            CredentialLookup credentials) {
        this.settings = settings;
        this.configuration = configuration;
        this.history = history;
        this.credentials = credentials;
    }

    /**
     * @param job the full name of the job that asks
     * @throws PermanentException with all that is wrong
     */
    Planned make(String job) {
        CloudAddress cloud = new CloudChoice(settings, configuration, problems).address();
        ClusterChoice cluster = new ClusterChoice(settings, configuration, problems);
        String namespace = cluster.namespace();
        String jobNamespace = cluster.jobNamespace();
        checkSource(namespace, jobNamespace);
        BackupPlan.SnapshotSettings snapshot = snapshot();
        BackupPlan.TemporaryVolume temporaryVolume = temporaryVolume();
        BackupPlan.Repository repository = repository();
        BackupSource source = source(namespace);
        RetentionPolicy retention = retention(source.tags());
        JobPlanMaker jobs = new JobPlanMaker(settings, configuration, problems);
        ContainerResources resources = jobs.resources();
        JobSettings jobPlan = jobs.job(jobNamespace);
        problems.add(PlanCheck.seconds("cleanup.timeout", settings.getCleanup().getTimeout()));
        problems.add(
                PlanCheck.percent("guard.maxShrinkPercent", settings.getGuard().getMaxShrinkPercent()));
        if (!problems.isEmpty()) {
            // One of them may be what is missing
            problems.addAll(settings.getUnknownFields());
        }
        problems.throwIfAny();
        String clusterId = cluster.identity(credentials);
        String sourceNamespace = namespace == null ? jobNamespace : namespace;
        BackupPlan plan = new BackupPlan(
                cloud.label(),
                clusterId,
                sourceNamespace,
                settings.getPvc(),
                settings.getVolumeId(),
                settings.getFsType(),
                snapshot,
                temporaryVolume,
                repository,
                source.host(),
                source.paths(),
                source.excludes(),
                source.tags(),
                retention,
                resources,
                jobPlan,
                Duration.ofSeconds(settings.getCleanup().getTimeout()),
                history.guard(
                        BackupPlan.group(
                                clusterId,
                                sourceNamespace,
                                settings.getPvc(),
                                settings.getVolumeId(),
                                source.host(),
                                source.paths()),
                        RepositoryUrl.parse(repository.url()).key(),
                        settings.getGuard().getMaxShrinkPercent()),
                settings.isDryRun(),
                UnusedSettings.of(settings, cloud, source, retention, jobNamespace));
        return new Planned(plan, new Connections(cloud, cluster.address(), keys(), job));
    }

    private void checkSource(@CheckForNull String namespace, @CheckForNull String jobNamespace) {
        if (settings.getPvc() == null && settings.getVolumeId() == null) {
            problems.add(NO_PVC);
        }
        if (settings.getPvc() != null && namespace == null) {
            problems.add("namespace is missing: neither the step nor the cluster names the namespace of PVC '"
                    + settings.getPvc() + "'.");
        } else if (settings.getPvc() == null && settings.getVolumeId() != null && jobNamespace == null) {
            problems.add(
                    "job.namespace is missing: without a PVC nothing says where the temporary PVC and the Job are to live.");
        }
        problems.add(PlanCheck.label1123("namespace", settings.getNamespace()));
        problems.add(PlanCheck.name1123("pvc", settings.getPvc()));
        problems.add(PlanCheck.volumeId("volumeId", settings.getVolumeId()));
        problems.add(PlanCheck.oneOf("fsType", settings.getFsType(), FILE_SYSTEMS));
    }

    private BackupPlan.SnapshotSettings snapshot() {
        SnapshotOptions options = settings.getSnapshot();
        SnapshotRetention kept = options.getRetention();
        problems.add(PlanCheck.seconds("snapshot.timeout", options.getTimeout()));
        problems.add(PlanCheck.namePrefix("snapshot.namePrefix", options.getNamePrefix()));
        problems.add(PlanCheck.count("snapshot.retention.keepLast", kept.getKeepLast()));
        problems.add(PlanCheck.count("snapshot.retention.keepForDays", kept.getKeepForDays()));
        return new BackupPlan.SnapshotSettings(
                options.isForce(),
                Duration.ofSeconds(options.getTimeout()),
                options.getNamePrefix(),
                kept.getKeepLast(),
                kept.getKeepForDays());
    }

    private BackupPlan.TemporaryVolume temporaryVolume() {
        TemporaryVolumeOptions options = settings.getTemporaryVolume();
        problems.add(PlanCheck.seconds("temporaryVolume.timeout", options.getTimeout()));
        problems.add(PlanCheck.name1123("temporaryVolume.storageClass", options.getStorageClass()));
        return new BackupPlan.TemporaryVolume(
                options.getStorageClass(),
                options.getVolumeType(),
                options.getAvailabilityZone(),
                Duration.ofSeconds(options.getTimeout()));
    }

    private BackupPlan.Repository repository() {
        RepositoryOptions options = settings.getRepository();
        List<String> wrongUrl = RepositoryUrl.problems(options.getUrl());
        problems.addAll(wrongUrl);
        if (options.getSecretRef() == null) {
            problems.add(PlanCheck.required(
                    "repository.passwordCredentialsId",
                    options.getPasswordCredentialsId(),
                    "give the id of a Secret text with the repository's password, or `repository.secretRef`."));
        } else if (options.getPasswordCredentialsId() != null || options.getCredentialsId() != null) {
            problems.add(
                    "repository.secretRef is set together with credential ids: the keys come either from the Secret or from Jenkins.",
                    "remove `repository.secretRef`, or both `repository.passwordCredentialsId` and `repository.credentialsId`");
        }
        problems.add(PlanCheck.name1123("repository.secretRef", options.getSecretRef()));
        problems.add(AddressCheck.certificates("repository.caCertificate", options.getCaCertificate()));
        problems.add(PlanCheck.seconds("repository.lockTimeout", options.getLockTimeout()));
        String url = options.getUrl() == null ? "" : options.getUrl();
        boolean usedBefore =
                wrongUrl.isEmpty() && history.hasUsed(RepositoryUrl.parse(url).key());
        return new BackupPlan.Repository(
                url,
                options.getSecretRef(),
                options.getCaCertificate() != null,
                options.isCreate(),
                usedBefore,
                Duration.ofSeconds(options.getLockTimeout()));
    }

    private RepositoryKeys keys() {
        RepositoryOptions options = settings.getRepository();
        return new RepositoryKeys(
                options.getPasswordCredentialsId(), options.getCredentialsId(), options.getCaCertificate());
    }

    private BackupSource source(@CheckForNull String namespace) {
        String host = settings.getHost() != null
                ? settings.getHost()
                : BackupPlan.sourceName(String.valueOf(namespace), settings.getPvc(), settings.getVolumeId());
        BackupSource source = new BackupSource(
                host, texts(settings.getTags()), texts(settings.getPaths()), texts(settings.getExclude()));
        problems.addAll(source.problems());
        problems.addAll(SnapshotGroup.problemsOfOurs(source.tags()));
        return source;
    }

    private RetentionPolicy retention(List<String> tags) {
        ResticRetention keep = settings.getRetention();
        RetentionPolicy policy = new RetentionPolicy(
                keep.getKeepLast(),
                keep.getKeepHourly(),
                keep.getKeepDaily(),
                keep.getKeepWeekly(),
                keep.getKeepMonthly(),
                keep.getKeepYearly(),
                Objects.requireNonNullElse(keep.getKeepWithin(), ""),
                texts(keep.getKeepTags()),
                keep.isPrune());
        problems.addAll(policy.problems());
        problems.add(policy.keepsNothingOf(tags).map(Finding::of));
        return policy;
    }

    /** Without holes: an entry that is null counts as empty, and is told as such. */
    private static List<String> texts(List<String> list) {
        return list.stream().map(text -> Objects.requireNonNullElse(text, "")).toList();
    }
}
