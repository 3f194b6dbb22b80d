package io.jenkins.plugins.cinderbackup.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.page.Bar;
import io.jenkins.plugins.cinderbackup.restic.ListedSnapshot;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The drawing of a source's page. */
@Timeout(60)
class SourceSizesTest extends OverviewFixture {
    private static ListedSnapshot backup(int number, Long bytes) {
        return new ListedSnapshot(
                "%064x".formatted(number),
                "",
                "7".repeat(64),
                NIGHT.plusSeconds(number),
                "host",
                List.of("/data"),
                List.of(),
                List.of("cinder-snapshot-backup", "src:apps/shop/db"),
                3L,
                bytes,
                null);
    }

    @Test
    void theSizesAreDrawnOldestFirstAndWhatHasNoneIsLeftOut() {
        list(backup(3, 500L), backup(1, 2000L), backup(2, null), backup(4, 1000L));

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
