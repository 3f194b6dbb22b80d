package io.jenkins.plugins.cinderbackup.operation.scs;

import static io.jenkins.plugins.cinderbackup.model.AccessRule.cinder;

import io.jenkins.plugins.cinderbackup.model.AccessRule;
import io.jenkins.plugins.cinderbackup.model.Permission;
import io.jenkins.plugins.cinderbackup.model.Requirements;
import io.jenkins.plugins.cinderbackup.phase.ClusterPermissions;
import java.util.List;
import java.util.stream.Stream;

/** What the test asks of Cinder, and of Kubernetes where data are written. The same is in the files of examples/openstack and examples/kubernetes-scs. */
final class ScsTestRequirements {
    /** Where the pods are. */
    static final List<Permission> IN_CLUSTER = Stream.of(
                    ClusterPermissions.TEMPORARY_CLAIM, ClusterPermissions.NETWORK_POLICY, ClusterPermissions.JOB)
            .flatMap(List::stream)
            .toList();

    private static final List<AccessRule> IN_CLOUD = List.of(
            cinder("GET", "/limits"),
            cinder("GET", "/messages"),
            cinder("GET", "/volumes/*"),
            cinder("POST", "/volumes"),
            cinder("DELETE", "/volumes/*"),
            // The clean-up looks for whatever has the tags of the run
            cinder("GET", "/snapshots/*"),
            cinder("GET", "/backups/*"),
            cinder("POST", "/backups"),
            cinder("DELETE", "/backups/*"),
            cinder("POST", "/backups/*/restore"));

    private ScsTestRequirements() {}

    /** All that such a test needs. */
    static Requirements of(ScsTestPlan plan) {
        return new Requirements(plan.data() == null ? List.of() : IN_CLUSTER, List.of(), IN_CLOUD);
    }
}
