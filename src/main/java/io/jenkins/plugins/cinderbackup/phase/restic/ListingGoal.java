package io.jenkins.plugins.cinderbackup.phase.restic;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import io.jenkins.plugins.cinderbackup.restic.ResticResult;
import io.jenkins.plugins.cinderbackup.restic.ResticVerdict;
import java.util.Optional;

/** What a repository has is listed: one that is not there is not made for that. */
public interface ListingGoal extends ResticGoal {
    /** The one that is listed. */
    RepositorySettings repository();

    @Override
    default Kind kind() {
        return Kind.LIST;
    }

    @Override
    default boolean reads() {
        return true;
    }

    @Override
    default Optional<PermanentException> explain(RunContext run, ResticResult result) {
        return result.verdict() == ResticVerdict.NO_REPOSITORY
                ? Optional.of(ResticFailures.noRepository(repository().url(), result))
                : Optional.empty();
    }

    /** A list that is not whole: nobody knows what the repository has. */
    default PermanentException notListed(ResticResult result) {
        String url = repository().url();
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
}
