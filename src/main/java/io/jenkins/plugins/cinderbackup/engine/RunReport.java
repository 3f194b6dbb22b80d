package io.jenkins.plugins.cinderbackup.engine;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.model.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a run came to: the return value of the step, and what the build's page shows.
 *
 * @param values see {@link Conclusion#values}
 * @param lines see {@link Conclusion#lines}
 * @param phases how long each phase took, in the order in which they were entered
 * @param failure the first error, or null
 * @param warnings what is not as it should be; any of them makes the build unstable
 * @param notes what is worth knowing, and no reason to worry
 * @param leftovers what is still there and should not be, as a user reads it
 */
public record RunReport(
        RunId run,
        RunResult result,
        Instant startedAt,
        Duration duration,
        Map<String, Object> values,
        List<String> lines,
        Map<PhaseId, Duration> phases,
        @CheckForNull Failure failure,
        List<String> warnings,
        List<String> notes,
        List<String> leftovers) {
    /** When it was over. */
    public Instant endedAt() {
        return startedAt.plus(duration);
    }
}
