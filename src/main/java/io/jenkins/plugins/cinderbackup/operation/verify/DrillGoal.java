package io.jenkins.plugins.cinderbackup.operation.verify;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunEvent;
import io.jenkins.plugins.cinderbackup.model.ContainerJob;
import io.jenkins.plugins.cinderbackup.model.JobState;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.phase.restic.ResticGoal;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import io.jenkins.plugins.cinderbackup.restic.ResticMessage;
import io.jenkins.plugins.cinderbackup.restic.ResticOutput;
import io.jenkins.plugins.cinderbackup.restic.ResticResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A part of the restore on trial whose end is an answer: what restic finds missing or damaged in the repository is the backup's fault, all else is none.
 *
 * @param check its name in what the step returns
 * @param passed what is said of one that was passed
 * @param goal what restic does
 */
record DrillGoal(VerifyPlan plan, String check, String passed, ResticGoal goal) implements ResticGoal {
    private static final int LAST_WORDS = 5;

    @Override
    public Kind kind() {
        return goal.kind();
    }

    @Override
    public ResticCommand command(RunContext run) {
        return goal.command(run);
    }

    @Override
    public List<ContainerJob.Mount> mounts(RunContext run) {
        return goal.mounts(run);
    }

    @Override
    public boolean reads() {
        return goal.reads();
    }

    @Override
    public void succeeded(RunContext run, ResticResult result) {
        goal.succeeded(run, result);
        // What this restic cannot tell was not checked
        if (plan.wanted(run.journal()).contains(check)) {
            Answers.add(run, check, true, passed);
        }
    }

    @Override
    public Optional<PermanentException> explain(RunContext run, ResticResult result) {
        return result.tellsOfDamage() ? Optional.of(damaged(run, result)) : goal.explain(run, result);
    }

    private PermanentException damaged(RunContext run, ResticResult result) {
        List<String> said = said(result.output());
        said.forEach(line -> run.tell(new RunEvent.Note("restic says: " + line)));
        return BackupVerdict.notGood(
                run,
                plan,
                check,
                "restic could not restore all of it. restic says: "
                        + String.join("; ", said.subList(Math.max(0, said.size() - LAST_WORDS), said.size())),
                "keep the repository as it is, and see with `restic check --read-data` what else is damaged",
                "see whether another backup can be restored: `backup` or `before`");
    }

    /** From 0.17 on the files are no lines of text. */
    private static List<String> said(ResticOutput output) {
        Stream<String> files = output.lastLines().isEmpty()
                ? output.unreadable().stream().map(DrillGoal::shown)
                : output.lastLines().stream();
        return Stream.concat(files, output.exitError().map(ResticMessage.ExitError::message).stream())
                .toList();
    }

    private static String shown(ResticMessage.Unreadable file) {
        return file.item() + ": " + file.reason();
    }

    @Override
    public PermanentException unmountable(RunContext run, JobState.Unmountable state) {
        return goal.unmountable(run, state);
    }
}
