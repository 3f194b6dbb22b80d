package io.jenkins.plugins.cinderbackup.leftovers;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.model.Durations;
import io.jenkins.plugins.cinderbackup.model.Sizes;
import io.jenkins.plugins.cinderbackup.page.Paging;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.removal.OrphanScanner;
import io.jenkins.plugins.cinderbackup.removal.ScanReport;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a scan of all clouds and clusters has found, one page of it, in the words of the administrator's page. */
public final class ScanView {
    private static final int ROWS = 50;
    private static final int MAX_LINE = 2000;

    private final ScanReport report;
    private final List<OrphanView> runs;
    private final Paging<OrphanView> page;
    private final Instant now;

    /** How far the scan has come in one cloud or cluster. */
    public static final class TargetView {
        private final ScanReport.Target target;

        TargetView(ScanReport.Target target) {
            this.target = target;
        }

        /** Such as {@code cloud 'production'}. */
        public String getLabel() {
            return target.label();
        }

        /** Whether it is still being scanned. */
        public boolean isScanning() {
            return target.endedAt() == null;
        }

        /** Whether it could not be scanned. */
        public boolean isFailed() {
            return target.endedAt() != null && target.objects() == null;
        }

        /** What there is to say in a word. */
        public String getState() {
            if (target.endedAt() == null) {
                return "scanning";
            }
            return target.objects() == null
                    ? "could not be scanned"
                    : target.objects() + (target.objects() == 1 ? " object" : " objects");
        }

        /** What could not be seen, and what to do. */
        public List<String> getLines() {
            return target.lines().stream()
                    .map(line -> Printable.text(line, MAX_LINE))
                    .toList();
        }
    }

    /** @param page which page of what was found; see {@link Paging} */
    ScanView(@NonNull OrphanScanner scanner, @CheckForNull String page) {
        report = scanner.report();
        now = Ticker.system().now();
        runs = report.runs().stream()
                .map(run -> new OrphanView(run, scanner, now))
                .toList();
        this.page = new Paging<>(runs, ROWS, page);
    }

    /** Whether anybody has scanned since Jenkins started. */
    public boolean isScanned() {
        return report.startedAt() != null;
    }

    /** Whether there is something to come: a target that is being scanned, or a removal under way. */
    public boolean isRunning() {
        return report.scanning() || report.removing();
    }

    /** Whether targets are being scanned. */
    public boolean isScanning() {
        return report.scanning();
    }

    /** What names the scan when it is confirmed. */
    @CheckForNull
    public String getStartedAt() {
        return report.startedAt() == null ? null : report.startedAt().toString();
    }

    /** How long ago the scan began. */
    @CheckForNull
    public String getAge() {
        return report.startedAt() == null ? null : Durations.text(Duration.between(report.startedAt(), now));
    }

    /** The clouds and clusters. */
    @NonNull
    public List<TargetView> getTargets() {
        return report.targets().stream().map(TargetView::new).toList();
    }

    /** What is on this page. */
    @NonNull
    public List<OrphanView> getRuns() {
        return page.getRows();
    }

    /** How many runs there are on all pages. */
    public int getTotal() {
        return page.getTotal();
    }

    /** What to say where nothing was found; null if that is not so, or nobody could see whether it is. */
    @CheckForNull
    public String getNothing() {
        boolean failed = getTargets().stream().anyMatch(TargetView::isFailed);
        if (!runs.isEmpty() || report.scanning() || getTargets().stream().allMatch(TargetView::isFailed)) {
            return null;
        }
        return failed ? "Nothing with our tags was found where it could be scanned" : "Nothing with our tags was found";
    }

    public int getPage() {
        return page.getPage();
    }

    public int getPages() {
        return page.getPages();
    }

    /** Whether there is something to confirm. */
    public boolean isAnyRemovable() {
        return !report.scanning() && runs.stream().anyMatch(OrphanView::isRemovable);
    }

    /** What would be removed, such as {@code what 3 runs have left: 12 objects, 40.0 GiB}. */
    @NonNull
    public String getRemovable() {
        List<OrphanView> removable =
                runs.stream().filter(OrphanView::isRemovable).toList();
        int objects = removable.stream().mapToInt(OrphanView::getCount).sum();
        long bytes = removable.stream().mapToLong(OrphanView::getBytes).sum();
        return "what " + removable.size() + (removable.size() == 1 ? " run has" : " runs have") + " left: " + objects
                + (objects == 1 ? " object, " : " objects, ") + Sizes.binary(bytes);
    }
}
