package io.jenkins.plugins.cinderbackup.page;

import io.jenkins.plugins.cinderbackup.engine.ManualTicker;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** Records of runs, for tests of what shows them. */
final class Records {
    private Records() {}

    static RunRecord of(RunJournal journal) {
        return of(journal, Duration.ZERO);
    }

    /** The record of a run under way that was taken so long after its beginning. */
    static RunRecord of(RunJournal journal, Duration after) {
        return new RunRecord(journal, UnaryOperator.identity(), at(after));
    }

    /** So long after the beginning of a run. */
    static Instant at(Duration after) {
        return ManualTicker.START.plus(after);
    }
}
