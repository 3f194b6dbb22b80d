package io.jenkins.plugins.cinderbackup.operation.verify;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.model.ContainerResources;
import io.jenkins.plugins.cinderbackup.model.EnvironmentVariable;
import java.time.Duration;
import java.util.List;

/**
 * A container that says whether restored data are good.
 *
 * @param command what is run in place of the image's own entry point; empty for that
 * @param expect what its output must match beside an exit code of 0, as a regular expression; null for nothing
 * @param timeout how long it may run
 * @param runAsUser the numeric user, or null for the image's own
 * @param mountPath where it sees the restored volume, which it may write to
 * @param network whether it has the network
 */
public record TestSettings(
        String image,
        List<String> command,
        List<EnvironmentVariable> environment,
        @CheckForNull String expect,
        Duration timeout,
        ContainerResources resources,
        @CheckForNull Long runAsUser,
        String mountPath,
        boolean network) {
    public TestSettings {
        command = List.copyOf(command);
        environment = List.copyOf(environment);
    }

    /** What is run, as a user reads it. */
    String describe() {
        return "image " + image + (command.isEmpty() ? "" : ": " + String.join(" ", command));
    }
}
