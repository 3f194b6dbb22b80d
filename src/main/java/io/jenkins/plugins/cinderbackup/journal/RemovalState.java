package io.jenkins.plugins.cinderbackup.journal;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.model.RunId;
import java.io.IOException;
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
    private static final String WHAT = "The state of a removal";
    /** Far more than runs that have left something. */
    private static final int MAX_RUNS = 10_000;

    private final JsonFolder<Entry> files;

    /** @param folder is made when the first entry is written */
    public RemovalState(@NonNull Path folder) {
        this.files = new JsonFolder<>(folder, Entry.class, WHAT, MAX_RUNS);
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
        return files.read(run.value());
    }

    /** Writes an entry down. One that cannot be written is lost at the next restart, and no reason not to remove. */
    public void put(@NonNull RunId run, @NonNull Entry entry) {
        try {
            files.update(run.value(), before -> entry);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> WHAT + " cannot be written down for run " + run);
        }
    }

    /** Forgets the run. */
    public void remove(@NonNull RunId run) {
        files.remove(run.value());
    }
}
