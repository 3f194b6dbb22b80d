package io.jenkins.plugins.cinderbackup.operation.list;

import io.jenkins.plugins.cinderbackup.engine.Plan;
import io.jenkins.plugins.cinderbackup.model.ContainerResources;
import io.jenkins.plugins.cinderbackup.model.JobSettings;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.phase.Names;
import io.jenkins.plugins.cinderbackup.phase.restic.ResticSetup;
import io.jenkins.plugins.cinderbackup.restic.SnapshotFilter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A list of the backups in a restic repository.
 *
 * @param filter which of them
 * @param dryRun say what would be done, create nothing
 * @param remarks settings that do nothing as they are, and why, as sentences
 */
public record ListPlan(
        RepositorySettings repository,
        SnapshotFilter filter,
        ContainerResources resources,
        JobSettings job,
        Duration cleanupTimeout,
        boolean dryRun,
        List<String> remarks)
        implements Plan {
    public ListPlan {
        remarks = List.copyOf(remarks);
    }

    @Override
    public String subject() {
        return repository.url();
    }

    @Override
    public String describeSubject() {
        return "repository " + repository.url();
    }

    @Override
    public String describe() {
        return "List of " + describeSubject();
    }

    @Override
    public Optional<RepositorySettings> usedRepository() {
        return Optional.of(repository);
    }

    ResticSetup restic() {
        return new ResticSetup(repository, job, resources, new Names("list", "list"));
    }
}
