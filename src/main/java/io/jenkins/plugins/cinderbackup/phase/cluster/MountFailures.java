package io.jenkins.plugins.cinderbackup.phase.cluster;

import io.jenkins.plugins.cinderbackup.model.JobState.Unmountable;
import io.jenkins.plugins.cinderbackup.model.PermanentException;

/** What a user reads of a volume that no node can mount. */
public final class MountFailures {
    private static final String LOOK =
            "see what is on it where the volume is attached: `blkid -p DEVICE`, or `lsblk -f`";

    private MountFailures() {}

    /**
     * The failure.
     *
     * @param source what the volume is a copy of, as a user reads it
     * @param fsType as which file system it was to be mounted
     */
    public static PermanentException of(String source, String fsType, Unmountable state) {
        String said = " Kubernetes says: " + state.reason();
        return switch (state.content()) {
            case BLANK ->
                PermanentException.of(
                        "The node finds no file system on the copy of " + source
                                + ", so there is nothing to back up; nothing was formatted." + said,
                        "check that " + source
                                + " is the right one, and that a pod has ever used it: the first one makes the file system");
            case ENCRYPTED ->
                PermanentException.of(
                        "The copy of " + source + " is encrypted with LUKS, so that the node finds no files on it."
                                + said,
                        "back up the files where they are open, inside of what has the key; restic cannot read them from the volume");
            case FOREIGN ->
                PermanentException.of(
                        "The node cannot mount the copy of " + source + " as " + fsType
                                + ": there is another file system on it, LUKS, or a partition"
                                + " table. Nothing was formatted." + said,
                        LOOK,
                        "for another file system, correct `fsType`, or the `fsType` of the PVC's PV",
                        "restic cannot read what is behind LUKS or a partition table, as a boot disk has one: back up its files from inside");
            case UNSUPPORTED ->
                PermanentException.of(
                        "The node has no driver for the file system " + fsType + " of the copy of " + source + "."
                                + said,
                        "choose nodes that have it by `job.nodeSelector`, or correct `fsType`");
            case DAMAGED ->
                PermanentException.of(
                        "The file system " + fsType + " on the copy of " + source
                                + " is damaged, and most likely so is the source's." + said,
                        LOOK,
                        "check the source itself with `fsck` while no pod uses it");
        };
    }
}
