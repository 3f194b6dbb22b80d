package io.jenkins.plugins.cinderbackup.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.engine.FinishedRuns;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.RepositoryListing;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the catalog remembers of verifications. */
class CatalogProofsTest extends CatalogFixture {
    @Test
    void aCheckOfTheRepositoryIsRememberedWithItsSourceAndVerifiesNoBackup() {
        RunJournal check = FinishedRuns.check("1/3");
        String repository = check.plan().usedRepository().orElseThrow().key();
        remember(FinishedRuns.of(run(1), repository, List.of("/"), 500));

        remember(check);
        remember(check);

        assertThat(catalog().of(SOURCE, repository).orElseThrow().proofs())
                .singleElement()
                .satisfies(proof -> {
                    assertThat(proof.good()).isTrue();
                    assertThat(proof.passed()).containsExactly("check");
                    assertThat(proof.backup()).isNull();
                    assertThat(proof.at()).isAfterOrEqualTo(check.startedAt());
                    assertThat(proof.job()).isEqualTo(check.origin().job());
                });
        assertThat(catalog().summaries()).singleElement().satisfies(summary -> {
            assertThat(summary.lastProof().run()).isEqualTo(check.run().value());
            assertThat(summary.lastVerification()).as("nothing was restored").isNull();
            assertThat(summary.jobs()).as("those that back it up").containsExactly("shop/nightly");
        });
    }

    @Test
    void aCheckThatCouldNotBeMadeSaysNothingOfTheBackup() {
        RunJournal check = FinishedRuns.brokenCheck("1/3");
        String repository = check.plan().usedRepository().orElseThrow().key();
        remember(FinishedRuns.of(run(1), repository, List.of("/"), 500));

        remember(check);

        assertThat(catalog().of(SOURCE, repository).orElseThrow().proofs())
                .singleElement()
                .satisfies(proof -> assertThat(proof.good()).isNull());
    }

    @Test
    void aCheckOfASourceThatNobodyKnowsMakesNone() {
        remember(FinishedRuns.check("1/3"));

        assertThat(catalog().sources()).isEmpty();
    }

    @Test
    void aListAndLaterRunsLeaveTheProofs() {
        RunJournal check = FinishedRuns.check("1/3");
        RepositorySettings repository = check.plan().usedRepository().orElseThrow();
        remember(FinishedRuns.of(run(1), repository.key(), List.of("/"), 500));
        remember(check);

        catalog().listed(new RepositoryListing(repository, ANY, LATER, List.of()));
        remember(FinishedRuns.of(run(2), repository.key(), List.of("/"), 500));

        assertThat(catalog().of(SOURCE, repository.key()).orElseThrow().proofs())
                .hasSize(1);
    }
}
