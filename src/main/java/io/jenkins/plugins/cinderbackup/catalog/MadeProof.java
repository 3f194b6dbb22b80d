package io.jenkins.plugins.cinderbackup.catalog;

import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.operation.check.CheckOperation;
import io.jenkins.plugins.cinderbackup.operation.check.CheckVerdict;
import java.util.List;
import java.util.Optional;

/**
 * What a verification has to say to the catalog.
 *
 * @param journal of a verification
 */
record MadeProof(RunJournal journal) {
    /** The source that it is about; empty if it is about the repository alone, whichever sources have backups in it. */
    Optional<String> source() {
        return Optional.ofNullable(CheckOperation.plan(journal).source());
    }

    RepositorySettings repository() {
        return CheckOperation.plan(journal).repository();
    }

    Proof proof() {
        Optional<Boolean> good = CheckOperation.verdict(journal).map(CheckVerdict::good);
        return new Proof(
                journal.run().value(),
                journal.report()
                        .map(report -> report.startedAt().plus(report.duration()))
                        .orElse(journal.startedAt()),
                good.orElse(null),
                null,
                null,
                good.orElse(false) ? List.of(CheckOperation.CHECKED) : List.of(),
                null,
                null,
                journal.origin().job(),
                journal.origin().build());
    }
}
