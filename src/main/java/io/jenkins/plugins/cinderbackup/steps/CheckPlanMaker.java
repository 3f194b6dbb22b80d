package io.jenkins.plugins.cinderbackup.steps;

import io.jenkins.plugins.cinderbackup.connection.Connections;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.operation.check.CheckOperation;
import io.jenkins.plugins.cinderbackup.operation.check.CheckPlan;
import io.jenkins.plugins.cinderbackup.restic.RepositoryTemplate;
import io.jenkins.plugins.cinderbackup.restic.SnapshotGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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
        String namespace = cluster.namespace(step.getNamespace());
        String jobNamespace = cluster.jobNamespace(cluster.namespace(null));
        cluster.requireJobNamespace(jobNamespace);
        cluster.checkSource(step.getNamespace(), null);
        cluster.requireNamespace(step.getPvc(), namespace);
        RepositoryChoice repositories = new RepositoryChoice(
                step.getRepository(), planning.configuration(), cluster.names(namespace, step.getPvc()), problems);
        problems.addAll(step.problems());
        step.refuse(problems);
        RepositorySettings repository =
                repositories.settings(planning.services().history());
        JobPlanMaker jobs = new JobPlanMaker(step, planning.configuration());
        CheckPlan plan = new CheckPlan(
                step.getPvc() == null
                        ? null
                        : SnapshotGroup.source(
                                cluster.identity(planning.credentials()), namespace, step.getPvc(), null),
                repository,
                step.getReadDataSubset() == null
                        ? null
                        : planning.services().checkedParts().next(repository.key(), step.getReadDataSubset()),
                jobs.resources(),
                jobs.job(jobNamespace),
                Duration.ofSeconds(step.getCleanup().getTimeout()),
                step.isDryRun(),
                remarks(repositories.placeholders()));
        return new PlannedRun<>(
                CheckOperation.OPERATION,
                plan,
                new Connections(null, cluster.address(), repositories.keys(), planning.job()));
    }

    /** What does nothing. */
    private List<String> remarks(Set<String> placeholders) {
        List<String> remarks = new ArrayList<>(step.getRepository().remarks());
        if (step.getNamespace() != null
                && step.getPvc() == null
                && !placeholders.contains(RepositoryTemplate.NAMESPACE)) {
            remarks.add("namespace does nothing: no pvc is named, and the repository's URL has no {namespace}.");
        }
        return remarks;
    }
}
