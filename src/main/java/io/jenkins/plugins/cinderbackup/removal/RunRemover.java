package io.jenkins.plugins.cinderbackup.removal;

import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.Ports;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.phase.cleanup.Removal;

/** Removes what the journal of a run names that nobody drives any more, in the order of the clean-up; then forgets the journal. */
public final class RunRemover {
    private final RunJournal journal;
    private final Ports ports;

    /** @param journal of a run that is over, or whose build does not go on */
    public RunRemover(RunJournal journal, Ports ports) {
        this.journal = journal;
        this.ports = ports;
    }

    /**
     * Looks at each object whose turn it is, and deletes those that are there. Why one cannot be removed stands in the journal.
     *
     * @return done when nothing is left and the journal is gone; otherwise to be called again
     * @throws PermanentException if the journal cannot be written
     */
    public PhaseStatus advance() {
        PhaseStatus step = new Removal(new RunContext(journal, ports)).advance(resource -> true);
        if (step == PhaseStatus.DONE) {
            ports.journals().remove(journal.run());
        }
        return step;
    }
}
