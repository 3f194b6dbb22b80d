package io.jenkins.plugins.cinderbackup.operation.verify;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.operation.restore.RestorePoint;
import io.jenkins.plugins.cinderbackup.operation.restore.TrialRestore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a verification has come to, under way or over.
 *
 * @param good whether all checks have passed; null while nobody knows
 * @param answers of each check that has one
 * @param backup what was to be restored, once it is found, or null
 * @param restoreTime how long the restore took, or null
 * @param bytes how much was restored, or null
 */
public record VerifyOutcome(
        @CheckForNull Boolean good,
        List<Answer> answers,
        @CheckForNull RestorePoint backup,
        @CheckForNull Duration restoreTime,
        @CheckForNull Long bytes) {
    public VerifyOutcome {
        answers = List.copyOf(answers);
    }

    /** That of a run. */
    public static VerifyOutcome of(RunJournal journal) {
        List<Answer> answers = Answers.of(journal).all();
        return new VerifyOutcome(
                good(answers, VerifyOperation.plan(journal).wanted(journal)),
                answers,
                RestorePoint.of(journal).orElse(null),
                RestoreTime.of(journal).orElse(null),
                TrialRestore.bytes(journal).orElse(null));
    }

    @CheckForNull
    private static Boolean good(List<Answer> answers, List<String> wanted) {
        if (answers.stream().anyMatch(answer -> !answer.passed())) {
            return Boolean.FALSE;
        }
        return answers.stream().map(Answer::check).toList().containsAll(wanted) ? Boolean.TRUE : null;
    }

    /** What a check has found; empty if it has not. */
    public Optional<Answer> answer(String check) {
        return answers.stream().filter(known -> known.check().equals(check)).findFirst();
    }

    /** The checks that have passed, in their order. */
    public List<String> passed() {
        return answers.stream().filter(Answer::passed).map(Answer::check).toList();
    }
}
