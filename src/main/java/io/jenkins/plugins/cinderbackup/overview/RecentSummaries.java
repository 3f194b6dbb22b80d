package io.jenkins.plugins.cinderbackup.overview;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.catalog.SourceSummary;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** The catalog as it was within the last minute or so. Whoever asks waits for nothing: where it is older, it is read in the background. */
final class RecentSummaries {
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final AtomicReference<Instant> nextRead = new AtomicReference<>(Instant.MIN);
    private volatile List<SourceSummary> known = List.of();

    @NonNull
    List<SourceSummary> get() {
        Instant now = Ticker.system().now();
        Instant due = nextRead.get();
        if (!now.isBefore(due) && nextRead.compareAndSet(due, now.plus(FRESH))) {
            BackupServices services = BackupServices.get();
            services.threads().execute(() -> known = services.catalog().summaries());
        }
        return known;
    }
}
