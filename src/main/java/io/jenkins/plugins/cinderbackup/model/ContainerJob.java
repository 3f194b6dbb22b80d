package io.jenkins.plugins.cinderbackup.model;

import java.util.List;

/**
 * One invocation of an image's entry point.
 *
 * @param args what follows the entry point, each as it is to arrive there
 * @param mounts the PVCs that the container sees, possibly none
 * @param secret the name of the run's {@link RepositorySecret}
 * @param variables the keys of that Secret that become environment, so far as it has them; it always has the first
 * @param furtherSecrets existing Secrets whose keys become environment too; what the run's says stands above them
 * @param settings image, namespace and all else that the user has a say in
 */
public record ContainerJob(
        String name,
        List<String> args,
        List<Mount> mounts,
        String secret,
        List<String> variables,
        List<String> furtherSecrets,
        JobSettings settings,
        ContainerResources resources,
        Ownership tags)
        implements ClusterObject {
    public ContainerJob {
        args = List.copyOf(args);
        mounts = List.copyOf(mounts);
        variables = List.copyOf(variables);
        furtherSecrets = List.copyOf(furtherSecrets);
    }

    /**
     * @param claim the PVC's name, in the Job's namespace
     * @param path where in the container
     * @param readOnly whether nothing can be written to it
     */
    public record Mount(String claim, String path, boolean readOnly) {}

    /** Of which kind a Job with these mounts is: one without a PVC may outlive the run's. */
    public static ResourceKind kind(List<Mount> mounts) {
        return mounts.isEmpty() ? ResourceKind.REPOSITORY_JOB : ResourceKind.JOB;
    }

    @Override
    public ResourceKind kind() {
        return kind(mounts);
    }

    /** Whether it can write to any of its PVCs. */
    public boolean writes() {
        return mounts.stream().anyMatch(mount -> !mount.readOnly());
    }

    @Override
    public String namespace() {
        return settings.namespace();
    }
}
