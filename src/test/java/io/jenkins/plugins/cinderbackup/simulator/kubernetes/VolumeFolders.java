package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import java.nio.file.Path;
import java.util.Optional;

/** Where the simulated node finds Cinder's volumes. */
public interface VolumeFolders {
    /** The folder that stands for the volume's content; empty if there is no such volume. */
    Optional<Path> folderOf(String volumeId);

    /**
     * What is on the volume, as {@code blkid} says it: a file system, {@code crypto_LUKS}, {@code gpt}, or nothing if it is blank.
     *
     * @param wanted the file system of the PV; by default that is what there is
     */
    default String format(String volumeId, String wanted) {
        return wanted;
    }

    /** A node has made a file system on a volume that was blank. */
    default void formatted(String volumeId, String fsType) {}

    /** A node attaches the volume. */
    default void attached(String volumeId) {}

    /** The node has let go of the volume. */
    default void detached(String volumeId) {}
}
