package io.jenkins.plugins.cinderbackup.phase.restic;

import io.jenkins.plugins.cinderbackup.model.Permission;
import io.jenkins.plugins.cinderbackup.model.Requirements;
import io.jenkins.plugins.cinderbackup.phase.ClusterPermissions;
import java.util.List;
import java.util.stream.Stream;

/** What a run asks of Kubernetes that has restic do one thing in a repository. It asks nothing of Cinder. */
public final class RepositoryRequirements {
    /** All that it needs. */
    public static final Requirements ALL = new Requirements(
            Stream.of(
                            Stream.of("get", "create", "delete")
                                    .map(verb -> new Permission(verb, "", "secrets", "", true)),
                            ClusterPermissions.JOB.stream())
                    .flatMap(permissions -> permissions)
                    .toList(),
            List.of(),
            List.of());

    private RepositoryRequirements() {}
}
