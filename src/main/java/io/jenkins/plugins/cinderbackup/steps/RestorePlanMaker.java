package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.connection.CloudAddress;
import io.jenkins.plugins.cinderbackup.connection.ClusterIdentity;
import io.jenkins.plugins.cinderbackup.connection.Connections;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.operation.restore.RestoreOperation;
import io.jenkins.plugins.cinderbackup.operation.restore.RestorePlan;
import io.jenkins.plugins.cinderbackup.restic.SnapshotGroup;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * From what a user and an administrator have set to the plan of one restore. Looks at nothing but the values; all that is wrong with them is said at once.
 */
final class RestorePlanMaker {
    private static final String ENDING = "-restored";

    private final CinderSnapshotRestoreStep step;
    private final TargetOptions to;
    private final Planning planning;
    private final Findings problems = new Findings();

    RestorePlanMaker(CinderSnapshotRestoreStep step, Planning planning) {
        this.step = step;
        this.to = step.getTo();
        this.planning = planning;
    }

    /** @throws PermanentException with all that is wrong */
    PlannedRun<RestorePlan> make() {
        CloudAddress cloud =
                new CloudChoice(step.getCloud(), step.getOpenstack(), planning.configuration(), problems).address();
        ClusterChoice cluster = new ClusterChoice(step, planning.configuration(), problems);
        String namespace = cluster.namespace(step.getNamespace());
        String targetNamespace = to.getNamespace() == null ? namespace : to.getNamespace();
        String jobNamespace = cluster.jobNamespace(step.getJob(), targetNamespace);
        cluster.checkRestore(step, namespace, targetNamespace);
        checkNamespaces(cluster, namespace, targetNamespace);
        RepositoryChoice repositories = new RepositoryChoice(
                step.getRepository(), planning.configuration(), cluster.sourceNames(step, namespace), problems);
        step.refuse(problems);
        String own = cluster.identity(planning.credentials());
        String source = step.getSourceCluster() == null ? own : ClusterIdentity.of(step.getSourceCluster());
        // In another cluster a PVC of this name is another one
        boolean mayLive = source.equals(own) && step.getPvc() != null;
        JobPlanMaker jobs = new JobPlanMaker(step.getJob(), planning.configuration());
        RestorePlan plan = new RestorePlan(
                cloud.label(),
                SnapshotGroup.source(source, namespace, step.getPvc(), step.getVolumeId()),
                mayLive ? namespace : null,
                mayLive ? step.getPvc() : null,
                step.choice().inRepository(),
                step.choice().cinderSnapshotId(),
                RestorePlan.From.valueOf(step.getFrom().toUpperCase(Locale.ROOT)),
                target(targetNamespace),
                step.isInPlace(),
                step.isRevert(),
                step.workloads().in(targetNamespace),
                step.scope(),
                step.isVerify(),
                repositories.settings(planning.services().history()),
                jobs.resources(step.getResources()),
                jobs.job(jobNamespace),
                step.cleanupTimeout(),
                step.isDryRun(),
                step.getRepository().remarks());
        return new PlannedRun<>(
                RestoreOperation.OPERATION,
                plan,
                new Connections(cloud, cluster.address(), repositories.keys(), planning.job()));
    }

    private void checkNamespaces(
            ClusterChoice cluster, @CheckForNull String namespace, @CheckForNull String targetNamespace) {
        cluster.requireNamespace(step.getPvc(), namespace);
        if (targetNamespace == null && step.getPvc() == null) {
            problems.add("to.namespace is missing: neither the step nor the cluster says where the PVC is to be.");
        }
    }

    private RestorePlan.Target target(String namespace) {
        String claim = step.isInPlace() ? step.getPvc() : step.getPvc() + ENDING;
        return new RestorePlan.Target(
                namespace,
                Objects.requireNonNullElse(to.getPvc(), claim),
                to.getStorageClass(),
                to.sizeBytes(),
                KeyValue.toMap(to.getLabels()),
                KeyValue.toMap(to.getAnnotations()),
                to.getAccessModes(),
                Duration.ofSeconds(to.getTimeout()));
    }
}
