package io.jenkins.plugins.cinderbackup.operation.check;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.phase.restic.ResticGoal;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import io.jenkins.plugins.cinderbackup.restic.ResticResult;
import io.jenkins.plugins.cinderbackup.restic.ResticVerdict;
import java.util.Optional;

/** Whether the repository's structure is whole, and as much of its data as is read. Alone in the repository, as restic's own lock wants it. */
record CheckGoal(CheckPlan plan) implements ResticGoal {
    /** Whether the repository is whole; unknown where nobody could tell. */
    static final Fact<Boolean> WHOLE = new Fact<>("whole", Boolean.class);

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
        // Written down with the end of restic
        run.journal().facts().put(WHOLE, true);
        run.note("The repository is whole" + (plan.readDataSubset() == null ? "; no data was read" : ""));
    }

    @Override
    public Optional<PermanentException> explain(ResticResult result) {
        return result.verdict() != ResticVerdict.DAMAGED
                ? Optional.empty()
                : Optional.of(
                        PermanentException.of(
                                "The repository " + plan.repository().url() + " is damaged. restic says: "
                                        + result.keyLine(),
                                "keep it as it is, and look at all that restic says: `restic check --read-data`",
                                "restic's documentation, \"Troubleshooting\", says which backups can still be restored and how the others are told apart"));
    }
}
