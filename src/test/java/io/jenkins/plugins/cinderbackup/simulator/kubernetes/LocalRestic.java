package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    /**
     * Runs it to its end, without a cache.
     *
     * @param repository a folder
     * @throws IOException if it fails, with what it said
     */
    public static void run(Path repository, String password, String... arguments)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(program().toString(), "-r", repository.toString(), "--no-cache"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("RESTIC_PASSWORD", password);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("restic " + String.join(" ", arguments) + ": " + output);
        }
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
