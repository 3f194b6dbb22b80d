package io.jenkins.plugins.cinderbackup.operation.restore;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.phase.restic.ResticGoal;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import io.jenkins.plugins.cinderbackup.restic.ResticResult;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the backup has each path that is to be restored: a restore of several ends well also where it has but one of them.
 */
record PathsGoal(RestorePlan plan) implements ResticGoal {
    @Override
    public Kind kind() {
        return Kind.LS;
    }

    @Override
    public ResticCommand command(RunContext run) {
        return ResticCommand.paths(RestorePoint.of(run).resticId(), plan.scope());
    }

    @Override
    public boolean reads() {
        return true;
    }

    @Override
    public void succeeded(RunContext run, ResticResult result) {
        Optional<Set<String>> listed = result.output().paths();
        if (listed.isEmpty()) {
            run.caution("Whether the backup has all of `include` is not known: there is too much in these folders.");
            return;
        }
        List<String> missing = plan.scope().missing(listed.get());
        if (!missing.isEmpty()) {
            throw PermanentException.of(
                    "The backup does not have " + String.join(", ", missing) + " of `include`.",
                    "correct `include`: paths begin at the volume's root",
                    "see what the backup has with `restic ls`, or choose another backup");
        }
    }
}
