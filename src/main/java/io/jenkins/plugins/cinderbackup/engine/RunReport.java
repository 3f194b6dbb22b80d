package io.jenkins.plugins.cinderbackup.engine;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.restic.BackupSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a run came to: the return value of the step, and what the build's page shows.
 *
 * @param volumeId the Cinder volume that was backed up, or null if it was not found
 * @param snapshot the retained Cinder snapshot, or null if none was kept
 * @param summary restic's own summary, or null if no backup was made
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
        @CheckForNull String volumeId,
        @CheckForNull TrackedResource snapshot,
        @CheckForNull BackupSummary summary,
        Map<PhaseName, Duration> phases,
        @CheckForNull Failure failure,
        List<String> warnings,
        List<String> notes,
        List<String> leftovers) {}
