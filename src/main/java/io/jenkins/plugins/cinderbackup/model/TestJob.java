package io.jenkins.plugins.cinderbackup.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;

/**
 * One run of a container that says whether files are good, or makes files. It gets no Secret.
 *
 * @param claim the PVC with the files, in the Job's namespace
 * @param mountPath where in the container
 * @param readOnly whether it can write nothing there
 * @param command what is run in place of the image's own entry point; empty for that
 * @param runAsUser the numeric user, or null for the image's own
 * @param settings image, namespace, limits and where it may run
 */
public record TestJob(
        String name,
        String claim,
        String mountPath,
        boolean readOnly,
        List<String> command,
        List<EnvironmentVariable> environment,
        @CheckForNull Long runAsUser,
        ContainerResources resources,
        JobSettings settings,
        Ownership tags)
        implements ClusterObject {
    public TestJob {
        command = List.copyOf(command);
        environment = List.copyOf(environment);
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.JOB;
    }

    @Override
    public String namespace() {
        return settings.namespace();
    }
}
