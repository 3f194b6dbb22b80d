package io.jenkins.plugins.cinderbackup.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;

/**
 * What may be done with a PV, and what becomes of its volume.
 *
 * @param reclaimPolicy what happens when its claim is deleted: {@code Retain} or {@code Delete}
 * @param accessModes as Kubernetes writes them
 * @param mountOptions what {@code mount} gets
 * @param provisionedBy the CSI driver that is to pass for the one that has made the PV, so that it deletes the volume of a PV that says {@code Delete}; or null
 */
public record VolumeUse(
        String reclaimPolicy,
        List<String> accessModes,
        List<String> mountOptions,
        @CheckForNull String provisionedBy) {
    /** By one node at a time. */
    public static final String READ_WRITE_ONCE = "ReadWriteOnce";

    private static final String RETAIN = "Retain";

    public VolumeUse {
        accessModes = List.copyOf(accessModes);
        mountOptions = List.copyOf(mountOptions);
    }

    /**
     * For the time of a run, and nothing is written. The option {@code ro} is the guard against an empty backup: without it the kubelet formats a
     * device on which it recognises nothing. The volume is deleted by its id.
     */
    public static VolumeUse reading() {
        return new VolumeUse(RETAIN, List.of(READ_WRITE_ONCE), List.of("ro"), null);
    }

    /** For the time of a run, and files are written; a blank volume is formatted. Whoever needs the volume gone deletes it by its id. */
    public static VolumeUse writing(List<String> mountOptions) {
        return new VolumeUse(RETAIN, List.of(READ_WRITE_ONCE), mountOptions, null);
    }
}
