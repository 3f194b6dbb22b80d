package io.jenkins.plugins.cinderbackup.operation.restore;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.phase.restic.ResticGoal;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import io.jenkins.plugins.cinderbackup.restic.ResticOutput;
import io.jenkins.plugins.cinderbackup.restic.ResticResult;
import java.util.List;
import java.util.Set;

/**
 * Whether each pattern that is to be restored matches something in the backup: a restore of several ends well also where one of them matches nothing, and one of a single
 * pattern says so only when the volume was made, or its workload stopped.
 */
record PatternsGoal(RestorePlan plan) implements ResticGoal {
    /** Whether there are patterns. */
    static boolean isWanted(RestorePlan plan) {
        return !plan.scope().patterns().isEmpty();
    }

    @Override
    public Kind kind() {
        return Kind.SEARCH;
    }

    @Override
    public ResticCommand command(RunContext run) {
        return ResticCommand.search(RestorePoint.of(run).resticId(), plan.scope());
    }

    @Override
    public boolean reads() {
        return true;
    }

    @Override
    public void succeeded(RunContext run, ResticResult result) {
        ResticOutput output = result.output();
        // Where it has found nothing, its list is empty and could be one of anything
        boolean nothing = output.snapshots().filter(List::isEmpty).isPresent();
        if (output.paths().isEmpty() && !nothing) {
            run.caution(
                    "Whether each pattern of `include` matches something in the backup is not known: too much does.");
            return;
        }
        List<String> unmatched = plan.scope().unmatched(output.paths().orElse(Set.of()));
        if (!unmatched.isEmpty()) {
            throw PermanentException.of(
                    "Nothing in the backup matches " + String.join(", ", unmatched) + " of `include`.",
                    "correct `include`: patterns are relative to the volume's root",
                    "see what the backup has with `restic ls`, or choose another backup");
        }
    }
}
