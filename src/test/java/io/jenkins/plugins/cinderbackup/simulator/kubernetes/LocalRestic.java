package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The restic of this machine: the first on the PATH. A test that starts it, alone or in a pod, is annotated {@link NeedsRestic}. */
public final class LocalRestic {
    private LocalRestic() {}

    /** The program, or where Debian would have it. */
    public static Path program() {
        return find().orElse(Path.of("/usr/bin/restic"));
    }

    /** Whether there is one. */
    public static boolean isInstalled() {
        return find().isPresent();
    }

    /** Why it cannot be run in a simulated pod; empty if it can. */
    static Optional<String> missing() {
        return !isInstalled() ? Optional.of("there is no restic on the PATH") : Isolation.missing();
    }

    private static Optional<Path> find() {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, "restic"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
