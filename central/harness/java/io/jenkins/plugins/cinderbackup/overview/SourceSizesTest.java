package io.jenkins.plugins.cinderbackup.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.headless.HeadlessController;
import io.jenkins.plugins.cinderbackup.model.RepositoryListing;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.page.Bar;
import io.jenkins.plugins.cinderbackup.restic.ListedSnapshot;
import io.jenkins.plugins.cinderbackup.restic.SnapshotFilter;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The drawing of a source's page. */
@Timeout(60)
class SourceSizesTest {
    @TempDir
    private Path home;

    private HeadlessController jenkins;

    @BeforeEach
    void start() {
        jenkins = HeadlessController.start(home);
    }

    @AfterEach
    void stop() {
        BackupServices.stop();
        jenkins.close();
    }

    private static ListedSnapshot backup(int number, Long bytes) {
        return new ListedSnapshot(
                "%064x".formatted(number),
                "",
                "7".repeat(64),
                Instant.parse("2026-01-31T02:00:00Z").plusSeconds(number),
                "host",
                List.of("/data"),
                List.of("cinder-snapshot-backup", "src:apps/shop/db"),
                3L,
                bytes,
                null);
    }

    @Test
    void theSizesAreDrawnOldestFirstAndWhatHasNoneIsLeftOut() {
        BackupServices.get()
                .catalog()
                .listed(new RepositoryListing(
                        new RepositorySettings("s3:https://one/b", null, false, true, true, Duration.ofHours(1)),
                        SnapshotFilter.ofAll(),
                        List.of(backup(3, 500L), backup(1, 2000L), backup(2, null), backup(4, 1000L))));
        OverviewPage page = new OverviewPage();

        SourceView view = page.source(page.getSources().get(0).getId(), null);

        assertThat(view.getLargest()).isEqualTo("2.0 KiB");
        assertThat(view.getSizes()).extracting(Bar::getHeight).containsExactly(60, 15, 30);
        assertThat(view.getSizes())
                .extracting(bar -> bar.getPoint().getText())
                .first()
                .asString()
                .startsWith("2026-01-31T02:00:01Z, ")
                .endsWith(", 2.0 KiB");
    }
}
