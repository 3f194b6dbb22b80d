package io.jenkins.plugins.cinderbackup.phase;

/** One thing that is looked at before a run creates anything. It holds no state of its own. */
public interface Check {
    /**
     * Looks, by reading only, and adds what is wrong.
     *
     * @throws io.jenkins.plugins.cinderbackup.model.TransientException for what can pass by itself: then all checks are made again
     */
    default void check(CheckRound round) {
        // One that only says what is about to be done leaves it to the others
    }

    /** Where nothing is wrong: makes room for what is to be created, or adds what has none. */
    default void makeRoom(CheckRound round) {
        // Most checks only read
    }

    /** All checks have passed: takes note of what was found. All notes of one round are written down at once. */
    default void passed(CheckRound round) {
        // Most checks have nothing to say then
    }
}
