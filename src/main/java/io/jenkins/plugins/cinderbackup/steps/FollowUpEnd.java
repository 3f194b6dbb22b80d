package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.page.FailureMessage;
import io.jenkins.plugins.cinderbackup.page.RunRecord;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How one of several runs of a step has ended.
 *
 * @param description what it was to do, as a user reads it
 * @param why why it has failed or is unstable, or an empty text
 * @param record what it has come to, or null if it has no end of its own
 */
record FollowUpEnd(
        @NonNull String description,
        @NonNull RunResult result,
        @NonNull String why,
        @CheckForNull RunRecord record) {
    static FollowUpEnd over(RunRecord record) {
        String why =
                switch (record.getResult()) {
                    case FAILURE -> String.valueOf(record.getFailure());
                    case UNSTABLE -> record.unstableBecause();
                    case SUCCESS, ABORTED -> "";
                };
        return new FollowUpEnd(record.getDescription(), record.getResult(), why, record);
    }

    /** It cannot begin or go on. */
    static FollowUpEnd broken(String description, List<Finding> findings) {
        return new FollowUpEnd(description, RunResult.FAILURE, String.join("\n", FailureMessage.lines(findings)), null);
    }

    /** It was abandoned, or did not begin since all was aborted. */
    static FollowUpEnd aborted(String description) {
        return new FollowUpEnd(description, RunResult.ABORTED, "", null);
    }

    /** What a step would return that was this run alone. */
    Map<String, Object> returned() {
        return record == null ? Map.of() : record.toMap();
    }

    Stream<String> warnings() {
        return record == null
                ? Stream.empty()
                : record.getWarnings().stream().map(warning -> description + ": " + warning);
    }
}
