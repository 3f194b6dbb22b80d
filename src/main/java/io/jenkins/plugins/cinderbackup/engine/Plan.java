package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import java.time.Duration;
import java.util.Optional;

/**
 * What one run is to do: the settings of its operation after defaults, resolved names and checks. Values only, no secret: it is kept in the
 * journal, so that a run goes on with what it began with.
 */
public interface Plan {
    /** What it is about in a word, such as {@code namespace/pvc}. */
    String subject();

    /** The same as a user reads it in a sentence, such as {@code PVC shop/db}. */
    String describeSubject();

    /** What it does, as a noun phrase that begins a line, such as {@code Backup of PVC shop/db}. */
    String describe();

    /** Where what it makes goes, such as the URL of a repository; empty if it makes nothing that stays. */
    default Optional<String> destination() {
        return Optional.empty();
    }

    /** The restic repository that it works on, if any. */
    default Optional<RepositorySettings> usedRepository() {
        return Optional.empty();
    }

    /** How long deletions may take to be confirmed. */
    Duration cleanupTimeout();

    /** Whether it only checks all and says what it would do. */
    boolean dryRun();

    /** Whether there is no more to remove than what its journal began with, so that nothing else of the run is looked for. */
    default boolean endsWithWhatWasFound() {
        return false;
    }
}
