package io.jenkins.plugins.cinderbackup.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.engine.FinishedRuns;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.RepositoryListing;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupFacts;
import io.jenkins.plugins.cinderbackup.restic.ListedSnapshot;
import io.jenkins.plugins.cinderbackup.restic.SnapshotFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the catalog remembers of verifications. */
class CatalogProofsTest {
    private static final String REPOSITORY = "s3:https://one/b";
    private static final String SOURCE = "apps/shop/db";
    private static final SnapshotFilter ANY = new SnapshotFilter(null, List.of());
    private static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");

    @TempDir
    private Path temp;

    private final Set<String> unsettled = new HashSet<>();

    private FileCatalog catalog() {
        return new FileCatalog(temp.resolve("catalog"), (repository, source, host, paths) -> Set.copyOf(unsettled));
    }

    private static RunId run(int number) {
        return new RunId("%016x".formatted(number));
    }

    private static RunJournal sound(int number) {
        return FinishedRuns.of(run(number), REPOSITORY, List.of("/"), 500);
    }

    private void remember(RunJournal journal) {
        catalog().begin(journal);
        catalog().end(journal);
    }

    private SourceCatalog read() {
        return catalog().of(SOURCE, REPOSITORY).orElseThrow();
    }

    private static ListedSnapshot listed(String id, String original, Instant time, List<String> tags) {
        return new ListedSnapshot(
                id,
                original == null ? "" : original,
                "7".repeat(64),
                time,
                "shop-db",
                List.of("/data"),
                tags,
                null,
                null,
                null);
    }

    private void listed(SnapshotFilter filter, ListedSnapshot... snapshots) {
        RepositorySettings repository =
                BackupFacts.plan(sound(1)).usedRepository().orElseThrow();
        catalog().listed(new RepositoryListing(repository, filter, List.of(snapshots)));
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(temp.resolve("catalog"))) {
            return files.filter(file -> file.toString().endsWith(".json")).toList();
        }
    }

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

        catalog().listed(new RepositoryListing(repository, ANY, List.of()));
        remember(FinishedRuns.of(run(2), repository.key(), List.of("/"), 500));

        assertThat(catalog().of(SOURCE, repository.key()).orElseThrow().proofs())
                .hasSize(1);
    }

    @Test
    void aFileOfAnEarlierVersionHasNoProofs() throws Exception {
        remember(sound(1));
        Path file = files().get(0);
        Files.writeString(file, Files.readString(file).replace(",\"proofs\":[]", ""));

        assertThat(read().proofs()).isEmpty();
        assertThat(catalog().summaries())
                .singleElement()
                .satisfies(summary -> assertThat(summary.lastProof()).isNull());
        assertThat(read().backups()).hasSize(1);
    }
}
