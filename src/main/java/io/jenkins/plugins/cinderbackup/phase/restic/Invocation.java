package io.jenkins.plugins.cinderbackup.phase.restic;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand;
import io.jenkins.plugins.cinderbackup.restic.ResticVerdict;
import java.time.Instant;

/**
 * One restic invocation of a run, and so one Job.
 *
 * @param goal what the run wants done by it, which it may only prepare
 * @param kind what restic is asked to do
 * @param job the name of its Job
 * @param begunAt when its Job was first to be made
 * @param runningSince when restic was first seen at work, or null
 * @param verdict how it ended, or null while it has not
 */
public record Invocation(
        ResticCommand.Kind goal,
        ResticCommand.Kind kind,
        String job,
        Instant begunAt,
        @CheckForNull Instant runningSince,
        @CheckForNull ResticVerdict verdict) {

    /** Whether restic has ended and was understood. */
    public boolean isOver() {
        return verdict != null;
    }

    /** Whether restic has done it: it ended with 0 or 3. */
    public boolean isDone() {
        return verdict == ResticVerdict.SUCCESS || verdict == ResticVerdict.INCOMPLETE;
    }

    Invocation running(Instant now) {
        return new Invocation(goal, kind, job, begunAt, now, verdict);
    }

    Invocation over(ResticVerdict result) {
        return new Invocation(goal, kind, job, begunAt, runningSince, result);
    }
}
