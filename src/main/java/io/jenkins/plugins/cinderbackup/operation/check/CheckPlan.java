package io.jenkins.plugins.cinderbackup.operation.check;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.Plan;
import io.jenkins.plugins.cinderbackup.model.ContainerResources;
import io.jenkins.plugins.cinderbackup.model.JobSettings;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.phase.Names;
import io.jenkins.plugins.cinderbackup.phase.restic.ResticSetup;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A check of a restic repository.
 *
 * @param source the source for which the check is remembered, as it stands in restic's tags, or null if it is about the repository alone
 * @param readDataSubset how much of the data is read and compared with its checksums, as restic's option of that name has it; null for none
 * @param dryRun say what would be done, create nothing
 * @param remarks settings that do nothing as they are, and why, as sentences
 */
public record CheckPlan(
        @CheckForNull String source,
        RepositorySettings repository,
        @CheckForNull String readDataSubset,
        ContainerResources resources,
        JobSettings job,
        Duration cleanupTimeout,
        boolean dryRun,
        List<String> remarks)
        implements Plan {
    public CheckPlan {
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
        return "Check of " + describeSubject();
    }

    @Override
    public Optional<String> destination() {
        return Optional.empty();
    }

    @Override
    public Optional<RepositorySettings> usedRepository() {
        return Optional.of(repository);
    }

    ResticSetup restic() {
        return new ResticSetup(repository, job, resources, new Names("check", "check"));
    }
}
