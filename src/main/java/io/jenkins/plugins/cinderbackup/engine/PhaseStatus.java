package io.jenkins.plugins.cinderbackup.engine;

/** What one look of a phase came to. */
public enum PhaseStatus {
    /** It did something: look again at once. */
    ACTED,
    /** Nothing to do until the world changes. */
    WAITING,
    /** It is not this run's turn yet: the limit of the phase is not for that. */
    QUEUED,
    /** The phase is over. */
    DONE
}
