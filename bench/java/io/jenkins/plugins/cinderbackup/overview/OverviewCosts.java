package io.jenkins.plugins.cinderbackup.overview;

import io.jenkins.plugins.cinderbackup.headless.HeadlessController;
import io.jenkins.plugins.cinderbackup.restic.ListedSnapshot;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/** What a catalog of a large site costs: 10,000 backups of 3,000 sources. */
public final class OverviewCosts {
    private static final int SOURCES = 3000;
    private static final int BACKUPS = 10_000;
    private static final int ROUNDS = 5;

    private OverviewCosts() {}

    /**
     * How long it takes.
     *
     * @param first to show a page of the sources right after the start of the controller, when no file of the catalog was read yet
     * @param page the same later
     * @param metrics to write all metrics
     */
    public record Cost(Duration first, Duration page, Duration metrics) {}

    /** @param home an empty folder */
    public static Cost of(Path home) throws Exception {
        try (HeadlessController filled = HeadlessController.start(home)) {
            OverviewFixture.list(IntStream.range(0, BACKUPS)
                    .mapToObj(i -> OverviewFixture.foreign(i, "apps/shop/db-" + i % SOURCES))
                    .toArray(ListedSnapshot[]::new));
            BackupServices.stop();
        }
        try (HeadlessController restarted = HeadlessController.start(home)) {
            OverviewPage page = new OverviewPage();
            Duration first = time(() -> page.rows("", null));
            Duration later = fastest(() -> page.rows("db-2", "3"));
            Duration metrics = fastest(() -> {
                page.doMetrics(OverviewFixture.response(new StringWriter()));
                return page;
            });
            BackupServices.stop();
            return new Cost(first, later, metrics);
        }
    }

    private static Duration fastest(Callable<?> work) throws Exception {
        Duration least = time(work);
        for (int round = 1; round < ROUNDS; round++) {
            Duration took = time(work);
            least = took.compareTo(least) < 0 ? took : least;
        }
        return least;
    }

    private static Duration time(Callable<?> work) throws Exception {
        long begun = System.nanoTime();
        work.call();
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
