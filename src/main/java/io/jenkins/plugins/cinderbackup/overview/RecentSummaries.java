package io.jenkins.plugins.cinderbackup.overview;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.cinderbackup.catalog.SourceSummary;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import jenkins.YesNoMaybe;

/** The catalog as it was within the last minute or so. Whoever asks waits for nothing: where it is older, it is read in the background. */
@Extension(dynamicLoadable = YesNoMaybe.YES)
public final class RecentSummaries {
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final AtomicReference<Instant> nextRead = new AtomicReference<>(Instant.MIN);
    private volatile List<SourceSummary> known = List.of();

    /** The one of this Jenkins, so that the catalog is read once for all that is shown. */
    @NonNull
    static RecentSummaries ofThisJenkins() {
        return ExtensionList.lookupSingleton(RecentSummaries.class);
    }

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

    /** The sources among them that have no backup as young as was promised, by name. */
    @NonNull
    List<SourceRow> late(@NonNull Predicate<SourceSummary> wanted) {
        Instant now = Ticker.system().now();
        return get().stream()
                .filter(summary -> summary.lateBy(now).isPresent() && wanted.test(summary))
                .map(summary -> new SourceRow(summary, now))
                .sorted(OverviewPage.BY_NAME)
                .toList();
    }
}
