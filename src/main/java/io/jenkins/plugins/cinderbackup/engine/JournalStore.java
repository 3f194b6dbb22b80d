package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RunId;
import java.util.List;
import java.util.Optional;

/** Keeps the journals of the runs that are not finished, so that they outlive the process. */
public interface JournalStore {
    /**
     * Writes the journal down; when this returns it survives a crash of the machine.
     *
     * @throws PermanentException if it cannot be written; then the run must not create anything
     */
    void save(RunJournal journal);

    /**
     * The journal as it was last saved.
     *
     * @throws PermanentException if there is one that cannot be read
     */
    Optional<RunJournal> load(RunId run);

    /** The same; empty too if there is one that cannot be read, for those who leave it to the removal to say so. */
    default Optional<RunJournal> readable(RunId run) {
        try {
            return load(run);
        } catch (PermanentException e) {
            return Optional.empty();
        }
    }

    /** The runs that have a journal, also those whose journal cannot be read. */
    List<RunId> runs();

    /** Forgets the journal of a run that has left nothing behind. One that stays is no harm, so this fails no run. */
    void remove(RunId run);
}
