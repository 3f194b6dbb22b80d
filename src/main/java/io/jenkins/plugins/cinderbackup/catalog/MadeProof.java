package io.jenkins.plugins.cinderbackup.catalog;

import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.engine.RunReport;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.operation.restore.RestorePoint;
import io.jenkins.plugins.cinderbackup.operation.verify.VerifyOperation;
import io.jenkins.plugins.cinderbackup.operation.verify.VerifyOutcome;
import io.jenkins.plugins.cinderbackup.operation.verify.VerifyPlan;
import java.time.Duration;
import java.util.Optional;

/**
 * What a verification has to say to the catalog.
 *
 * @param journal of a verification
 */
record MadeProof(RunJournal journal) {
    /** The source that it is about; empty if it is about the repository alone, whichever sources have backups in it. */
    Optional<String> source() {
        return Optional.ofNullable(VerifyOperation.plan(journal).source());
    }

    /** Whether the source is a PVC that was found in the cluster. */
    boolean sampled() {
        VerifyPlan.Drill drill = VerifyOperation.plan(journal).drill();
        return drill != null && drill.sampled();
    }

    RepositorySettings repository() {
        return VerifyOperation.plan(journal).repository();
    }

    Proof proof() {
        VerifyOutcome outcome = VerifyOutcome.of(journal);
        Optional<RestorePoint> backup = Optional.ofNullable(outcome.backup());
        return new Proof(
                journal.run().value(),
                journal.report().map(RunReport::endedAt).orElse(journal.startedAt()),
                outcome.good(),
                backup.map(RestorePoint::id).orElse(null),
                backup.map(RestorePoint::time).orElse(null),
                backup.map(RestorePoint::paths).orElse(null),
                outcome.passed(),
                Optional.ofNullable(outcome.restoreTime())
                        .map(Duration::toSeconds)
                        .orElse(null),
                outcome.bytes(),
                journal.origin().job(),
                journal.origin().build());
    }
}
