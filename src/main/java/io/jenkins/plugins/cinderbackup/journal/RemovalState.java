package io.jenkins.plugins.cinderbackup.journal;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.model.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * How far the removal of each run's leftovers has come: one small file a run beside the journals, so that a restart neither forgets a failure nor
 * begins to hammer a server anew.
 *
 * <p>It is an aid: a file that cannot be read counts as none, which costs a few early attempts.
 */
public final class RemovalState {
    private static final Logger LOGGER = Logger.getLogger(RemovalState.class.getName());
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final Path folder;

    /** @param folder is made when the first entry is written */
    public RemovalState(@NonNull Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /**
     * How far one removal has come.
     *
     * @param since when it was first tried
     * @param failedAttempts the attempts in a row that did nothing
     * @param lastAttempt when it was tried last
     * @param nextAttempt when it is tried again
     * @param lasting whether waiting alone will not mend it: a job or a credential is missing
     * @param lastErrors what stands in the way, as an administrator reads it
     */
    public record Entry(
            @NonNull Instant since,
            int failedAttempts,
            @NonNull Instant lastAttempt,
            @NonNull Instant nextAttempt,
            boolean lasting,
            @NonNull List<String> lastErrors) {
        /** @throws NullPointerException if one is missing, as in a torn file */
        public Entry {
            Objects.requireNonNull(since, "since");
            Objects.requireNonNull(lastAttempt, "lastAttempt");
            Objects.requireNonNull(nextAttempt, "nextAttempt");
            Objects.requireNonNull(lastErrors, "lastErrors");
        }
    }

    /** What is written down of the run's removal. */
    @NonNull
    public Optional<Entry> find(@NonNull RunId run) {
        Path file = file(run);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(JSON.readValue(Files.readAllBytes(file), Entry.class));
        } catch (JacksonException e) {
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> file + " is torn; the removal of run " + run + " is tried as if for the first time");
            return Optional.empty();
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> file + " cannot be read; the removal of run " + run + " is tried as if for the first time");
            return Optional.empty();
        }
    }

    /** Writes an entry down. One that cannot be written is lost at the next restart, and no reason not to remove. */
    public void put(@NonNull RunId run, @NonNull Entry entry) {
        try {
            DurableFile.replace(file(run), JSON.writeValueAsBytes(entry));
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> "How far the removal of run " + run + " has come cannot be written to " + file(run));
        }
    }

    /** Forgets the run. */
    public void remove(@NonNull RunId run) {
        try {
            Files.deleteIfExists(file(run));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> file(run) + " of a removal that is over cannot be deleted");
        }
    }

    private Path file(RunId run) {
        return folder.resolve(run + ".json");
    }
}
