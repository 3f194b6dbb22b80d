package io.jenkins.plugins.cinderbackup.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.engine.FinishedRuns;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import io.jenkins.plugins.cinderbackup.model.SourceStatus;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupFacts;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupTags;
import io.jenkins.plugins.cinderbackup.restic.ListedSnapshot;
import io.jenkins.plugins.cinderbackup.restic.SnapshotFilter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FileCatalogTest extends CatalogFixture {
    @Test
    void aBackupIsThereWithWhatItsRunKnowsAndWhatARestoreNeeds() {
        RunJournal journal = sound(1);
        remember(journal);

        assertThat(read().url()).isEqualTo(REPOSITORY);
        assertThat(read().lastAttempt())
                .isEqualTo(new Attempt(
                        run(1).value(),
                        journal.startedAt(),
                        "shop/nightly",
                        "7",
                        RunResult.SUCCESS,
                        journal.report().orElseThrow().duration()));
        assertThat(read().lastSuccess()).isEqualTo(read().lastAttempt());
        ResticBackup backup = read().snapshots().get(0);
        assertThat(backup.id()).isEqualTo(run(1).value());
        assertThat(backup.worth()).isEqualTo(BackupWorth.SOUND);
        assertThat(backup.files()).isEqualTo(500);
        assertThat(backup.bytes()).isEqualTo(4096);
        assertThat(backup.added()).isEqualTo(1024);
        assertThat(backup.job()).isEqualTo("shop/nightly");
        assertThat(backup.build()).isEqualTo("7");
        assertThat(backup.paths()).containsExactly("/data");
        assertThat(backup.time()).isAfterOrEqualTo(journal.startedAt());
        assertThat(backup.description().run()).isEqualTo(run(1).value());
        assertThat(backup.description().volume().sizeBytes()).isEqualTo(10L << 30);
        assertThat(backup.description().volume().storageClass()).isEqualTo("fast");
    }

    @Test
    void aSummaryKnowsTheNewestSoundBackupAndAllJobsAndFollowsWhatIsWritten() {
        FileCatalog catalog = catalog();
        catalog.end(sound(1));

        assertThat(catalog.summaries()).singleElement().satisfies(summary -> {
            assertThat(summary.subject().source()).isEqualTo(SOURCE);
            assertThat(summary.subject().url()).isEqualTo(REPOSITORY);
            assertThat(summary.soundAt()).isEqualTo(read().snapshots().get(0).time());
            assertThat(summary.soundBytes()).isEqualTo(4096);
            assertThat(summary.backups()).isEqualTo(1);
            assertThat(summary.jobs()).containsExactly("shop/nightly");
            assertThat(catalog.ofId(summary.id())).contains(read());
        });

        catalog.end(FinishedRuns.incomplete(run(2), REPOSITORY, List.of("/")));
        assertThat(catalog.summaries()).singleElement().satisfies(summary -> {
            assertThat(summary.backups()).isEqualTo(2);
            assertThat(summary.soundAt()).as("not that of the incomplete one").isNotNull();
            assertThat(summary.lastAttempt().run()).isEqualTo(run(2).value());
        });

        listed(ANY);
        assertThat(catalog.summaries()).singleElement().satisfies(summary -> {
            assertThat(summary.backups()).isZero();
            assertThat(summary.soundAt()).isNull();
            assertThat(summary.soundBytes()).isNull();
            assertThat(summary.jobs()).as("by its attempts").containsExactly("shop/nightly");
        });
    }

    @Test
    void theSameRepositoryIsFoundHoweverItsUrlIsWritten() {
        remember(FinishedRuns.of(run(1), "s3:https://ONE:443/b/", List.of("/"), 5));
        remember(sound(2));

        assertThat(catalog().sources()).hasSize(1);
        assertThat(catalog().of(SOURCE))
                .singleElement()
                .satisfies(known -> assertThat(known.repository()).isEqualTo(REPOSITORY));
    }

    @Test
    void aRunThatHasBegunOrFailedIsTheLastAttemptAndLeavesTheLastSuccess() {
        remember(sound(1));
        RunJournal failed = FinishedRuns.incomplete(run(2), REPOSITORY, List.of("/"));
        catalog().begin(FinishedRuns.withoutReport(failed));

        assertThat(read().lastAttempt().run()).isEqualTo(run(2).value());
        assertThat(read().lastAttempt().result()).isNull();

        catalog().end(failed);

        assertThat(read().lastAttempt().result()).isEqualTo(RunResult.UNSTABLE);
        assertThat(read().lastSuccess().run()).isEqualTo(run(1).value());
        assertThat(read().snapshots())
                .extracting(ResticBackup::worth)
                .containsExactlyInAnyOrder(BackupWorth.SOUND, BackupWorth.INCOMPLETE);
    }

    @Test
    void aDryRunAndARunThatIsNoBackupAreNotRemembered() {
        remember(FinishedRuns.dry());
        remember(FinishedRuns.check());

        assertThat(temp.resolve("catalog")).doesNotExist();
    }

    @Test
    void whatTheRepositoryNoLongerHasIsGoneAndWhatItHasIsKnownBetter() {
        RunJournal own = sound(2);
        remember(own);
        listed(ANY, foreign("a", SOURCE, "ffffffffffffffff"));
        remember(own);
        String id = run(2).value() + "f".repeat(48);

        listed(BackupFacts.plan(own).group().sound(), listed(id, null, LATER, BackupTags.of(own)));

        ResticBackup backup = read().snapshots().get(0);
        assertThat(read().snapshots()).hasSize(2);
        assertThat(backup.id()).isEqualTo(id);
        assertThat(backup.tree()).isEqualTo("7".repeat(64));
        assertThat(backup.time()).isEqualTo(LATER);
        assertThat(backup.files()).as("an old restic does not list it").isEqualTo(500);
        assertThat(backup.job()).isEqualTo("shop/nightly");

        listed(new SnapshotFilter(null, List.of(List.of("src:" + SOURCE))));
        assertThat(read().snapshots()).isEmpty();
    }

    @Test
    void aListThatWasBegunBeforeARunWasOverDoesNotTakeItsBackupAway() {
        RunJournal made = sound(2);
        Instant over = made.report().orElseThrow().endedAt();
        remember(made);

        listed(over.minusSeconds(1), ANY, foreign("a", SOURCE, "ffffffffffffffff"));

        assertThat(read().snapshots())
                .filteredOn(backup -> "shop/nightly".equals(backup.job()))
                .singleElement()
                .satisfies(backup -> assertThat(backup.worth()).isEqualTo(BackupWorth.SOUND));

        listed(over, ANY, foreign("a", SOURCE, "ffffffffffffffff"));
        assertThat(read().snapshots()).extracting(ResticBackup::id).containsExactly("a".repeat(64));
    }

    private SourceStatus status(String... paths) {
        return catalog()
                .status(SOURCE, List.of(paths), BackupFacts.plan(sound(1)).repository());
    }

    @Test
    void aBackupOfOneFolderIsNoneOfTheVolumeNorTheOtherWayRound() {
        RunJournal part = FinishedRuns.of(run(1), REPOSITORY, List.of("/config"), 3);
        remember(part);

        assertThat(status("/").newest()).isNull();
        assertThat(status("/").newestSound()).isNull();
        assertThat(status("/").newerPaths()).containsExactly("/config");
        assertThat(status("config/").newestSound().id()).isEqualTo(run(1).value());
        assertThat(status("config/").newerPaths()).isEmpty();

        listed(
                ANY,
                listed("b".repeat(64), null, LATER.minusSeconds(1), BackupTags.of(part)),
                foreign("a", SOURCE, "ffffffffffffffff"));
        assertThat(status("/").newestSound().id())
                .as("one without a tag for its paths is of those that restic has of it")
                .isEqualTo("a".repeat(64));
        assertThat(status("/config").newestSound().id()).isEqualTo("b".repeat(64));
        assertThat(status("/config").newerPaths()).containsExactly("/");
    }

    @Test
    void aListOfAPartSaysNothingOfTheOthers() {
        listed(ANY, foreign("a", SOURCE, "1"), foreign("b", "other/shop/db", "2"));

        listed(new SnapshotFilter("another-host", List.of()));
        listed(new SnapshotFilter(null, List.of(List.of("src:other/shop/db"))));

        assertThat(read().snapshots()).extracting(ResticBackup::id).containsExactly("a".repeat(64));
        assertThat(catalog().of("other/shop/db", REPOSITORY).orElseThrow().snapshots())
                .isEmpty();
    }

    @Test
    void aRepositoryThatThisControllerHasNeverSeenIsListedWhole() {
        listed(ANY, foreign("a", SOURCE, "1"), foreign("b", SOURCE, "2"), foreign("c", "gone/x/y", "3"));
        listed(ANY, foreign("a", SOURCE, "1"), foreign("b", SOURCE, "2"));

        assertThat(read().lastAttempt()).isNull();
        assertThat(read().snapshots()).extracting(ResticBackup::worth).containsOnly(BackupWorth.SOUND);
        assertThat(read().snapshots()).extracting(ResticBackup::job).containsOnlyNulls();
        assertThat(catalog().of("gone/x/y", REPOSITORY).orElseThrow().snapshots())
                .isEmpty();
    }

    @Test
    void whatIsNotOursIsLeftOut() {
        listed(ANY, listed("a".repeat(64), null, LATER, List.of("src:" + SOURCE)), foreign("b", SOURCE, "2"));

        assertThat(read().snapshots()).extracting(ResticBackup::id).containsExactly("b".repeat(64));
    }

    @Test
    void aBackupThatIsSetApartKeepsItsRunAndWorthUnderItsNewId() {
        RunJournal incomplete = FinishedRuns.incomplete(run(2), REPOSITORY, List.of("/"));
        remember(incomplete);
        String id = read().snapshots().get(0).id();

        listed(
                ANY,
                listed(
                        "c".repeat(64),
                        id,
                        LATER,
                        List.of("cinder-snapshot-backup", "unsound:" + SOURCE, "run=" + run(2))));

        assertThat(read().snapshots()).singleElement().satisfies(backup -> {
            assertThat(backup.id()).isEqualTo("c".repeat(64));
            assertThat(backup.isCalled(id)).isTrue();
            assertThat(backup.worth()).isEqualTo(BackupWorth.INCOMPLETE);
            assertThat(backup.build()).isEqualTo("7");
        });
    }

    @Test
    void whatARunHasLeftWhoseEndNobodySawIsNotTakenForSound() {
        unsettled.add(run(3).value());
        listed(ANY, foreign("a", SOURCE, run(3).value()), foreign("b", SOURCE, run(4).value()));

        assertThat(read().snapshots())
                .extracting(ResticBackup::worth)
                .containsExactly(BackupWorth.UNKNOWN, BackupWorth.SOUND);
    }

    @Test
    void whatWasListedWhileItsRunWentOnIsWorthWhatTheRunSays() {
        unsettled.add(run(3).value());
        listed(ANY, foreign("a", SOURCE, run(3).value()));
        unsettled.clear();

        remember(sound(3));

        assertThat(read().snapshots()).singleElement().satisfies(backup -> {
            assertThat(backup.id()).isEqualTo("a".repeat(64));
            assertThat(backup.worth()).isEqualTo(BackupWorth.SOUND);
            assertThat(backup.files()).isEqualTo(500);
        });
    }

    @Test
    void aListBringsUpToDateWhatTheEndOfARunCouldNotWrite() {
        RunJournal made = sound(1);
        catalog().begin(FinishedRuns.withoutReport(made));
        unsettled.add(run(1).value());
        ListedSnapshot snapshot = listed("b".repeat(64), null, LATER, BackupTags.of(made));
        listed(ANY, snapshot);
        assertThat(read().snapshots()).extracting(ResticBackup::worth).containsExactly(BackupWorth.UNKNOWN);

        listed(ANY, snapshot);
        assertThat(read().snapshots())
                .extracting(ResticBackup::worth)
                .as("its run goes on, or nobody saw its end")
                .containsExactly(BackupWorth.UNKNOWN);
        unsettled.clear();
        listed(ANY, snapshot);

        assertThat(read().snapshots()).extracting(ResticBackup::worth).containsExactly(BackupWorth.SOUND);
    }

    @Test
    void aCinderSnapshotThatRetentionHasRemovedIsNoLongerNamed() {
        RunJournal keeping = FinishedRuns.keeping(run(1));
        String kept = FinishedRuns.keptSnapshot(keeping);
        remember(keeping);
        String repository = BackupFacts.plan(keeping).repository().key();
        assertThat(catalog().of(SOURCE, repository).orElseThrow().snapshots())
                .extracting(ResticBackup::cinderSnapshot)
                .containsExactly(kept);

        remember(FinishedRuns.retaining(run(2), kept));

        assertThat(catalog().of(SOURCE, repository).orElseThrow().snapshots())
                .extracting(ResticBackup::cinderSnapshot)
                .doesNotContain(kept)
                .doesNotHaveDuplicates();
    }

    @Test
    void aTornFileCountsAsNothingAndIsPutAside() throws Exception {
        remember(sound(1));
        Path file = files().get(0);
        Files.writeString(file, "{\"source\": ");

        assertThat(catalog().of(SOURCE, REPOSITORY)).isEmpty();
        assertThat(catalog().sources()).isEmpty();
        assertThat(file).hasContent("{\"source\": ");

        remember(sound(2));

        assertThat(read().snapshots()).hasSize(1);
        assertThat(file.resolveSibling(file.getFileName() + ".unreadable")).hasContent("{\"source\": ");
    }

    @Test
    void whatIsNotWholeCountsAsTorn() throws Exception {
        remember(sound(1));
        Files.writeString(files().get(0), "{\"source\": \"x\"}");

        assertThat(catalog().of(SOURCE, REPOSITORY)).isEmpty();
    }

    @Test
    void aCrashInTheMiddleOfWritingLeavesWhatWasThere() throws Exception {
        remember(sound(1));
        Files.writeString(temp.resolve("catalog").resolve(files().get(0).getFileName() + ".tmp"), "{\"sou");

        assertThat(read().snapshots()).hasSize(1);
        remember(sound(2));
        assertThat(read().lastAttempt().run()).isEqualTo(run(2).value());
    }

    @Test
    void ofRunsThatEndAtOnceNoneIsLost() throws Exception {
        FileCatalog catalog = catalog();
        List<RunJournal> journals =
                IntStream.range(0, 24).mapToObj(FileCatalogTest::sound).toList();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        journals.forEach(journal -> threads.execute(() -> {
            catalog.begin(journal);
            catalog.end(journal);
        }));
        threads.shutdown();
        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

        assertThat(read().snapshots())
                .extracting(backup -> backup.description().run())
                .containsExactlyInAnyOrderElementsOf(
                        journals.stream().map(journal -> journal.run().value()).toList());
    }

    @Test
    void ofVeryManyTheOldestAreLeftOut() {
        List<ResticBackup> many = IntStream.range(0, SourceCatalog.MAX_BACKUPS + 5)
                .mapToObj(i -> ResticBackup.of(
                        listed(
                                "%064x".formatted(i),
                                null,
                                LATER.plus(Duration.ofHours(i)),
                                List.of("cinder-snapshot-backup", "src:" + SOURCE)),
                        BackupWorth.SOUND))
                .toList();
        SourceCatalog catalog = SourceCatalog.empty(
                        new BackedUpSource(BackupType.RESTIC, SOURCE, null, REPOSITORY, REPOSITORY))
                .listed(ANY, LATER, many);

        assertThat(catalog.snapshots()).hasSize(SourceCatalog.MAX_BACKUPS);
        assertThat(catalog.snapshots().get(0)).isEqualTo(many.get(many.size() - 1));
        assertThat(Optional.of(catalog.snapshots().get(SourceCatalog.MAX_BACKUPS - 1)))
                .contains(many.get(5));
    }
}
