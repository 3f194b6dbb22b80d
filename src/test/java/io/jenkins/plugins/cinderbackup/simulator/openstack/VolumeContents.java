package io.jenkins.plugins.cinderbackup.simulator.openstack;

/** Told what happens to the bytes of volumes, at the moment when it happens. */
public interface VolumeContents {
    /** Volumes without content. */
    VolumeContents NONE = new VolumeContents() {};

    /** A snapshot keeps the volume as it is now. */
    default void snapshot(String volumeId, String snapshotId) {}

    /** A new volume has nothing on it. */
    default void create(String volumeId) {}

    /** A new volume gets the content of a snapshot or of another volume. */
    default void restore(String originId, String volumeId) {}

    /** A volume has the snapshot's content again. */
    default void revert(String volumeId, String snapshotId) {}

    /** A volume or snapshot is gone. */
    default void delete(String id) {}
}
