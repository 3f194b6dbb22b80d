package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.config.KubernetesApi;
import io.jenkins.plugins.cinderbackup.config.KubernetesCluster;
import io.jenkins.plugins.cinderbackup.connection.AddressCheck;
import io.jenkins.plugins.cinderbackup.connection.ClusterAddress;
import io.jenkins.plugins.cinderbackup.connection.ClusterIdentity;
import io.jenkins.plugins.cinderbackup.credentials.CredentialLookup;
import java.util.List;
import java.util.Objects;

/**
 * Which Kubernetes cluster is meant, and what jobs may do there: with a named one what its administrator allows, with one written inline
 * anything, for its credential is the user's own.
 */
final class ClusterChoice {
    private static final String ASK = "ask an administrator to allow it in the global configuration";

    private final CinderSnapshotBackupStep step;
    private final Problems problems;
    /** The one of the global configuration, or null. */
    @CheckForNull
    private KubernetesCluster named;

    @CheckForNull
    private ClusterAddress address;

    ClusterChoice(CinderSnapshotBackupStep step, CinderBackupConfiguration configuration, Problems problems) {
        this.step = step;
        this.problems = problems;
        choose(configuration);
        if (named != null) {
            checkAllowed(named);
        }
    }

    /** The cluster; null if it is not clear, which is then one of the problems. */
    @CheckForNull
    ClusterAddress address() {
        return address;
    }

    /**
     * How restic's tags call it; for a cluster that is clear.
     *
     * @param credentials where its address stands in a kubeconfig alone
     */
    String identity(CredentialLookup credentials) {
        return named == null
                ? ClusterIdentity.ofServer(Objects.requireNonNull(address, "a clear cluster"), credentials)
                : ClusterIdentity.ofName(named.getName());
    }

    private void choose(CinderBackupConfiguration configuration) {
        KubernetesApi inline = step.getKubernetes();
        if (step.getCluster() != null && inline != null) {
            problems.add(
                    "Both `cluster` and `kubernetes` are set: a cluster is either named or written inline.",
                    "remove one of them");
            return;
        }
        if (inline != null) {
            address = inline.toAddress(
                    ConfiguredNames.label(inline.getServerUrl(), inline.getContext(), inline.getCredentialsId()),
                    "kubernetes.");
            problems.addFindings(AddressCheck.cluster(address));
            return;
        }
        List<String> names = configuration.getClusters().stream()
                .map(cluster -> String.valueOf(cluster.getName()))
                .toList();
        String name =
                ConfiguredNames.name("cluster", "kubernetes", "Kubernetes cluster", step.getCluster(), names, problems);
        named = name == null ? null : configuration.cluster(name).orElse(null);
        address = named == null ? null : named.toAddress();
    }

    /** The namespace of the source PVC; null if nobody names one. */
    @CheckForNull
    String namespace() {
        return step.getNamespace() != null || named == null ? step.getNamespace() : named.getNamespace();
    }

    /** Where temporary PVC, Secret and Jobs live; null if nobody names one. */
    @CheckForNull
    String jobNamespace() {
        if (step.getJob().getNamespace() != null) {
            return step.getJob().getNamespace();
        }
        return named == null || named.getBackupNamespace() == null ? namespace() : named.getBackupNamespace();
    }

    private void checkAllowed(KubernetesCluster cluster) {
        checkNamespace("namespace", step.getNamespace(), cluster, cluster.getNamespace());
        checkNamespace("job.namespace", step.getJob().getNamespace(), cluster, cluster.getBackupNamespace());
        JobOptions job = step.getJob();
        checkSwitch("volumeId", step.getVolumeId() != null, cluster.isVolumeIdAllowed(), cluster);
        checkSwitch("job.image", job.getImage() != null, cluster.isImageAllowed(), cluster);
        checkSwitch(
                "job.serviceAccountName",
                job.getServiceAccountName() != null,
                cluster.isServiceAccountAllowed(),
                cluster);
        checkSwitch(
                "repository.secretRef",
                step.getRepository().getSecretRef() != null,
                cluster.isSecretRefAllowed(),
                cluster);
        checkSwitch("job.labels", !job.getLabels().isEmpty(), cluster.isLabelsAndAnnotationsAllowed(), cluster);
        checkSwitch(
                "job.annotations", !job.getAnnotations().isEmpty(), cluster.isLabelsAndAnnotationsAllowed(), cluster);
    }

    private void checkNamespace(
            String field, @CheckForNull String value, KubernetesCluster cluster, @CheckForNull String own) {
        List<String> allowed = cluster.getNamespaces();
        if (value != null && !value.equals(own) && !allowed.isEmpty() && !allowed.contains(value)) {
            problems.add(
                    field + " is '" + value + "', which is not allowed for cluster '" + cluster.getName()
                            + "'; allowed are: " + String.join(", ", allowed) + ".",
                    "choose one of those, or " + ASK);
        }
    }

    private void checkSwitch(String field, boolean chosen, boolean allowed, KubernetesCluster cluster) {
        if (chosen && !allowed) {
            problems.add(
                    field + " is set, which is not allowed for cluster '" + cluster.getName() + "'.",
                    "remove it, or " + ASK);
        }
    }
}
