package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.config.KubernetesCluster;
import io.jenkins.plugins.cinderbackup.model.Findings;
import java.util.List;

/** What jobs may do with a cluster of the global configuration: what its administrator allows. */
final class ClusterRights {
    private static final String ASK = "ask an administrator to allow it in the global configuration";

    private final KubernetesCluster cluster;
    private final Findings problems;

    ClusterRights(KubernetesCluster cluster, Findings problems) {
        this.cluster = cluster;
        this.problems = problems;
    }

    /** What a run is about and may not be becomes one of the problems. */
    void checkSource(@CheckForNull String namespace, @CheckForNull String volumeId) {
        checkNamespace("namespace", namespace, cluster.getNamespace());
        checkSwitch("volumeId", volumeId != null, cluster.isVolumeIdAllowed());
    }

    /** A test whose image the jobs may not choose becomes one of the problems. */
    void checkTest(@CheckForNull TestOptions test) {
        checkSwitch("test.image", test != null, cluster.isImageAllowed());
    }

    /** What a restore makes of its PVC and may not becomes one of the problems. */
    void checkTarget(CinderSnapshotRestoreStep step) {
        TargetOptions to = step.getTo();
        checkSwitch(
                "backup, as the id of a Cinder snapshot,",
                step.choice().isCinderSnapshot(),
                cluster.isVolumeIdAllowed());
        checkSwitch("to.labels", !to.getLabels().isEmpty(), cluster.isLabelsAndAnnotationsAllowed());
        checkSwitch("to.annotations", !to.getAnnotations().isEmpty(), cluster.isLabelsAndAnnotationsAllowed());
    }

    /** A namespace that is not to be written to becomes one of the problems. */
    void checkTargetNamespace(@CheckForNull String namespace) {
        checkNamespace("to.namespace", namespace, cluster.getNamespace());
    }

    /** What the step wants of the Jobs and may not have becomes one of the problems. */
    void check(ResticRunStep step) {
        checkJob(step.getJob());
        checkSwitch("repository.secretRef", step.getRepository().getSecretRef() != null, cluster.isSecretRefAllowed());
    }

    /** The same of Jobs that do not run restic. */
    void checkJob(JobOptions job) {
        checkNamespace("job.namespace", job.getNamespace(), cluster.getBackupNamespace());
        checkSwitch("job.image", job.getImage() != null, cluster.isImageAllowed());
        checkSwitch("job.serviceAccountName", job.getServiceAccountName() != null, cluster.isServiceAccountAllowed());
        checkSwitch("job.labels", !job.getLabels().isEmpty(), cluster.isLabelsAndAnnotationsAllowed());
        checkSwitch("job.annotations", !job.getAnnotations().isEmpty(), cluster.isLabelsAndAnnotationsAllowed());
    }

    private void checkNamespace(String field, @CheckForNull String value, @CheckForNull String own) {
        List<String> allowed = cluster.getNamespaces();
        if (value != null && !value.equals(own) && !allowed.isEmpty() && !allowed.contains(value)) {
            problems.add(
                    field + " is '" + value + "', which is not allowed for cluster '" + cluster.getName()
                            + "'; allowed are: " + String.join(", ", allowed) + ".",
                    "choose one of those, or " + ASK);
        }
    }

    private void checkSwitch(String field, boolean chosen, boolean allowed) {
        if (chosen && !allowed) {
            problems.add(
                    field + " is set, which is not allowed for cluster '" + cluster.getName() + "'.",
                    "remove it, or " + ASK);
        }
    }
}
