package io.jenkins.plugins.cinderbackup.build;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where the sources lie: tests run in the root's folder or in {@code central}, by the build that runs them. */
public final class ProjectFolder {
    private ProjectFolder() {}

    /** The project's root. */
    public static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Stream.iterate(here, folder -> folder != null, Path::getParent)
                .filter(folder -> Files.isDirectory(folder.resolve("central")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no folder central in " + here + " or above"));
    }
}
