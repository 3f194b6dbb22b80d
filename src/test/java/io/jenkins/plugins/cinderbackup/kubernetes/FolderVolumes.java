package io.jenkins.plugins.cinderbackup.kubernetes;

import io.jenkins.plugins.cinderbackup.simulator.kubernetes.VolumeFolders;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Volumes that a test has declared. */
final class FolderVolumes implements VolumeFolders {
    final Map<String, Path> folders = new ConcurrentHashMap<>();
    final Map<String, String> formats = new ConcurrentHashMap<>();
    final List<String> calls = new CopyOnWriteArrayList<>();

    @Override
    public Optional<Path> folderOf(String volumeId) {
        return Optional.ofNullable(folders.get(volumeId));
    }

    @Override
    public String format(String volumeId, String wanted) {
        return formats.getOrDefault(volumeId, wanted);
    }

    @Override
    public void formatted(String volumeId, String fsType) {
        formats.put(volumeId, fsType);
    }

    @Override
    public void attached(String volumeId) {
        calls.add("attached " + volumeId);
    }

    @Override
    public void detached(String volumeId) {
        calls.add("detached " + volumeId);
    }
}
