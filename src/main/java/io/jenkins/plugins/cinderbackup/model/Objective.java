package io.jenkins.plugins.cinderbackup.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;

/**
 * What backups of a source are to achieve.
 *
 * @param rpo the recovery point objective: how old the newest sound backup may be; null for none
 * @param rto the recovery time objective: how long a restore may take; null for none
 */
public record Objective(
        @CheckForNull Duration rpo, @CheckForNull Duration rto) {
    /** None. */
    public static final Objective NONE = new Objective(null, null);

    /** Whether nothing is asked for. */
    public boolean asksForNothing() {
        return equals(NONE);
    }
}
