package io.jenkins.plugins.cinderbackup.operation.backup;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.ContainerJob;
import io.jenkins.plugins.cinderbackup.model.JobState;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Sizes;
import io.jenkins.plugins.cinderbackup.model.SourceClaim;
import io.jenkins.plugins.cinderbackup.phase.cluster.MountFailures;
import io.jenkins.plugins.cinderbackup.phase.cluster.TemporaryClaim;
import io.jenkins.plugins.cinderbackup.phase.restic.ResticGoal;
import io.jenkins.plugins.cinderbackup.restic.BackupSource;
import io.jenkins.plugins.cinderbackup.restic.BackupSummary;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import io.jenkins.plugins.cinderbackup.restic.ResticMessage;
import io.jenkins.plugins.cinderbackup.restic.ResticOutput;
import io.jenkins.plugins.cinderbackup.restic.ResticResult;
import io.jenkins.plugins.cinderbackup.restic.ResticVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The restic backup of the temporary PVC. */
record BackupGoal(BackupPlan plan) implements ResticGoal {
    @Override
    public Kind kind() {
        return Kind.BACKUP;
    }

    @Override
    public ResticCommand command(RunContext run) {
        return ResticCommand.backup(
                BackupFacts.takenAt(run.journal()),
                new BackupSource(plan.host(), BackupTags.of(run.journal()), plan.paths(), plan.exclude()));
    }

    @Override
    public List<ContainerJob.Mount> mounts(RunContext run) {
        return List.of(mount(plan.names().kubernetes(run.journal().run(), "")));
    }

    /** Where restic sees the PVC. */
    static ContainerJob.Mount mount(String claim) {
        return new ContainerJob.Mount(claim, BackupSource.MOUNT, true);
    }

    @Override
    public boolean exclusive() {
        return false;
    }

    @Override
    public boolean makesRepository() {
        return true;
    }

    @Override
    public void succeeded(RunContext run, ResticResult result) {
        ResticOutput output = result.output();
        output.summary()
                .filter(made ->
                        made.totalFilesProcessed() == 0 && !made.snapshotId().isEmpty())
                .ifPresent(made -> run.found(BackupFacts.EMPTY_SNAPSHOT, made.snapshotId()));
        BackupSummary summary = refuseEmpty(output);
        gaps(result).forEach(run::warn);
        // Written down with the end of restic
        run.journal().facts().put(BackupFacts.SUMMARY, summary);
        run.note("restic snapshot " + summary.snapshotId() + ": " + summary.totalFilesProcessed() + " files, "
                + Sizes.binary(summary.totalBytesProcessed()) + ", " + Sizes.binary(summary.dataAdded()) + " added");
        ShrinkGuard.look(run, plan, summary);
    }

    /** An empty backup is never a success. */
    private BackupSummary refuseEmpty(ResticOutput output) {
        BackupSummary summary = output.summary()
                .filter(s -> !s.snapshotId().isEmpty())
                .orElseThrow(() -> PermanentException.of(
                        "restic ended well but says nothing of a snapshot, so there may be none.",
                        "look into the repository with `restic snapshots`"));
        if (summary.totalFilesProcessed() == 0) {
            throw PermanentException.of(
                    "The backup is empty: restic found 0 files in " + plan.paths() + " (restic snapshot "
                            + summary.snapshotId() + ").",
                    "check that " + plan.describeSubject() + " is the right one and has files",
                    "check `paths` and `exclude`");
        }
        return summary;
    }

    /** What is missing in a backup that was made, as warnings. */
    private static List<String> gaps(ResticResult result) {
        ResticOutput output = result.output();
        List<String> gaps = new ArrayList<>();
        if (!output.missingPaths().isEmpty()) {
            gaps.add("Paths that do not exist on the volume: " + String.join(", ", output.missingPaths()));
        }
        if (output.unreadableCount() > 0) {
            gaps.add(output.unreadableCount() + " files could not be read and are not in the backup: "
                    + output.unreadable().stream()
                            .map(ResticMessage.Unreadable::item)
                            .collect(Collectors.joining(", "))
                    + (output.unreadableCount() > output.unreadable().size() ? ", …" : ""));
        }
        if (gaps.isEmpty() && result.verdict() == ResticVerdict.INCOMPLETE) {
            gaps.add("restic says that the backup is incomplete, but not what is missing. " + result.keyLine());
        }
        return gaps;
    }

    @Override
    public Optional<PermanentException> explain(RunContext run, ResticResult result) {
        return result.verdict() != ResticVerdict.ALL_PATHS_MISSING
                ? Optional.empty()
                : Optional.of(PermanentException.of(
                        "None of the paths " + plan.paths() + " exists on the volume."
                                + (result.keyLine().isEmpty() ? "" : " restic says: " + result.keyLine()),
                        "check `paths`; they are relative to the volume's root"));
    }

    @Override
    public PermanentException unmountable(RunContext run, JobState.Unmountable state) {
        String fsType = run.fact(TemporaryClaim.SOURCE).map(SourceClaim::fsType).orElse(plan.fsType());
        return MountFailures.of(plan.describeSubject(), fsType, state);
    }
}
