package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import static io.jenkins.plugins.cinderbackup.model.AccessRule.cinder;

import io.jenkins.plugins.cinderbackup.model.AccessRule;
import io.jenkins.plugins.cinderbackup.model.Permission;
import io.jenkins.plugins.cinderbackup.model.Requirements;
import java.util.List;

/** What Cinder's own backups ask of Cinder. The same is in the files of examples/openstack. */
final class VolumeBackupRequirements {
    /** To make one, and to remove what the run has made. */
    static final Requirements MAKING = of(
            cinder("GET", "/limits"),
            cinder("GET", "/messages"),
            cinder("GET", "/volumes/*"),
            cinder("GET", "/snapshots/*"),
            cinder("POST", "/snapshots"),
            cinder("DELETE", "/snapshots/*"),
            cinder("GET", "/backups/*"),
            cinder("POST", "/backups"),
            cinder("PUT", "/backups/*"),
            cinder("DELETE", "/backups/*"));

    /** To make one of the volume behind a PVC. In Kubernetes that is in examples/kubernetes-volume-backup. */
    static final Requirements MAKING_OF_CLAIM = new Requirements(
            // A PV has no namespace
            List.of(new Permission("get", "", "persistentvolumes", "", false)),
            List.of(new Permission("get", "", "persistentvolumeclaims", "", true)),
            MAKING.accessRules());

    /** To list them. */
    static final Requirements LISTING = of(cinder("GET", "/backups/*"));

    /** To make a volume of one, and to remove that where it does not stay. */
    static final Requirements RESTORING_TO_NEW = of(
            cinder("GET", "/limits"),
            cinder("GET", "/messages"),
            cinder("GET", "/backups/*"),
            cinder("GET", "/volumes/*"),
            cinder("GET", "/snapshots/*"),
            cinder("POST", "/volumes"),
            cinder("PUT", "/volumes/*/metadata"),
            cinder("DELETE", "/volumes/*"));

    /** To write one over a volume. */
    static final Requirements RESTORING_OVER = of(
            cinder("GET", "/messages"),
            cinder("GET", "/backups/*"),
            cinder("POST", "/backups/*/restore"),
            cinder("GET", "/volumes/*"),
            cinder("PUT", "/volumes/*/metadata"));

    /** To set the state of one. */
    static final Requirements RESETTING = of(cinder("GET", "/backups/*"), cinder("POST", "/backups/*/action"));

    /** To export the records of a chain. */
    static final Requirements EXPORTING = of(cinder("GET", "/backups/*"), cinder("GET", "/backups/*/export_record"));

    /** To import them. */
    static final Requirements IMPORTING =
            of(cinder("GET", "/limits"), cinder("GET", "/backups/*"), cinder("POST", "/backups/import_record"));

    /** To remove one. */
    static final Requirements REMOVING = of(cinder("GET", "/backups/*"), cinder("DELETE", "/backups/*"));

    /** The same of one that is being made. */
    static final Requirements REMOVING_BY_FORCE =
            of(cinder("GET", "/backups/*"), cinder("DELETE", "/backups/*"), cinder("POST", "/backups/*/action"));

    private VolumeBackupRequirements() {}

    private static Requirements of(AccessRule... rules) {
        return new Requirements(List.of(), List.of(), List.of(rules));
    }
}
