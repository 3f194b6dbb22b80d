package io.jenkins.plugins.cinderbackup.engine;

/**
 * Who remembers runs beyond their journals. It is told of the runs of every operation, dry runs included, and keeps what concerns it. It is an aid: what it
 * cannot keep it says to the operator, and it never throws.
 */
public interface RunHistory {
    /** A run is about to begin: its journal is written down, and nothing is created yet. */
    void begin(RunJournal journal);

    /** A run is over, and its journal has the report. */
    void end(RunJournal journal);
}
