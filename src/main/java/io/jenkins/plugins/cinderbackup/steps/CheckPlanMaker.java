package io.jenkins.plugins.cinderbackup.steps;

import io.jenkins.plugins.cinderbackup.connection.Connections;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.operation.check.CheckOperation;
import io.jenkins.plugins.cinderbackup.operation.check.CheckPlan;
import java.time.Duration;

/** From what a user and an administrator have set to the plan of one check. Looks at nothing but the values; all that is wrong with them is said at once. */
final class CheckPlanMaker {
    private final CinderSnapshotVerifyStep step;
    private final Planning planning;
    private final Findings problems = new Findings();

    CheckPlanMaker(CinderSnapshotVerifyStep step, Planning planning) {
        this.step = step;
        this.planning = planning;
    }

    /** @throws PermanentException with all that is wrong */
    PlannedRun<CheckPlan> make() {
        ClusterChoice cluster = new ClusterChoice(step, planning.configuration(), problems);
        String jobNamespace = cluster.jobNamespace(cluster.namespace(null));
        cluster.requireJobNamespace(jobNamespace);
        problems.addAll(step.problems());
        step.refuse(problems);
        RepositoryPlanMaker repositories = new RepositoryPlanMaker(
                step.getRepository(), planning.services().history());
        RepositorySettings repository = repositories.settings();
        JobPlanMaker jobs = new JobPlanMaker(step, planning.configuration());
        CheckPlan plan = new CheckPlan(
                repository,
                step.getReadDataSubset() == null
                        ? null
                        : planning.services().checkedParts().next(repository.key(), step.getReadDataSubset()),
                jobs.resources(),
                jobs.job(jobNamespace),
                Duration.ofSeconds(step.getCleanup().getTimeout()),
                step.isDryRun(),
                step.getRepository().remarks());
        return new PlannedRun<>(
                CheckOperation.OPERATION,
                plan,
                new Connections(null, cluster.address(), repositories.keys(), planning.job()));
    }
}
