package io.jenkins.plugins.cinderbackup.simulator;

import io.jenkins.plugins.cinderbackup.simulator.kubernetes.Folders;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.LocalRestic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A repository as restic makes it, without backups, which opens at once. restic lets the way from a password to the key take half a second of a
 * processor, and needs two more to find out how: with more than a thousand starts that was a fifth of what the tests computed.
 */
final class EmptyRepository {
    private static final Map<String, Map<String, byte[]>> MADE = new ConcurrentHashMap<>();

    private EmptyRepository() {}

    /** Its files, each by its path in the repository; {@link LocalRestic} makes them once for each password. */
    static Map<String, byte[]> files(String password) {
        return MADE.computeIfAbsent(password, EmptyRepository::make);
    }

    private static Map<String, byte[]> make(String password) {
        try {
            Path folder = Files.createTempDirectory("repository");
            try {
                initialise(folder, password);
                Path key = onlyFileIn(folder.resolve("keys"));
                byte[] cheap = RepositoryKey.withoutCost(Files.readAllBytes(key), password);
                Map<String, byte[]> files = new HashMap<>();
                files.put("config", Files.readAllBytes(folder.resolve("config")));
                files.put("keys/" + ResticRestServer.sha256(cheap), cheap);
                return Map.copyOf(files);
            } finally {
                Folders.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void initialise(Path folder, String password) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        List.of(LocalRestic.program().toString(), "--no-cache", "-r", folder.toString(), "init"))
                .redirectErrorStream(true);
        builder.environment().put("RESTIC_PASSWORD", password);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("restic init: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Path onlyFileIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }
}
