package io.jenkins.plugins.cinderbackup.phase.restic;

import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import io.jenkins.plugins.cinderbackup.restic.ResticResult;

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
