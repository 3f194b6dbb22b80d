package io.jenkins.plugins.cinderbackup.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Files whose owners and modes only a Job that has the capabilities for it can give back. */
final class RestoredFiles {
    private static final int FOREIGN = 999;
    private static final int SETGID_FOLDER = 02750;

    private RestoredFiles() {}

    static void write(Path root) throws IOException {
        Path folder = Files.createDirectory(root.resolve("folder"));
        Path file = Files.writeString(folder.resolve("file"), "text");
        Files.createLink(root.resolve("hard"), file);
        Files.createSymbolicLink(root.resolve("soft"), Path.of("folder/file"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        for (Path path : List.of(file, folder, root)) {
            // Nobody else may give files away
            if (System.getProperty("user.name").equals("root")) {
                Files.setAttribute(path, "unix:uid", FOREIGN);
                Files.setAttribute(path, "unix:gid", FOREIGN);
            }
        }
        for (Path path : List.of(folder, root)) {
            Files.setAttribute(path, "unix:mode", SETGID_FOLDER);
        }
    }

    /** What restic lists of the folder {@code /data}: mode, owner, size, time and path of each file. */
    static List<String> listed(String log) {
        return log.lines().filter(line -> line.contains(" /data")).toList();
    }
}
