package io.jenkins.plugins.cinderbackup.operation.scs;

import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.phase.Checks;
import java.util.Optional;

/** What the test says of the cloud, in the standard's words. */
enum Verdict {
    /** All that the standard asks for has passed, and what came back was not seen to be something else, whatever became of what follows. */
    PASS,
    /** Something of it was tried, and did not succeed. */
    FAIL,
    /** It was not tried, or not to its end, so that nothing is known. */
    ABORT;

    /** Of the whole test; empty while it is under way, and of a dry run. */
    static Optional<Verdict> of(RunJournal journal) {
        if (TestedData.of(journal).differsIn(TestPart.COMPARE)) {
            return Optional.of(FAIL);
        }
        if (TestPart.standard().stream().allMatch(part -> PassedParts.has(journal, part))) {
            return Optional.of(PASS);
        }
        if (journal.failure().isPresent()) {
            PhaseId failed = journal.failure().get().phase();
            boolean untried = failed.equals(Checks.ID) || failed.equals(TestPart.WRITE.id());
            return Optional.of(untried ? ABORT : FAIL);
        }
        return journal.abortedBecause().map(reason -> ABORT);
    }

    /** Of one part; empty if it was not tried, or is under way. */
    static Optional<Verdict> of(RunJournal journal, TestPart part) {
        if (PassedParts.has(journal, part)) {
            return Optional.of(PASS);
        }
        TestedData data = TestedData.of(journal);
        if (data.isNotMade(part)) {
            return Optional.of(ABORT);
        }
        if (journal.failure()
                .filter(failure -> failure.phase().equals(part.id()))
                .isPresent()) {
            return Optional.of(part.isOfData() && !data.differsIn(part) ? ABORT : FAIL);
        }
        boolean cutOff = journal.abortedBecause().isPresent()
                && journal.durations(journal.startedAt()).containsKey(part.id());
        return cutOff ? Optional.of(ABORT) : Optional.empty();
    }
}
