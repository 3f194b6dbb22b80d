package io.jenkins.plugins.cinderbackup.operation.verify;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.ContainerJob;
import io.jenkins.plugins.cinderbackup.model.JobState;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Sizes;
import io.jenkins.plugins.cinderbackup.operation.restore.TrialRestore;
import io.jenkins.plugins.cinderbackup.phase.restic.ResticGoal;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import io.jenkins.plugins.cinderbackup.restic.ResticResult;
import io.jenkins.plugins.cinderbackup.restic.RestoreSummary;
import java.util.List;
import java.util.Optional;

/**
 * Reads all that was restored once more, in a pod that mounts the volume anew, so from the storage and not from the memory of the node that wrote it, and compares it bit by bit with what
 * the repository knows of the backup. Nothing is written, and no data are fetched.
 */
record ContentGoal(TrialRestore trial) implements ResticGoal {
    @Override
    public Kind kind() {
        return Kind.COMPARE_CONTENT;
    }

    @Override
    public ResticCommand command(RunContext run) {
        return trial.comparison(run);
    }

    @Override
    public List<ContainerJob.Mount> mounts(RunContext run) {
        return List.of(trial.readOnly(run));
    }

    @Override
    public boolean reads() {
        return true;
    }

    @Override
    public Optional<String> ifTooOld() {
        return Optional.of("This restic cannot compare a volume with a backup bit by bit: that needs 0.17 or later");
    }

    @Override
    public void succeeded(RunContext run, ResticResult result) {
        RestoreSummary found = result.output()
                .restored()
                .orElseThrow(() -> PermanentException.of(
                        "restic ended well but says nothing of what it has compared, so nobody can tell.",
                        "run the same command by hand with the same repository to see more"));
        if (found.written() > 0 || found.deleted() > 0) {
            // restic has read the same data from the repository, and from the node that wrote them, and found them
            // right
            throw PermanentException.of(
                    "The restored volume does not have any more what restic wrote to it: "
                            + Sizes.binary(found.written()) + " differ or are missing, and " + found.deleted()
                            + " files or folders are there that nobody wrote.",
                    "have the storage of the cluster looked at: what is written to a volume there does not stay as it was",
                    "see which files differ: restore the backup, and run `restic restore --dry-run --delete -vv` over it");
        }
        Answers.add(
                run,
                VerifyOperation.CONTENT,
                true,
                "every byte of " + Sizes.binary(found.bytes())
                        + " was read from the volume once more, and was as in the backup");
    }

    @Override
    public PermanentException unmountable(RunContext run, JobState.Unmountable state) {
        return trial.restoring().unmountable(run, state);
    }
}
