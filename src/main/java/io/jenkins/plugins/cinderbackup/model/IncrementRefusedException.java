package io.jenkins.plugins.cinderbackup.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;

/** Cinder makes no increment, since there is no backup that it could build on. A full backup may be made all the same. */
public final class IncrementRefusedException extends PermanentException {
    private static final long serialVersionUID = 1L;

    /** @param finding Cinder's words, and what to do */
    public IncrementRefusedException(Finding finding, @CheckForNull Throwable cause) {
        super(List.of(finding), cause);
    }
}
