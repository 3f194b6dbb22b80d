package io.jenkins.plugins.cinderbackup.catalog;

import static io.jenkins.plugins.cinderbackup.engine.FinishedVolumeBackups.NAME;
import static io.jenkins.plugins.cinderbackup.engine.FinishedVolumeBackups.VOLUME;
import static io.jenkins.plugins.cinderbackup.engine.FinishedVolumeBackups.volumeRun;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.engine.FinishedVolumeBackups;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import io.jenkins.plugins.cinderbackup.model.Objective;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Cinder's own backups in the catalog. */
class CatalogOfVolumesTest extends CatalogFixture {
    private static final Objective DAILY = new Objective(Duration.ofDays(1), null);

    private SourceCatalog volume() {
        assertThat(catalog().of(VOLUME)).hasSize(1);
        return catalog().of(VOLUME).get(0);
    }

    private List<String> ids() {
        return volume().backups().stream().map(BackupEntry::id).toList();
    }

    @Test
    void aBackupIsThereWithWhatARestoreNeedsAndWhoHasMadeIt() {
        RunJournal journal = volumeRun(1).toEnd();
        remember(journal);

        assertThat(volume().subject())
                .isEqualTo(
                        new BackedUpSource(BackupType.CINDER, VOLUME, NAME, "cinder:production", "cinder:production"));
        assertThat(volume().lastSuccess()).isEqualTo(volume().lastAttempt());
        assertThat(volume().lastAttempt().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(volume().jobs()).containsExactly("shop/nightly");
        assertThat(CatalogExport.values(Stream.of(volume())))
                .singleElement()
                .satisfies(values -> assertThat(values)
                        .containsEntry("source", VOLUME)
                        .containsEntry("repository", "cinder:production")
                        .containsEntry("cinderBackupId", "backup-1")
                        .containsEntry("volume", NAME)
                        .containsEntry("sizeGiB", 10L)
                        .containsEntry("incremental", false)
                        .containsEntry("result", "sound")
                        .containsEntry("run", journal.run().value())
                        .containsEntry("job", "shop/nightly")
                        .containsEntry("build", "7"));
        assertThat(CatalogExport.csv(Stream.of(volume())))
                .endsWith(volume().backups().get(0).time() + ",cinder,sound," + VOLUME + "," + (10L << 30) + ",,\r\n");
        assertThat(catalog().summaries()).singleElement().satisfies(summary -> {
            assertThat(summary.soundAt()).isEqualTo(volume().backups().get(0).time());
            assertThat(summary.soundBytes()).isEqualTo(10L << 30);
            assertThat(summary.backups()).isEqualTo(1);
            assertThat(summary.jobs()).containsExactly("shop/nightly");
        });
    }

    @Test
    void oneThatGoesOnIsTheLastAttemptBeforeAnythingIsKnownOfItsVolume() {
        catalog().begin(volumeRun(1).fresh());

        assertThat(volume().lastAttempt().result()).isNull();
        assertThat(volume().backups()).isEmpty();
    }

    @Test
    void whatFailsOrIsStoppedIsAnAttemptAndNoBackup() {
        remember(volumeRun(1).toEnd());
        remember(volumeRun(2).failing().toEnd());
        assertThat(volume().lastAttempt().result()).isEqualTo(RunResult.FAILURE);
        remember(volumeRun(3).aborted());

        assertThat(volume().lastAttempt().result()).isEqualTo(RunResult.ABORTED);
        assertThat(volume().lastSuccess().run()).isEqualTo("%016x".formatted(1));
        assertThat(ids()).containsExactly("backup-1");
        remember(volumeRun(4).dry().toEnd());
        assertThat(volume().lastAttempt().run()).isEqualTo("%016x".formatted(3));
    }

    @Test
    void theRetentionAndARemovalTakeBackupsOutOfIt() {
        remember(volumeRun(1).toEnd());
        remember(volumeRun(2).after(1).toEnd());
        assertThat(ids()).containsExactly("backup-2");

        remember(volumeRun(3).inline().removing(2).toEnd());
        assertThat(ids()).as("of a cloud that only looks like it").containsExactly("backup-2");

        remember(volumeRun(4).removing(2).toEnd());
        assertThat(ids()).isEmpty();
        assertThat(catalog().summaries())
                .singleElement()
                .satisfies(summary -> assertThat(summary.soundAt()).isNull());
    }

    @Test
    void aBackupThatSomebodySetsToErrorIsNoneThatCanBeRestored() {
        remember(volumeRun(1).toEnd());
        remember(volumeRun(2).setting(1, "available").toEnd());
        assertThat(ids()).containsExactly("backup-1");

        remember(volumeRun(3).setting(1, "error").toEnd());

        assertThat(ids()).isEmpty();
        assertThat(catalog().summaries())
                .singleElement()
                .satisfies(summary -> assertThat(summary.soundAt()).isNull());
    }

    @Test
    void aVolumeThatIsNamedIsTheSameSourceAndAnAttemptThatNeverReachedItToo() {
        catalog().begin(volumeRun(1).byName().fresh());
        assertThat(catalog().sources()).as("nobody knows its id").isEmpty();

        catalog().end(volumeRun(1).byName().promising(DAILY).toEnd());
        assertThat(volume().objective().objective()).isEqualTo(DAILY);
        remember(volumeRun(2).byName().promising(DAILY).refused().toEnd());

        assertThat(volume().lastAttempt().run()).isEqualTo("%016x".formatted(2));
        assertThat(volume().lastAttempt().result()).isEqualTo(RunResult.FAILURE);
        assertThat(ids()).containsExactly("backup-1");
        assertThat(volume().subject().name()).isEqualTo(NAME);
    }

    @Test
    void aVolumeThatWasNeverReachedAndIsOnlyNamedMakesNoSource() {
        remember(volumeRun(1).byName().refused().toEnd());

        assertThat(catalog().sources()).isEmpty();
    }

    @Test
    void anAttemptAtThePvcOfAVolumeThatWasNeverReachedIsNoneAtAVolumeWithoutAName() {
        remember(volumeRun(1).refused().toEnd());

        remember(volumeRun(2).ofClaim().refused().toEnd());

        assertThat(volume().lastAttempt().run()).isEqualTo("%016x".formatted(1));
    }

    @Test
    void aPromiseThatIsTakenBackWhileTheRunGoesOnStaysTakenBack() {
        FinishedVolumeBackups promising = volumeRun(1).promising(DAILY);
        catalog().begin(promising.fresh());
        catalog().withdrawObjective(catalog().summaries().get(0).id());

        catalog().end(volumeRun(1).promising(DAILY).toEnd());

        assertThat(volume().objective()).isNull();
        assertThat(ids()).containsExactly("backup-1");
    }

    @Test
    void aCloudThatIsWrittenInlineIsKnownByItsAddressAndProjectOnceItWasReached() {
        catalog().begin(volumeRun(1).inline().fresh());
        assertThat(catalog().sources()).isEmpty();

        catalog().end(volumeRun(1).inline().toEnd());
        remember(volumeRun(2).toEnd());

        assertThat(catalog().of(VOLUME))
                .extracting(SourceCatalog::url)
                .containsExactlyInAnyOrder(
                        "cinder:https://keystone.example.com/v3 project 1 in region one", "cinder:production");
    }

    @Test
    void noListOfARepositoryTouchesIt() {
        remember(volumeRun(1).toEnd());

        listed(ANY, foreign("a", VOLUME, "ffffffffffffffff"));
        listed(ANY);

        assertThat(catalog().of(VOLUME)).hasSize(2);
        assertThat(catalog().of(VOLUME, "cinder:production").orElseThrow().backups())
                .hasSize(1);
    }

    @Test
    void ofRunsThatEndAtOnceNoneIsLost() throws Exception {
        FileCatalog catalog = catalog();
        List<RunJournal> journals = IntStream.rangeClosed(1, 24)
                .mapToObj(number -> volumeRun(number).toEnd())
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        journals.forEach(journal -> threads.execute(() -> {
            catalog.begin(journal);
            catalog.end(journal);
        }));
        threads.shutdown();
        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

        assertThat(volume().backups()).hasSize(24);
        assertThat(volume().lastSuccess().run()).isEqualTo("%016x".formatted(24));
    }
}
