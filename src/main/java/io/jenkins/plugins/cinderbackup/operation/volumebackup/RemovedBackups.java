package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import io.jenkins.plugins.cinderbackup.phase.storage.StorageState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The backups that a run has removed, one after the other: an increment is gone before Cinder lets the one go that it builds on.
 *
 * @param gone the ids of those of which Cinder has said that they are gone
 * @param asked the id of the one whose deletion is under way, or null
 * @param since when it was asked for, or when the last one was seen to be gone; null if it was neither
 */
record RemovedBackups(
        List<String> gone,
        @CheckForNull String asked,
        @CheckForNull Instant since) {
    /** Known once one was asked to go. */
    static final Fact<RemovedBackups> FACT = new Fact<>("removedBackups", RemovedBackups.class);

    /** How long is waited before a deletion is asked for again that was not carried out, though its call may have been answered. */
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(30);

    private static final RemovedBackups NONE = new RemovedBackups(List.of(), null, null);

    RemovedBackups {
        gone = List.copyOf(gone);
    }

    static RemovedBackups of(RunContext run) {
        return run.fact(FACT).orElse(NONE);
    }

    static List<String> of(RunJournal journal) {
        return journal.facts().get(FACT).orElse(NONE).gone;
    }

    /** Those, and the one that is perhaps on its way out. */
    Set<String> notStaying() {
        return Stream.concat(gone.stream(), Stream.ofNullable(asked)).collect(Collectors.toUnmodifiableSet());
    }

    /** When the last of them was seen to be gone; empty while another one is asked to go. */
    static Optional<Instant> lastGone(RunContext run) {
        RemovedBackups removed = of(run);
        return removed.asked == null ? Optional.ofNullable(removed.since) : Optional.empty();
    }

    /** The last request was certainly not carried out. */
    private RemovedBackups notAsked() {
        return new RemovedBackups(gone, null, since);
    }

    /** Asks for the deletion of a backup. */
    static void remove(RunContext run, VolumeBackup backup) {
        remove(run, backup, run.backups()::deleteBackup);
    }

    /** The same of one in a state in which an administrator alone can have it deleted. */
    static void removeByForce(RunContext run, VolumeBackup backup) {
        remove(run, backup, run.backups()::forceDeleteBackup);
    }

    private static void remove(RunContext run, VolumeBackup backup, Consumer<String> request) {
        RemovedBackups before = of(run);
        run.found(FACT, new RemovedBackups(before.gone, backup.id(), run.now()));
        try {
            request.accept(backup.id());
        } catch (PermanentException e) {
            run.found(FACT, before.notAsked());
            throw e;
        } catch (TransientException e) {
            if (!e.mayTakeEffect()) {
                // There is nothing to await: an increment may have been made since
                run.found(FACT, before.notAsked());
            }
            throw e;
        }
        run.note("Removing " + backup.describe());
    }

    /**
     * Whether the deletion that was asked for last is still under way.
     *
     * @throws PermanentException if it has come to nothing
     */
    static boolean isUnderWay(RunContext run) {
        RemovedBackups removed = of(run);
        if (removed.asked == null) {
            return false;
        }
        Optional<VolumeBackup> found = run.backups().backup(removed.asked);
        if (found.isEmpty()) {
            List<String> gone = new ArrayList<>(removed.gone);
            gone.add(removed.asked);
            run.found(FACT, new RemovedBackups(gone, null, run.now()));
            return false;
        }
        VolumeBackup backup = found.get();
        if (StorageState.isDeleting(backup.status())) {
            return true;
        }
        if (backup.status().contains("error")) {
            run.found(FACT, new RemovedBackups(removed.gone, null, null));
            throw PermanentException.of(
                    backup.describe() + " could not be removed: it is in state '" + backup.status() + "'."
                            + StorageState.complaint(run, backup.id()),
                    "ask the cloud's administrator for the log of the cinder-backup service");
        }
        return removed.since != null && run.now().isBefore(removed.since.plus(AGAIN_AFTER));
    }
}
