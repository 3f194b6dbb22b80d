package io.jenkins.plugins.cinderbackup.phase.storage;

import io.jenkins.plugins.cinderbackup.engine.Heartbeat;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunEvent;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** The words of Cinder's states. Unknown ones are waited for, within the limit. */
public final class StorageState {
    public static final String AVAILABLE = "available";
    public static final String IN_USE = "in-use";
    public static final String CREATING = "creating";
    /** A backup is written to it. */
    public static final String RESTORING = "restoring-backup";

    private StorageState() {}

    /** Whether nothing good can come after it: any state with {@code error} in it, and an object on its way out. */
    public static boolean isFailed(String status) {
        String word = status.toLowerCase(Locale.ROOT);
        return word.contains("error") || word.startsWith("delet");
    }

    /** Whether a volume in it is at rest: Cinder takes a snapshot of it. */
    public static boolean isAtRest(String status) {
        return status.equals(AVAILABLE) || status.equals(IN_USE);
    }

    /** Whether something is under way that will have an end, after which the volume or snapshot may be at rest. */
    public static boolean isPassing(String status) {
        return !isAtRest(status) && !isFailed(status);
    }

    public static boolean isDeleting(String status) {
        return status.equalsIgnoreCase("deleting");
    }

    /**
     * Whether what was just created can be used.
     *
     * @param status its state, or nothing if Cinder does not know it
     * @param plural what it is one of, such as {@code volumes}
     * @throws PermanentException if it never can
     */
    public static boolean isAvailable(RunContext run, TrackedResource created, Optional<String> status, String plural) {
        if (status.isEmpty() && run.mayStillAppear(created)) {
            return false;
        }
        String now = status.orElseThrow(() -> PermanentException.of(
                created.describe() + " disappeared while it was awaited.",
                "find out who deletes " + plural + " in this project"));
        if (isFailed(now)) {
            throw failed(run, created, now);
        }
        return now.equals(AVAILABLE);
    }

    /** The failure of a creation, with what Cinder has to say about it. */
    private static PermanentException failed(RunContext run, TrackedResource resource, String status) {
        return PermanentException.of(
                resource.describe() + " ended in state '" + status + "'." + complaint(run, resource.id()),
                "check the Cinder service's log and the back end's free space");
    }

    /** What Cinder has to say about an object, as a clause, or nothing: it must not hide what it explains. */
    public static String complaint(RunContext run, String id) {
        try {
            return run.storage()
                    .complaintAbout(id)
                    .map(text -> " Cinder says: " + text)
                    .orElse("");
        } catch (TransientException | PermanentException e) {
            return "";
        }
    }

    /**
     * Tells now and then that Cinder is at something.
     *
     * @param work what it does, as a sentence without its end; the same for all lines about it
     * @param since when it began
     */
    public static void tellThatCinderIsAtIt(RunContext run, String work, Instant since) {
        Duration waited = Duration.between(since, run.now());
        if (!waited.isZero() && run.isDue(work, Heartbeat.interval(waited))) {
            run.tell(new RunEvent.Note(work + ", for " + waited.toSeconds() + " s now"));
        }
    }
}
