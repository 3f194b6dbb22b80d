package io.jenkins.plugins.cinderbackup.removal;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;

/**
 * How far the removal of what was found of a run has come.
 *
 * @param lastErrors what stands in the way
 */
public record OrphanRemovalProgress(
        @NonNull State state, @NonNull List<String> lastErrors) {
    public OrphanRemovalProgress {
        lastErrors = List.copyOf(lastErrors);
    }

    /** How far it is. */
    public enum State {
        REMOVING,
        /** A look-up said that nothing of it exists any more. */
        REMOVED,
        /** Not all of it is gone, and an administrator should do something about that. */
        NOT_REMOVED
    }
}
