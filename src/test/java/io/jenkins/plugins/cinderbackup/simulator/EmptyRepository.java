package io.jenkins.plugins.cinderbackup.simulator;

import io.jenkins.plugins.cinderbackup.simulator.kubernetes.Folders;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.LocalRestic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
                LocalRestic.run(folder, password, "init");
                byte[] config = Files.readAllBytes(folder.resolve("config"));
                byte[] key = RepositoryKey.withoutCost(onlyFileIn(folder.resolve("keys")), password);
                return Map.of("config", config, "keys/" + ResticRestServer.sha256(key), key);
            } finally {
                Folders.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static byte[] onlyFileIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return Files.readAllBytes(files.findFirst().orElseThrow());
        }
    }
}
