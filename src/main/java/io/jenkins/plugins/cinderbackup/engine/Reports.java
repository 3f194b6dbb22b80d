package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the report of a run that is over from its journal. */
final class Reports {
    private Reports() {}

    /**
     * @param conclusion what the operation has to say
     * @param unfinished what is still under way beside the clean-up
     */
    static RunReport of(RunJournal journal, Conclusion conclusion, List<String> unfinished, Instant now) {
        List<String> leftovers = new ArrayList<>();
        List<String> notes = new ArrayList<>(journal.notes());
        for (TrackedResource resource : journal.resources()) {
            Optional<String> wait = resource.describeWait(now);
            if (wait.isPresent()) {
                notes.add(wait.get());
            } else if (resource.isRemovable()) {
                leftovers.add(leftover(resource));
            } else if (resource.isUnsettled()) {
                leftovers.add(leftover(resource)
                        + " (it stays; only the mark that says so is missing, and is made in the background)");
            }
        }
        notes.addAll(unfinished);
        return new RunReport(
                journal.run(),
                result(journal, leftovers),
                journal.startedAt(),
                Duration.between(journal.startedAt(), now),
                conclusion.values(journal),
                conclusion.lines(journal),
                journal.durations(now),
                journal.failure().orElse(null),
                journal.warnings(),
                notes,
                leftovers);
    }

    private static RunResult result(RunJournal journal, List<String> leftovers) {
        if (journal.abortedBecause().isPresent()) {
            return RunResult.ABORTED;
        }
        if (journal.failure().isPresent()) {
            return RunResult.FAILURE;
        }
        return journal.warnings().isEmpty() && leftovers.isEmpty() ? RunResult.SUCCESS : RunResult.UNSTABLE;
    }

    private static String leftover(TrackedResource resource) {
        return resource.lastError() == null ? resource.describe() : resource.describe() + ": " + resource.lastError();
    }
}
