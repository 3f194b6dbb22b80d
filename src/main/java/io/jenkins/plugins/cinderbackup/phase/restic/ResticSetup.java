package io.jenkins.plugins.cinderbackup.phase.restic;

import io.jenkins.plugins.cinderbackup.model.ContainerJob;
import io.jenkins.plugins.cinderbackup.model.ContainerResources;
import io.jenkins.plugins.cinderbackup.model.JobSettings;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.RepositorySecret;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.phase.Names;
import io.jenkins.plugins.cinderbackup.restic.RepositoryEnvironment;
import io.jenkins.plugins.cinderbackup.restic.RepositoryUrl;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Where and how restic runs: one Job for each command, and one Secret for all of a run's. */
public record ResticSetup(RepositorySettings repository, JobSettings job, ContainerResources resources, Names names) {
    /** For what ends a Job that has passed its own limit, so that its own message is the one that is seen. */
    private static final Duration SLACK = Duration.ofMinutes(15);

    /** The longest that a command may take: the queue, a lock, and each of the Jobs has a limit of its own; this is for what no limit covers. */
    public Duration limit() {
        return repository
                .lockTimeout()
                .multipliedBy(2)
                .plus(job.startTimeout().multipliedBy(2))
                .plus(job.timeout())
                .plus(SLACK);
    }

    /** The Secret with the repository's credentials. */
    public RepositorySecret secret(Ownership ownership) {
        return new RepositorySecret(job.namespace(), names.kubernetes(ownership.run(), ""), ownership);
    }

    /** The name of a run's Nth Job. */
    public String jobName(Ownership ownership, ResticCommand.Kind kind, int number) {
        return names.kubernetes(ownership.run(), "-" + kind.word() + "-" + number);
    }

    /** The Job of a command. */
    public ContainerJob job(Ownership ownership, String name, ResticCommand command, List<ContainerJob.Mount> mounts) {
        return new ContainerJob(
                name,
                args(command),
                mounts,
                secret(ownership).name(),
                RepositoryEnvironment.names(RepositoryUrl.parse(repository.url())),
                Stream.ofNullable(repository.secretRef()).toList(),
                job,
                resources,
                ownership);
    }

    /** The command as it is run, with the repository's CA. */
    public List<String> args(ResticCommand command) {
        return (repository.caCertificate()
                        ? command.withCaCertificate(
                                RepositoryEnvironment.FILES + "/" + RepositoryEnvironment.CA_CERTIFICATE)
                        : command)
                .args();
    }
}
