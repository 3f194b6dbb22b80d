package io.jenkins.plugins.cinderbackup.phase.restic;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand;
import io.jenkins.plugins.cinderbackup.restic.ResticVerdict;
import java.time.Instant;
import java.util.List;

/**
 * One restic invocation of a run, and so one Job.
 *
 * @param goal what the run wants done by it, which it may only prepare
 * @param kind what restic is asked to do
 * @param job the name of its Job
 * @param begunAt when its Job was first to be made
 * @param runningSince when restic was first seen at work, or null
 * @param verdict how it ended, or null while it has not
 * @param missingPaths what restic has said at work that does not exist on the volume, or null; it says so first of all, and a long log loses its beginning
 */
public record Invocation(
        ResticCommand.Kind goal,
        ResticCommand.Kind kind,
        String job,
        Instant begunAt,
        @CheckForNull Instant runningSince,
        @CheckForNull ResticVerdict verdict,
        @CheckForNull List<String> missingPaths) {

    static Invocation begun(ResticCommand.Kind goal, ResticCommand.Kind kind, String job, Instant now) {
        return new Invocation(goal, kind, job, now, null, null, null);
    }

    /** Whether restic has ended and was understood. */
    public boolean isOver() {
        return verdict != null;
    }

    /** Whether restic has done it: it ended with 0 or 3. */
    public boolean isDone() {
        return verdict == ResticVerdict.SUCCESS || verdict == ResticVerdict.INCOMPLETE;
    }

    Invocation running(Instant now) {
        return new Invocation(goal, kind, job, begunAt, now, verdict, missingPaths);
    }

    Invocation over(ResticVerdict result) {
        return new Invocation(goal, kind, job, begunAt, runningSince, result, missingPaths);
    }

    Invocation missing(List<String> paths) {
        return new Invocation(goal, kind, job, begunAt, runningSince, verdict, List.copyOf(paths));
    }
}
