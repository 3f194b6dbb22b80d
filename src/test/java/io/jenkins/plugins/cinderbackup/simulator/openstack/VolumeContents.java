package io.jenkins.plugins.cinderbackup.simulator.openstack;

/** Told what happens to the bytes of volumes, at the moment when it happens. */
public interface VolumeContents {
    /** Volumes without content. */
    VolumeContents NONE = new VolumeContents() {};

    /** A snapshot keeps the volume as it is now. */
    default void snapshot(String volumeId, String snapshotId) {}

    /** A new volume has nothing on it. */
    default void create(String volumeId) {}

    /** A new volume gets the snapshot's content. */
    default void restore(String snapshotId, String volumeId) {}

    /** A volume or snapshot is gone. */
    default void delete(String id) {}
}
