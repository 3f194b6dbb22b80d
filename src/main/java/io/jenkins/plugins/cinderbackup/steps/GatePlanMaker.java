package io.jenkins.plugins.cinderbackup.steps;

import io.jenkins.plugins.cinderbackup.connection.Connections;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.operation.gate.GateOperation;
import io.jenkins.plugins.cinderbackup.operation.gate.GatePlan;
import io.jenkins.plugins.cinderbackup.restic.RepositoryTemplate;
import java.time.Duration;
import java.util.List;

/** From what a user and an administrator have set to the plan of one gate. Looks at nothing but the values; all that is wrong with them is said at once. */
final class GatePlanMaker {
    private final CinderSnapshotRequireStep step;
    private final Planning planning;
    private final Findings problems = new Findings();

    GatePlanMaker(CinderSnapshotRequireStep step, Planning planning) {
        this.step = step;
        this.planning = planning;
    }

    /** @throws PermanentException with all that is wrong */
    PlannedRun<GatePlan> make() {
        List<String> claims = step.getPvc().stream().distinct().toList();
        ClusterChoice cluster = new ClusterChoice(step, planning.configuration(), problems);
        String namespace = cluster.namespace(step.getNamespace());
        if (namespace == null) {
            problems.add("namespace is missing: neither the step nor the cluster names the namespace of the PVCs.");
        }
        cluster.checkSource(step.getNamespace(), null);
        RepositoryChoice repositories = new RepositoryChoice(
                step.getRepository(),
                planning.configuration(),
                cluster.names(namespace, claims.stream().findFirst().orElse(null)),
                problems);
        if (claims.size() > 1 && repositories.placeholders().contains(RepositoryTemplate.PVC)) {
            problems.add(
                    "pvc names " + claims.size()
                            + " PVCs, and the repository's URL has {pvc}: each has a repository of its own, and a gate looks into one.",
                    "use the step once for each PVC");
        }
        step.refuse(problems);
        RepositorySettings repository =
                repositories.settings(planning.services().history());
        JobPlanMaker jobs = new JobPlanMaker(step.getJob(), planning.configuration());
        GatePlan plan = new GatePlan(
                repository,
                repositories.isInline(),
                cluster.identity(planning.credentials()),
                namespace,
                claims,
                step.getSelector(),
                Texts.filled(step.getPaths()),
                Duration.ofSeconds(step.getMaxAge()),
                step.getVerifiedWithin() == null ? null : Duration.ofSeconds(step.getVerifiedWithin()),
                step.isRefresh(),
                jobs.resources(step.getResources()),
                jobs.job(cluster.jobNamespace(step.getJob(), namespace)),
                step.cleanupTimeout(),
                step.getRepository().remarks());
        return new PlannedRun<>(
                GateOperation.OPERATION,
                plan,
                new Connections(null, cluster.address(), repositories.keys(), planning.job()));
    }
}
