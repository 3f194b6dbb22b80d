package io.jenkins.plugins.cinderbackup.engine.phase;

import io.jenkins.plugins.cinderbackup.engine.BackupPlan;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.restic.BackupSummary;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import io.jenkins.plugins.cinderbackup.restic.ResticMessage;
import io.jenkins.plugins.cinderbackup.restic.ResticOutput;
import io.jenkins.plugins.cinderbackup.restic.ResticResult;
import io.jenkins.plugins.cinderbackup.restic.ResticVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a user reads of how restic ended. */
final class ResticFailures {
    private ResticFailures() {}

    /** The failure that ends the task. */
    static PermanentException of(BackupPlan plan, Kind kind, ResticResult result) {
        String url = plan.repository().url();
        String said = result.keyLine().isEmpty() ? "" : " restic says: " + result.keyLine();
        return switch (result.verdict()) {
            case NO_REPOSITORY ->
                PermanentException.of(
                        "There is no restic repository at " + url + "." + said,
                        "check `repository.url`",
                        "set `repository.create` to true to have it initialised");
            case WRONG_PASSWORD ->
                PermanentException.of(
                        "The repository " + url + " does not open with this password." + said,
                        "check the credential `repository.passwordCredentialsId`",
                        "check that `repository.url` names the repository that you mean");
            case CONFIG_DAMAGED ->
                PermanentException.of(
                        "The repository " + url + " cannot be opened: its config and its keys do not belong together."
                                + said,
                        "if it is new, two controllers have initialised it at the same moment and it holds nothing yet: remove it, and let one build make it",
                        "else bring config and keys back from a copy of the repository, before anything else is done with it");
            case ACCESS_DENIED ->
                PermanentException.of(
                        "The storage of " + url + " refuses the keys or the operation." + said,
                        "check the credential `repository.credentialsId` and what it may do: list, read, write and delete");
            case UNREACHABLE ->
                PermanentException.of(
                        "The repository " + url + " cannot be reached from the cluster." + said,
                        "check the network and the name resolution from a pod of namespace "
                                + plan.job().namespace(),
                        "set `repository.caCertificate` if the storage's certificate is signed by a private CA");
            case OUT_OF_SPACE ->
                PermanentException.of(
                        "There is no space left for the repository " + url + "." + said,
                        "free or add space; a `retention` with `prune` frees what is not needed any more");
            case ALL_PATHS_MISSING ->
                PermanentException.of(
                        "None of the paths " + plan.paths() + " exists on the volume." + said,
                        "check `paths`; they are relative to the volume's root");
            case INTERRUPTED, KILLED ->
                PermanentException.of(
                        "restic " + kind.word() + " was ended from outside (exit code " + result.exitCode() + ")."
                                + said,
                        "see whether the pod was deleted, evicted, or past `job.timeout`");
            default ->
                PermanentException.of(
                        "restic " + kind.word() + " failed with exit code " + result.exitCode() + "." + said,
                        "run the same command by hand with the same repository to see more");
        };
    }

    /** An empty backup is never a success. */
    static void refuseEmpty(BackupPlan plan, ResticOutput output) {
        BackupSummary summary = output.summary()
                .filter(s -> !s.snapshotId().isEmpty())
                .orElseThrow(() -> PermanentException.of(
                        "restic ended well but says nothing of a snapshot, so there may be none.",
                        "look into the repository with `restic snapshots`"));
        if (summary.totalFilesProcessed() == 0) {
            throw PermanentException.of(
                    "The backup is empty: restic found 0 files in " + plan.paths() + " (restic snapshot "
                            + summary.snapshotId() + ").",
                    "check that " + plan.describeSource() + " is the right one and has files",
                    "check `paths` and `exclude`");
        }
    }

    /** What is missing in a backup that was made, as warnings. */
    static List<String> gaps(ResticResult result) {
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
}
