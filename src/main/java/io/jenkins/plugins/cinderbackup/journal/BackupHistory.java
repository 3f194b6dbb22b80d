package io.jenkins.plugins.cinderbackup.journal;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * What the controller remembers of the backups that each job has made of each source, beyond the life of its builds: by it a wiped
 * repository or a backup that has shrunk is noticed. One small file for a job and a source.
 *
 * <p>It is an aid and no record: what cannot be read counts as nothing, and what cannot be written is said to the operator. May be used by several
 * threads.
 */
public final class BackupHistory {
    private static final Logger LOGGER = Logger.getLogger(BackupHistory.class.getName());
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    /** A job that moves on keeps the last of its repositories. */
    private static final int MAX_REPOSITORIES = 20;

    private final Path folder;

    /** @param folder is made when the first backup is written down */
    public BackupHistory(@NonNull Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /**
     * What is remembered of one job and source.
     *
     * @param repositories the keys of the repositories that were backed up to, the last one at the end
     * @param files files of the last backup that was a full success, or null if there was none
     * @param bytes its bytes, or null
     */
    public record Entry(
            @NonNull String job,
            @NonNull String source,
            @NonNull List<String> repositories,
            @CheckForNull Long files,
            @CheckForNull Long bytes) {
        /** @throws NullPointerException if one is missing that must be there, as in a torn file */
        public Entry {
            Objects.requireNonNull(job, "job");
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(repositories, "repositories");
        }
    }

    /** What is remembered of the job and source. */
    @NonNull
    public Optional<Entry> last(@NonNull String job, @NonNull String source) {
        return read(file(job, source));
    }

    /** Whether the job has backed up to the repository before, whichever source. */
    public boolean hasUsed(@NonNull String job, @NonNull String repository) {
        if (Files.notExists(folder)) {
            return false;
        }
        String prefix = hash(job);
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> folder.relativize(file).toString().startsWith(prefix))
                    .flatMap(file -> read(file).stream())
                    .anyMatch(entry -> entry.job().equals(job) && entry.repositories().contains(repository));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The history of backups in " + folder + " cannot be read");
            return false;
        }
    }

    /**
     * Writes down that a backup was made.
     *
     * @param files its files, or null if it was not a full success and is no measure for later ones
     * @param bytes its bytes, or null likewise
     */
    public synchronized void add(
            @NonNull String job,
            @NonNull String source,
            @NonNull String repository,
            @CheckForNull Long files,
            @CheckForNull Long bytes) {
        Path file = file(job, source);
        Optional<Entry> before = read(file);
        List<String> repositories = new ArrayList<>(before.map(Entry::repositories).orElse(List.of()));
        repositories.remove(repository);
        repositories.add(repository);
        List<String> kept = repositories.subList(Math.max(0, repositories.size() - MAX_REPOSITORIES), repositories.size());
        Entry entry = new Entry(
                job,
                source,
                kept,
                files == null ? before.map(Entry::files).orElse(null) : files,
                bytes == null ? before.map(Entry::bytes).orElse(null) : bytes);
        try {
            DurableFile.replace(file, JSON.writeValueAsBytes(entry));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The history of backups cannot be written to " + file);
        }
    }

    private static Optional<Entry> read(Path file) {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(JSON.readValue(Files.readAllBytes(file), Entry.class));
        } catch (JacksonException e) {
            LOGGER.log(Level.WARNING, e, () -> "The history of backups in " + file + " is torn and counts as none");
            return Optional.empty();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The history of backups in " + file + " cannot be read");
            return Optional.empty();
        }
    }

    private Path file(String job, String source) {
        return folder.resolve(hash(job) + "-" + hash(source) + ".json");
    }

    /** Names of jobs and sources may be long and have any character. */
    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
