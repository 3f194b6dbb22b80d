package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import java.nio.file.Path;
import java.util.Optional;

/** Where the simulated node finds Cinder's volumes. */
public interface VolumeFolders {
    /** The folder that stands for the volume's content; empty if there is no such volume. */
    Optional<Path> folderOf(String volumeId);

    /** Whether the volume has no file system. */
    default boolean isBlank(String volumeId) {
        return false;
    }

    /** A node attaches the volume. */
    default void attached(String volumeId) {}

    /** The node has let go of the volume. */
    default void detached(String volumeId) {}
}
