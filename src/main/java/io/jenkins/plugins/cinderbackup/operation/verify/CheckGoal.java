package io.jenkins.plugins.cinderbackup.operation.verify;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.phase.restic.ResticFailures;
import io.jenkins.plugins.cinderbackup.phase.restic.ResticGoal;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import io.jenkins.plugins.cinderbackup.restic.ResticOutput;
import io.jenkins.plugins.cinderbackup.restic.ResticResult;
import io.jenkins.plugins.cinderbackup.restic.ResticVerdict;
import java.util.List;
import java.util.Optional;

/** Whether the repository's structure is whole, and as much of its data as is read. Alone in the repository, as restic's own lock wants it. */
record CheckGoal(VerifyPlan plan) implements ResticGoal {
    /** The last line of a check that finds nothing, in every version. An exit code alone may also mean that nothing was looked at. */
    private static final String GOOD = "no errors were found";

    private static final int LAST_WORDS = 5;

    @Override
    public Kind kind() {
        return Kind.CHECK;
    }

    @Override
    public ResticCommand command(RunContext run) {
        return ResticCommand.check(Optional.ofNullable(plan.readDataSubset()));
    }

    @Override
    public void succeeded(RunContext run, ResticResult result) {
        if (result.output().lastLines().stream().noneMatch(GOOD::equals)) {
            throw PermanentException.of(
                    "restic check ended with exit code " + result.exitCode()
                            + ", but does not say that it found no errors. restic says: " + lastWords(result.output()),
                    "run the same command by hand with the same repository to see more");
        }
        Answers.add(run, VerifyOperation.CHECKED, true, GOOD);
        run.note("restic finds no errors in the repository's structure"
                + (plan.readDataSubset() == null
                        ? "; its data was not read"
                        : " and in what was read of its data (" + plan.readDataSubset() + ")"));
    }

    @Override
    public Optional<PermanentException> explain(RunContext run, ResticResult result) {
        if (result.verdict() == ResticVerdict.NO_REPOSITORY) {
            return Optional.of(ResticFailures.noRepository(plan.repository().url(), result));
        }
        if (result.verdict() != ResticVerdict.DAMAGED) {
            return Optional.empty();
        }
        String words = lastWords(result.output());
        Answers.add(run, VerifyOperation.CHECKED, false, words);
        return Optional.of(
                PermanentException.of(
                        "The repository " + plan.repository().url() + " is not good. restic says: " + words,
                        "keep it as it is, and look at all that restic says: `restic check --read-data`",
                        "restic's documentation, \"Troubleshooting\", says which backups can still be restored and how the others are told apart"));
    }

    private static String lastWords(ResticOutput output) {
        List<String> lines = output.lastLines();
        return String.join("; ", lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()));
    }
}
