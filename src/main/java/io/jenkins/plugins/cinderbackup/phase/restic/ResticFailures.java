package io.jenkins.plugins.cinderbackup.phase.restic;

import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import io.jenkins.plugins.cinderbackup.restic.ResticResult;
import java.util.Optional;

/** What a user reads of how restic ended. */
public final class ResticFailures {
    private ResticFailures() {}

    /** There is no repository, for a run that would make none. */
    public static PermanentException noRepository(String url, ResticResult result) {
        return PermanentException.of(
                "There is no restic repository at " + url + ". restic says: " + result.keyLine(),
                "check `repository.url`",
                "if there was one, see what became of the storage");
    }

    /** A list that is not whole: nobody knows what the repository has. */
    public static PermanentException notListed(String url, ResticResult result) {
        Optional<String> passedOver = result.output().passedOver();
        if (passedOver.isPresent()) {
            return PermanentException.of(
                    "restic does not list all that the repository " + url + " has. restic says: " + passedOver.get(),
                    "try again: a snapshot that was removed just then is not missed any more, and a storage that failed may answer",
                    "if it stays so, the snapshot may be damaged: see what `restic check` says",
                    "what restic does list can be restored by its id");
        }
        return PermanentException.of(
                "What restic lists of the repository " + url + " cannot be read, or not all of it.",
                "a list of more than 8 MB is too long for a pod's log, which is at some 7,000 backups: list them source by source, or by `tags` or `host`",
                "run `restic snapshots --json` by hand with the same repository to see more");
    }

    /** The failure that ends the task. */
    static PermanentException of(ResticSetup setup, Kind kind, ResticResult result) {
        String url = setup.repository().url();
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
                                + setup.job().namespace(),
                        "set `repository.caCertificate` if the storage's certificate is signed by a private CA");
            case OUT_OF_SPACE ->
                PermanentException.of(
                        "There is no space left for the repository " + url + "." + said,
                        "free or add space; a `retention` with `prune` frees what is not needed any more");
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
}
