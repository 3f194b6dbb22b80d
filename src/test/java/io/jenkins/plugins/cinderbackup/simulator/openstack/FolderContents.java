package io.jenkins.plugins.cinderbackup.simulator.openstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A folder stands for a volume's file system. Copies keep hard and symbolic links, holes, modes and times: {@code cp -a} does. */
public final class FolderContents implements VolumeContents {
    private final Path root;
    private final Map<String, Path> folders = new ConcurrentHashMap<>();
    private final Set<String> blank = ConcurrentHashMap.newKeySet();

    /** @param root where copies live; an empty folder that the caller removes */
    public FolderContents(Path root) {
        this.root = root;
    }

    /** Says which folder stands for a volume; it is never removed. */
    public void put(String volumeId, Path folder) {
        folders.put(volumeId, folder);
    }

    /** The folder that stands for a volume or snapshot. */
    public Optional<Path> folder(String id) {
        return Optional.ofNullable(folders.get(id));
    }

    /** Whether nothing is on it, not even a file system. */
    public boolean isBlank(String id) {
        return blank.contains(id);
    }

    /** Somebody has made a file system on it. */
    public void format(String volumeId) {
        blank.remove(volumeId);
    }

    @Override
    public void create(String volumeId) {
        try {
            folders.put(volumeId, Files.createDirectory(root.resolve(volumeId)));
            blank.add(volumeId);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void snapshot(String volumeId, String snapshotId) {
        copy(volumeId, snapshotId);
    }

    @Override
    public void restore(String originId, String volumeId) {
        copy(originId, volumeId);
    }

    /** The folder itself stays, since it may be somebody else's. */
    @Override
    public void revert(String volumeId, String snapshotId) {
        Path volume = folders.get(volumeId);
        Path snapshot = folders.get(snapshotId);
        if (volume != null && snapshot != null) {
            empty(volume);
            run("cp", "-a", "--reflink=auto", "--sparse=always", snapshot + "/.", volume.toString());
        }
    }

    @Override
    public void delete(String id) {
        blank.remove(id);
        Path folder = folders.remove(id);
        if (folder == null || !folder.startsWith(root)) {
            return;
        }
        empty(folder);
        try {
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void empty(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(folder)) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void copy(String fromId, String toId) {
        Path from = folders.get(fromId);
        if (from == null) {
            return;
        }
        Path to = root.resolve(toId);
        run("cp", "-a", "--reflink=auto", "--sparse=always", from.toString(), to.toString());
        folders.put(toId, to);
        if (isBlank(fromId)) {
            blank.add(toId);
        }
    }

    private static void run(String... command) {
        try {
            Process copy = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(copy.getInputStream().readAllBytes());
            if (copy.waitFor() != 0) {
                throw new IllegalStateException("cp failed: " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while copying", e);
        }
    }
}
