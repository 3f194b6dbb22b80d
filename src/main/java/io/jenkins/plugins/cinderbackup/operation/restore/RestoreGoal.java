package io.jenkins.plugins.cinderbackup.operation.restore;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.ContainerJob;
import io.jenkins.plugins.cinderbackup.model.JobState;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Sizes;
import io.jenkins.plugins.cinderbackup.phase.restic.ResticGoal;
import io.jenkins.plugins.cinderbackup.restic.BackupSource;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import io.jenkins.plugins.cinderbackup.restic.ResticMessage;
import io.jenkins.plugins.cinderbackup.restic.ResticOutput;
import io.jenkins.plugins.cinderbackup.restic.ResticResult;
import io.jenkins.plugins.cinderbackup.restic.ResticVerdict;
import io.jenkins.plugins.cinderbackup.restic.RestoreSummary;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** restic writes the files of the backup to the volume, and reads them again. */
record RestoreGoal(RestorePlan plan) implements ResticGoal {
    /** What was restored, once restic says so. */
    static final Fact<Restored> RESTORED = new Fact<>("restored", Restored.class);

    /** Known where restic has failed before it wrote anything. */
    static final Fact<Boolean> UNTOUCHED = new Fact<>("untouched", Boolean.class);

    private static final int SHOWN = 5;
    private static final String FULL = "no space left on device";

    /**
     * What a restore came to.
     *
     * @param files files, folders and all else; null where restic does not say, before 0.16
     * @param bytes what is in them, or null
     * @param deleted what was removed since the backup does not have it
     */
    record Restored(@CheckForNull Long files, @CheckForNull Long bytes, long deleted) {}

    @Override
    public Kind kind() {
        return Kind.RESTORE;
    }

    @Override
    public ResticCommand command(RunContext run) {
        return ResticCommand.restore(RestorePoint.of(run).resticId(), plan.scope(), plan.inPlace());
    }

    @Override
    public List<ContainerJob.Mount> mounts(RunContext run) {
        return List.of(mount(new WorkClaim(plan).name(run)));
    }

    /** Where restic sees the volume. */
    static ContainerJob.Mount mount(String claim) {
        return new ContainerJob.Mount(claim, BackupSource.MOUNT, false);
    }

    @Override
    public boolean reads() {
        return true;
    }

    @Override
    public void succeeded(RunContext run, ResticResult result) {
        ResticOutput output = result.output();
        Restored restored = output.restored()
                .map(RestoreGoal::restored)
                .or(() ->
                        output.verifiedFiles().map(files -> new Restored(files == 0 ? Long.valueOf(0) : null, null, 0)))
                .orElseThrow(() -> PermanentException.of(
                        "restic ended well but says nothing of what it has restored, so nobody can tell.",
                        "run the same command by hand with the same repository to see more"));
        if (Long.valueOf(0).equals(restored.files())) {
            throw PermanentException.of(
                    "restic has restored nothing"
                            + (plan.scope().isWhole()
                                    ? "."
                                    : ": nothing in the backup matches `include` "
                                            + plan.scope().include() + " and is left by `exclude` "
                                            + plan.scope().exclude() + "."),
                    "check `include` and `exclude`; they begin at the volume's root");
        }
        // Written down with the end of restic
        run.journal().facts().put(RESTORED, restored);
        if (restored.files() != null) {
            run.note(restored.files() + " files and folders, " + Sizes.binary(restored.bytes()) + " restored"
                    + (restored.deleted() == 0 ? "" : ", " + restored.deleted() + " removed"));
        }
    }

    private static Restored restored(RestoreSummary summary) {
        return new Restored(summary.files(), summary.bytes(), summary.deleted());
    }

    @Override
    public Optional<PermanentException> explain(RunContext run, ResticResult result) {
        ResticOutput output = result.output();
        if (result.hasNotBegun()) {
            // Written down with the failure
            run.journal().facts().put(UNTOUCHED, true);
        }
        if (result.verdict() == ResticVerdict.UNKNOWN_OPTION) {
            return Optional.of(PermanentException.of(
                    "This restic is too old to restore over files that are there, so it has not begun. restic says: "
                            + result.keyLine(),
                    "choose an image with restic 0.17 or later by `job.image`"));
        }
        if (result.verdict() == ResticVerdict.NO_SNAPSHOT) {
            return Optional.of(PermanentException.of(
                    "The backup was removed from the repository after it was found. restic says: " + result.keyLine(),
                    "choose another backup"));
        }
        if (output.unreadable().stream().anyMatch(file -> file.reason().contains(FULL))) {
            return Optional.of(PermanentException.of(
                    "The volume is too small for the backup: " + output.unreadableCount()
                            + " times there was no space left on it. restic says: " + result.keyLine(),
                    "choose a larger one by `to.size`"));
        }
        return output.unreadableCount() == 0
                ? Optional.empty()
                : Optional.of(
                        PermanentException.of(
                                output.unreadableCount() + " files or folders could not be restored: "
                                        + output.unreadable().stream()
                                                .limit(SHOWN)
                                                .map(RestoreGoal::shown)
                                                .collect(Collectors.joining(", "))
                                        + (output.unreadableCount() > SHOWN ? ", …" : "") + ". restic says: "
                                        + result.keyLine(),
                                "where data are missing or damaged, see with `restic check --read-data` which backups are whole, and restore another",
                                "where owners or attributes could not be set, see whether the cluster takes capabilities away from the Job"));
    }

    private static String shown(ResticMessage.Unreadable file) {
        return file.item() + (file.reason().isEmpty() ? "" : " (" + file.reason() + ")");
    }

    @Override
    public PermanentException unmountable(RunContext run, JobState.Unmountable state) {
        return PermanentException.of(
                "The node cannot mount the volume of " + plan.describeSubject() + " as "
                        + TargetVolume.of(run).fsType() + ". Kubernetes says: " + state.reason(),
                "see what is on it where the volume is attached: `blkid -p DEVICE`, or `lsblk -f`",
                "choose nodes that have a driver for this file system by `job.nodeSelector`");
    }
}
