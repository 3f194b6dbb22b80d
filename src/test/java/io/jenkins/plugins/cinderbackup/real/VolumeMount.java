package io.jenkins.plugins.cinderbackup.real;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A Cinder volume's file system on this machine, as a server that has it attached sees it: rbd-fuse shows the volume's bytes as a file, over
 * which lies a loop device. It may be mounted and written while its snapshot is taken.
 */
public final class VolumeMount implements AutoCloseable {
    private final Path bytes;
    private final Path root;
    private final String image;

    private VolumeMount(String volumeId) {
        image = "volume-" + volumeId;
        Path folder = Rigs.folder().resolve("mnt").resolve(volumeId);
        try {
            bytes = Files.createDirectories(folder.resolve("bytes"));
            root = Files.createDirectories(folder.resolve("root"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Command.run(
                "rbd-fuse",
                "-c",
                Rigs.OPENSTACK.get("RIG_CEPH_CONF"),
                "-p",
                Rigs.OPENSTACK.get("RIG_CEPH_POOL"),
                "-r",
                image,
                bytes.toString());
    }

    /** Makes a file system and mounts it. @param fsType {@code ext4} or {@code xfs} */
    public static VolumeMount format(String volumeId, String fsType) {
        VolumeMount mount = new VolumeMount(volumeId);
        // Nothing is on it yet, so nothing needs to be discarded.
        Command.run(
                "mkfs." + fsType,
                fsType.equals("xfs") ? "-qK" : "-qE",
                fsType.equals("xfs") ? "-f" : "nodiscard",
                mount.file());
        return mount.mount();
    }

    /** Does something to a volume's bytes, of which it is given the file. */
    public static void write(String volumeId, Consumer<String> change) {
        VolumeMount bytes = new VolumeMount(volumeId);
        try {
            change.accept(bytes.file());
        } finally {
            bytes.release();
        }
    }

    /** Mounts the file system that is there. */
    public static VolumeMount open(String volumeId) {
        return new VolumeMount(volumeId).mount();
    }

    private VolumeMount mount() {
        Command.run("mount", "-o", "loop", file(), root.toString());
        return this;
    }

    private String file() {
        return bytes.resolve(image).toString();
    }

    /** Where its files are. */
    public Path root() {
        return root;
    }

    /** Lets all that was written reach the volume; its journal may still be to be replayed. */
    public void sync() {
        Command.run("sync", "-f", root.toString());
    }

    @Override
    public void close() {
        Command.run("umount", root.toString());
        release();
    }

    private void release() {
        // The loop device goes a moment after its last user.
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Command.attempt(java.util.Map.of(), java.util.List.of("umount", bytes.toString()))
                                .exitCode()
                        == 0);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !Ceph.rbd("status", image).contains("watcher="));
        try {
            Files.delete(root);
            Files.delete(bytes);
            Files.delete(root.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
