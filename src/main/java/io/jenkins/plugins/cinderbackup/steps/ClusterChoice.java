package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.config.KubernetesApi;
import io.jenkins.plugins.cinderbackup.config.KubernetesCluster;
import io.jenkins.plugins.cinderbackup.connection.AddressCheck;
import io.jenkins.plugins.cinderbackup.connection.ClusterAddress;
import io.jenkins.plugins.cinderbackup.connection.ClusterIdentity;
import io.jenkins.plugins.cinderbackup.credentials.CredentialLookup;
import io.jenkins.plugins.cinderbackup.model.Findings;
import java.util.List;
import java.util.Objects;

/**
 * Which Kubernetes cluster is meant, and which namespaces of it. With a named one jobs have {@link ClusterRights}, with one written inline they may do
 * anything, for its credential is the user's own.
 */
final class ClusterChoice {
    private final CinderBackupConfiguration configuration;
    private final Findings problems;
    /** The one of the global configuration, or null. */
    @CheckForNull
    private KubernetesCluster named;

    @CheckForNull
    private ClusterAddress address;

    /** For a step whose runs need restic there. */
    ClusterChoice(ResticRunStep step, CinderBackupConfiguration configuration, Findings problems) {
        this(step.getCluster(), step.getKubernetes(), configuration, problems);
        if (named != null) {
            new ClusterRights(named, problems).check(step);
        }
    }

    /**
     * @param name of a configured one, or null
     * @param inline the one written inline, or null
     */
    ClusterChoice(
            @CheckForNull String name,
            @CheckForNull KubernetesApi inline,
            CinderBackupConfiguration configuration,
            Findings problems) {
        this.configuration = configuration;
        this.problems = problems;
        choose(name, inline);
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

    private void choose(@CheckForNull String chosen, @CheckForNull KubernetesApi inline) {
        if (chosen != null && inline != null) {
            problems.add(
                    "Both `cluster` and `kubernetes` are set: a cluster is either named or written inline.",
                    "remove one of them");
            return;
        }
        if (inline != null) {
            address = inline.toAddress(
                    ConfiguredNames.label(inline.getServerUrl(), inline.getContext(), inline.getCredentialsId()),
                    "kubernetes.");
            problems.addAll(AddressCheck.cluster(address));
            return;
        }
        List<String> names = configuration.getClusters().stream()
                .map(cluster -> String.valueOf(cluster.getName()))
                .toList();
        String name = ConfiguredNames.name("cluster", "kubernetes", "Kubernetes cluster", chosen, names, problems);
        named = name == null ? null : configuration.cluster(name).orElse(null);
        address = named == null ? null : named.toAddress();
    }

    /** What a run is about and may not be, as far as the cluster's administrator says so, becomes one of the problems. */
    void checkSource(@CheckForNull String namespace, @CheckForNull String volumeId) {
        if (named != null) {
            new ClusterRights(named, problems).checkSource(namespace, volumeId);
        }
    }

    /** What is wanted of Jobs that do not run restic, and may not be had, becomes one of the problems. */
    void checkJob(JobOptions job) {
        if (named != null) {
            new ClusterRights(named, problems).checkJob(job);
        }
    }

    /** A test that may not run there becomes one of the problems. */
    void checkTest(@CheckForNull TestOptions test) {
        if (named != null) {
            new ClusterRights(named, problems).checkTest(test);
        }
    }

    /**
     * What a restore may not read or write becomes one of the problems: the administrator of the cluster that was backed up says what may be read, and
     * that of the cluster of the run what may be written.
     *
     * @param namespace of the source
     * @param targetNamespace of the PVC that is restored to
     */
    void checkRestore(
            CinderSnapshotRestoreStep step, @CheckForNull String namespace, @CheckForNull String targetNamespace) {
        KubernetesCluster source = source(step);
        if (source != null) {
            new ClusterRights(source, problems).checkSource(namespace, step.getVolumeId());
        }
        if (named != null) {
            ClusterRights rights = new ClusterRights(named, problems);
            rights.checkTarget(step);
            if (step.getTo().getNamespace() != null || source != named) {
                rights.checkTargetNamespace(targetNamespace);
            }
        }
    }

    /** The cluster whose administrator says what may be restored of it; null if none does. */
    @CheckForNull
    private KubernetesCluster source(CinderSnapshotRestoreStep step) {
        return step.getSourceCluster() == null
                ? named
                : configuration.cluster(step.getSourceCluster()).orElse(named);
    }

    /** The names of a source in this cluster, for a repository's location. */
    SourceNames names(@CheckForNull String namespace, @CheckForNull String pvc) {
        return SourceNames.of(named != null, name(), namespace, pvc);
    }

    /** The names of what is restored, wherever it is restored to. */
    SourceNames sourceNames(CinderSnapshotRestoreStep step, @CheckForNull String namespace) {
        return SourceNames.of(
                source(step) != null,
                step.getSourceCluster() == null ? name() : step.getSourceCluster(),
                step.getPvc() == null ? null : namespace,
                step.getPvc());
    }

    @CheckForNull
    private String name() {
        return named == null ? null : named.getName();
    }

    /** Says that nobody names the namespace of a PVC, where there is one. */
    void requireNamespace(@CheckForNull String pvc, @CheckForNull String namespace) {
        if (pvc != null && namespace == null) {
            problems.add(
                    "namespace is missing: neither the step nor the cluster names the namespace of PVC '" + pvc + "'.");
        }
    }

    /** Says that nobody names the namespace of the Job. */
    void requireJobNamespace(@CheckForNull String jobNamespace) {
        if (address != null && jobNamespace == null) {
            problems.add("job.namespace is missing: neither the step nor the cluster says where the Job is to live.");
        }
    }

    /** The namespace of the source PVC: the chosen one or that of the cluster; null if nobody names one. */
    @CheckForNull
    String namespace(@CheckForNull String chosen) {
        return chosen != null || named == null ? chosen : named.getNamespace();
    }

    /**
     * Where temporary PVC, Secret and Jobs live; null if nobody names one.
     *
     * @param job what the step says of the Jobs
     * @param otherwise where neither the step nor the cluster says so
     */
    @CheckForNull
    String jobNamespace(JobOptions job, @CheckForNull String otherwise) {
        if (job.getNamespace() != null) {
            return job.getNamespace();
        }
        return named == null || named.getBackupNamespace() == null ? otherwise : named.getBackupNamespace();
    }
}
