package io.jenkins.plugins.cinderbackup.operation.backup;

import static io.jenkins.plugins.cinderbackup.model.AccessRule.cinder;

import io.jenkins.plugins.cinderbackup.model.Permission;
import io.jenkins.plugins.cinderbackup.model.Requirements;
import io.jenkins.plugins.cinderbackup.phase.ClusterPermissions;
import io.jenkins.plugins.cinderbackup.phase.restic.RepositoryRequirements;
import java.util.List;
import java.util.stream.Stream;

/** What a backup asks of Kubernetes and Cinder. The same is in examples/kubernetes/rbac.yaml and examples/openstack/access-rules.json. */
public final class BackupRequirements {
    /** All that a backup needs, each of it used by every run or by some. */
    public static final Requirements ALL = new Requirements(
            Stream.of(ClusterPermissions.TEMPORARY_CLAIM, RepositoryRequirements.ALL.permissions())
                    .flatMap(List::stream)
                    .toList(),
            List.of(new Permission("get", "", "persistentvolumeclaims", "", true)),
            List.of(
                    cinder("GET", "/limits"),
                    cinder("GET", "/messages"),
                    cinder("GET", "/volumes/*"),
                    cinder("POST", "/volumes"),
                    cinder("DELETE", "/volumes/*"),
                    cinder("GET", "/snapshots/*"),
                    cinder("POST", "/snapshots"),
                    cinder("POST", "/snapshots/*/metadata"),
                    cinder("DELETE", "/snapshots/*")));

    private BackupRequirements() {}
}
