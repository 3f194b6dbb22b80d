package io.jenkins.plugins.cinderbackup.operation.scs;

import io.jenkins.plugins.cinderbackup.model.AccessRule;
import io.jenkins.plugins.cinderbackup.model.Requirements;
import java.util.List;

/** What the test asks of Cinder. The same is in the files of examples/openstack. */
final class ScsTestRequirements {
    static final Requirements ALL = new Requirements(
            List.of(),
            List.of(),
            List.of(
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
                    cinder("POST", "/backups/*/restore")));

    private ScsTestRequirements() {}

    private static AccessRule cinder(String method, String path) {
        return new AccessRule("volumev3", method, path);
    }
}
