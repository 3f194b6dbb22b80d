package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.connection.CloudAddress;
import io.jenkins.plugins.cinderbackup.connection.Connections;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.operation.verify.ProofSampleOperation;
import io.jenkins.plugins.cinderbackup.operation.verify.ProofSamplePlan;
import io.jenkins.plugins.cinderbackup.operation.verify.TestSettings;
import io.jenkins.plugins.cinderbackup.operation.verify.VerifyOperation;
import io.jenkins.plugins.cinderbackup.operation.verify.VerifyPlan;
import io.jenkins.plugins.cinderbackup.restic.RepositoryTemplate;
import io.jenkins.plugins.cinderbackup.restic.SnapshotChoice;
import io.jenkins.plugins.cinderbackup.restic.SnapshotGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * From what a user and an administrator have set to the plan of one verification. Looks at nothing but the values; all that is wrong with them is said at once.
 */
final class VerifyPlanMaker {
    private final CinderSnapshotVerifyStep step;
    private final Planning planning;
    private final Findings problems = new Findings();

    VerifyPlanMaker(CinderSnapshotVerifyStep step, Planning planning) {
        this.step = step;
        this.planning = planning;
    }

    /** @throws PermanentException with all that is wrong */
    PlannedRun<?> make() {
        CloudAddress cloud = step.isRestore()
                ? new CloudChoice(step.getCloud(), step.getOpenstack(), planning.configuration(), problems).address()
                : null;
        ClusterChoice cluster = new ClusterChoice(step, planning.configuration(), problems);
        String namespace = cluster.namespace(step.getNamespace());
        String jobNamespace = cluster.jobNamespace(step.getJob(), cluster.namespace(null));
        cluster.requireJobNamespace(jobNamespace);
        cluster.checkSource(step.getNamespace(), step.getVolumeId());
        cluster.checkTest(step.getTest());
        cluster.requireNamespace(step.getPvc(), namespace);
        if (step.getSelector() != null && namespace == null) {
            problems.add("namespace is missing: neither the step nor the cluster names the namespace of the PVCs.");
        }
        RepositoryChoice repositories = new RepositoryChoice(
                step.getRepository(), planning.configuration(), cluster.names(namespace, step.getPvc()), problems);
        step.refuse(problems);
        RepositorySettings repository =
                repositories.settings(planning.services().history());
        JobPlanMaker jobs = new JobPlanMaker(step.getJob(), planning.configuration());
        VerifyPlan plan = new VerifyPlan(
                source(cluster, namespace),
                repository,
                step.isCheck(),
                step.getReadDataSubset() == null
                        ? null
                        : planning.services().checkedParts().next(repository.key(), step.getReadDataSubset()),
                cloud == null ? null : drill(cloud.label(), namespace, jobs),
                jobs.resources(step.getResources()),
                jobs.job(jobNamespace),
                step.cleanupTimeout(),
                step.isDryRun(),
                remarks(repositories.placeholders()));
        Connections connections = new Connections(cloud, cluster.address(), repositories.keys(), planning.job());
        return step.getSelector() == null
                ? new PlannedRun<>(VerifyOperation.OPERATION, plan, connections)
                : new PlannedRun<>(ProofSampleOperation.OPERATION, sample(cluster, namespace, plan), connections);
    }

    private ProofSamplePlan sample(ClusterChoice cluster, String namespace, VerifyPlan each) {
        return new ProofSamplePlan(
                cluster.identity(planning.credentials()),
                namespace,
                step.getSelector(),
                step.getSample() == null ? Integer.MAX_VALUE : step.getSample(),
                each);
    }

    /** Null where the repository alone is meant. */
    @CheckForNull
    private String source(ClusterChoice cluster, @CheckForNull String namespace) {
        return step.isSourceMissing()
                ? null
                : SnapshotGroup.source(
                        cluster.identity(planning.credentials()), namespace, step.getPvc(), step.getVolumeId());
    }

    private VerifyPlan.Drill drill(String cloud, @CheckForNull String namespace, JobPlanMaker jobs) {
        return new VerifyPlan.Drill(
                cloud,
                step.getPvc() == null ? null : namespace,
                step.getPvc(),
                step.choice().inRepository(),
                seconds(step.getMaxAge()),
                seconds(step.getMaxDuration()),
                step.isCompareSnapshot(),
                step.getTest() == null ? null : test(step.getTest(), jobs),
                false);
    }

    private static TestSettings test(TestOptions test, JobPlanMaker jobs) {
        return new TestSettings(
                test.getImage(),
                test.getCommand(),
                EnvVariable.toEnvironment(test.getEnv()),
                test.getExpect(),
                Duration.ofSeconds(test.getTimeout()),
                jobs.resources(test.getResources()),
                test.getRunAsUser() == null ? null : test.getRunAsUser().longValue(),
                test.getMountPath(),
                test.isNetwork());
    }

    @CheckForNull
    private static Duration seconds(@CheckForNull Integer seconds) {
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    /** What does nothing. */
    private List<String> remarks(Set<String> placeholders) {
        List<String> remarks = new ArrayList<>(step.getRepository().remarks());
        if (step.getNamespace() != null
                && step.getPvc() == null
                && step.getSelector() == null
                && !placeholders.contains(RepositoryTemplate.NAMESPACE)) {
            remarks.add("namespace does nothing: no pvc is named, and the repository's URL has no {namespace}.");
        }
        if (!step.isRestore()) {
            remarks.addAll(ofNoRestore());
        }
        return remarks;
    }

    private List<String> ofNoRestore() {
        List<String> idle = new ArrayList<>();
        if (!step.getBackup().equals(SnapshotChoice.LATEST)) {
            idle.add("backup");
        }
        if (step.getBefore() != null) {
            idle.add("before");
        }
        if (!step.getTags().isEmpty()) {
            idle.add("tags");
        }
        if (step.getMaxAge() != null) {
            idle.add("maxAge");
        }
        if (step.getMaxDuration() != null) {
            idle.add("maxDuration");
        }
        return idle.isEmpty()
                ? List.of()
                : List.of(String.join(", ", idle) + (idle.size() == 1 ? " does" : " do")
                        + " nothing: restore is false, so no backup is looked for.");
    }
}
