package io.jenkins.plugins.cinderbackup.removal;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.model.MarkedObject;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.RunId;
import java.time.Instant;
import java.util.List;

/**
 * What was found of one run in the clouds and clusters; or one object of which nobody knows whose it is.
 *
 * @param run the run, or null if the tags are not whole
 * @param tags who made it; null likewise
 * @param objects what was found, in the order in which it is removed
 * @param targets where
 * @param verdict what may become of it
 * @param why the reason, if there is more to say than the verdict
 * @param end until when it may live, or null if nobody knows
 */
public record OrphanReport(
        @CheckForNull RunId run,
        @CheckForNull Ownership tags,
        @NonNull List<MarkedObject> objects,
        @NonNull List<String> targets,
        @NonNull Verdict verdict,
        @NonNull String why,
        @CheckForNull Instant end) {
    public OrphanReport {
        objects = List.copyOf(objects);
        targets = List.copyOf(targets);
    }

    /** What may become of what was found; those that an administrator can do something about are first. */
    public enum Verdict {
        /** Past its end: nobody can need it any more. */
        REMOVABLE,
        /** Nobody knows whose it is, or until when it may live. It is left alone. */
        UNCLEAR,
        /** Its build goes on, here. */
        GOES_ON,
        /** Not past its end: its run may go on, here or elsewhere. */
        MAY_LIVE,
        /** All of it is to outlive its run. */
        KEPT
    }
}
