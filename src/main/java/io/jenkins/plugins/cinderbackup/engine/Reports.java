package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.TrackedResource.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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
            if (resource.isAwaited(now) && resource.lastError() == null) {
                notes.add(resource.describe()
                        + (resource.kind().isScaled()
                                ? ", may still become so, since that call was not answered; it is looked at in the background until "
                                : " may still appear, since its creating call was not answered; it is looked for in the background until ")
                        + resource.mayAppearUntil());
            } else if (resource.state() == State.REMOVING && resource.lastError() == null) {
                notes.add(resource.describe() + " is still being deleted; its end is awaited in the background");
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
