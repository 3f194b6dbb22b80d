package io.jenkins.plugins.cinderbackup.operation.verify;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.ContainerJob;
import io.jenkins.plugins.cinderbackup.model.JobState;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Sizes;
import io.jenkins.plugins.cinderbackup.operation.restore.TrialRestore;
import io.jenkins.plugins.cinderbackup.phase.restic.ResticGoal;
import io.jenkins.plugins.cinderbackup.restic.BackupSource;
import io.jenkins.plugins.cinderbackup.restic.DryRunSummary;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import io.jenkins.plugins.cinderbackup.restic.ResticMessage;
import io.jenkins.plugins.cinderbackup.restic.ResticOutput;
import io.jenkins.plugins.cinderbackup.restic.ResticResult;
import io.jenkins.plugins.cinderbackup.restic.ResticVerdict;
import io.jenkins.plugins.cinderbackup.restic.RestoreSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * restic reads the copy of the Cinder snapshot as it has read that of the backup, all of it, and says what of it the repository does not have. Contents count, and
 * how many files and bytes there are; owners, modes and times do not, for the number of the device is among them.
 */
record SnapshotGoal(VerifyPlan plan, CopyClaim copy) implements ResticGoal {
    /** A line for each file must fit in a pod's log, with room for the end. */
    private static final long MOST_NAMED = 10_000;

    private static final int SHOWN = 5;

    @Override
    public Kind kind() {
        return Kind.COMPARE;
    }

    @Override
    public ResticCommand command(RunContext run) {
        ComparedSnapshot snapshot = ComparedSnapshot.of(run);
        return ResticCommand.compare(snapshot.paths(), snapshot.excludes(), isNamed(run, snapshot));
    }

    private static boolean isNamed(RunContext run, ComparedSnapshot snapshot) {
        return Optional.ofNullable(snapshot.files())
                .or(() -> TrialRestore.size(run.journal()).map(RestoreSize::files))
                .filter(files -> files <= MOST_NAMED)
                .isPresent();
    }

    @Override
    public List<ContainerJob.Mount> mounts(RunContext run) {
        return List.of(new ContainerJob.Mount(copy.name(run), BackupSource.MOUNT, true));
    }

    @Override
    public boolean reads() {
        return true;
    }

    @Override
    public void succeeded(RunContext run, ResticResult result) {
        ResticOutput output = result.output();
        DryRunSummary read = output.compared()
                .orElseThrow(() -> PermanentException.of(
                        "restic ended well but says nothing of what it has read of the Cinder snapshot, so nobody can tell.",
                        "run the same command by hand with the same repository to see more"));
        refuseCopy(run, read);
        List<String> differences = differences(run, output, read);
        if (!differences.isEmpty()) {
            throw notEqual(run, String.join("; ", differences) + ".");
        }
        if (result.verdict() == ResticVerdict.INCOMPLETE) {
            throw unreadable(output);
        }
        String equal = read.files() + " files with " + Sizes.binary(read.bytes()) + " were read from "
                + ComparedSnapshot.of(run).describe() + ", and all of it is in the repository";
        Answers.add(run, VerifyOperation.SNAPSHOT_COMPARED, true, equal);
        run.note(equal);
    }

    /** A copy keeps the pieces into which another repository has cut its files; this one would cut them elsewhere, and so find none of them. */
    private static void refuseCopy(RunContext run, DryRunSummary read) {
        if (ComparedSnapshot.of(run).again() && read.newBlobs() > 0) {
            throw PermanentException.of(
                    "Whether the backup is what its Cinder snapshot is cannot be told: it was copied from another repository, or its tags were changed, and "
                            + read.newBlobs() + " data blobs are not as this repository would have them.",
                    "compare the backup in the repository in which it was made",
                    "make copies to a repository with the same chunker: `restic init --from-repo … --copy-chunker-params`");
        }
    }

    /** In which ways the backup is not what the Cinder snapshot is. */
    private static List<String> differences(RunContext run, ResticOutput output, DryRunSummary read) {
        ComparedSnapshot snapshot = ComparedSnapshot.of(run);
        List<String> differences = new ArrayList<>();
        if (!output.missingPaths().isEmpty()) {
            differences.add(
                    "the backup has " + String.join(", ", output.missingPaths()) + ", and the snapshot has not");
        }
        if (read.newBlobs() > 0) {
            differences.add(read.newBlobs() + " data blobs of the snapshot are not in the repository" + named(output));
        }
        if (snapshot.files() != null && snapshot.bytes() != null) {
            if (snapshot.files() != read.files() || snapshot.bytes() != read.bytes()) {
                differences.add("the backup has " + snapshot.files() + " files with " + snapshot.bytes()
                        + " bytes, and the snapshot has " + read.files() + " with " + read.bytes());
            }
        } else {
            // What is linked twice is counted once in a restore, so that only this way round it must not differ
            TrialRestore.size(run.journal())
                    .map(RestoreSize::bytes)
                    .filter(restored -> restored > read.bytes())
                    .ifPresent(restored -> differences.add(
                            "the backup has " + restored + " bytes, and the snapshot has only " + read.bytes()));
        }
        return differences;
    }

    private static String named(ResticOutput output) {
        List<String> items = output.newItems();
        return items.isEmpty()
                ? ""
                : ": they are of " + items.stream().limit(SHOWN).collect(Collectors.joining(", "))
                        + (items.size() > SHOWN ? ", …" : "");
    }

    private PermanentException notEqual(RunContext run, String why) {
        return BackupVerdict.notGood(
                run,
                plan,
                VerifyOperation.SNAPSHOT_COMPARED,
                "it differs from " + ComparedSnapshot.of(run).describe() + ", which was kept of it: " + why,
                "restore what you need from that snapshot: `from: 'snapshot'`; keep it until you know more",
                "a backup does not read a file again whose size and times have stayed; under another `host` all is read again");
    }

    private static PermanentException unreadable(ResticOutput output) {
        return PermanentException.of(
                output.unreadableCount()
                        + " files of the Cinder snapshot could not be read, so they were not compared: "
                        + output.unreadable().stream()
                                .limit(SHOWN)
                                .map(ResticMessage.Unreadable::item)
                                .collect(Collectors.joining(", ")),
                "see what is wrong with them on the volume itself",
                "with `job.runAsUser` restic reads only what that user may");
    }

    @Override
    public Optional<PermanentException> explain(RunContext run, ResticResult result) {
        return result.verdict() == ResticVerdict.ALL_PATHS_MISSING
                ? Optional.of(notEqual(run, "none of the paths of the backup is on the snapshot."))
                : Optional.empty();
    }

    @Override
    public PermanentException unmountable(RunContext run, JobState.Unmountable state) {
        return PermanentException.of(
                "The node cannot mount the copy of " + ComparedSnapshot.of(run).describe() + ". Kubernetes says: "
                        + state.reason(),
                "see what is on it where the volume is attached: `blkid -p DEVICE`, or `lsblk -f`",
                "choose nodes that have a driver for its file system by `job.nodeSelector`");
    }
}
