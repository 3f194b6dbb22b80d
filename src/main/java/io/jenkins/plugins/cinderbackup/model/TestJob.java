package io.jenkins.plugins.cinderbackup.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;

/**
 * One run of a container that says whether restored files are good. It can write to them, and gets no Secret.
 *
 * @param claim the PVC with the files, in the Job's namespace
 * @param mountPath where in the container
 * @param command what is run in place of the image's own entry point; empty for that
 * @param runAsUser the numeric user, or null for the image's own
 * @param settings image, namespace, limits and where it may run
 */
public record TestJob(
        String name,
        String claim,
        String mountPath,
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
