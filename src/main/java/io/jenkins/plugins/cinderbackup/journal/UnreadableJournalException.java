package io.jenkins.plugins.cinderbackup.journal;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** A text that is not a journal which this version can go on with. The message is a clause that says why. */
public final class UnreadableJournalException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableJournalException(String message, @CheckForNull Throwable cause) {
        super(message, cause);
    }
}
