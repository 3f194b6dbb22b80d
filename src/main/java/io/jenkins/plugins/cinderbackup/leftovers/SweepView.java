package io.jenkins.plugins.cinderbackup.leftovers;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.model.Sizes;
import io.jenkins.plugins.cinderbackup.page.Durations;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.removal.OrphanScanner;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a look through all clouds and clusters has found, one page of it, in the words of the administrator's page. */
public final class SweepView {
    private static final int ROWS = 50;
    private static final int MAX_LINE = 2000;

    private final OrphanScanner.Report report;
    private final List<OrphanView> runs;
    private final int page;
    private final Instant now;

    /** How far the look has come in one place. */
    public static final class PlaceView {
        private final OrphanScanner.PlaceReport place;

        PlaceView(OrphanScanner.PlaceReport place) {
            this.place = place;
        }

        /** Such as {@code cloud 'production'}. */
        public String getLabel() {
            return place.label();
        }

        /** Whether it is still looked through. */
        public boolean isLooking() {
            return place.endedAt() == null;
        }

        /** Whether it could not be looked through. */
        public boolean isFailed() {
            return place.endedAt() != null && place.objects() == null;
        }

        /** What there is to say in a word. */
        public String getState() {
            if (place.endedAt() == null) {
                return "scanning";
            }
            return place.objects() == null
                    ? "could not be scanned"
                    : place.objects() + (place.objects() == 1 ? " object" : " objects");
        }

        /** What could not be seen, and what to do. */
        public List<String> getLines() {
            return place.lines().stream()
                    .map(line -> Printable.text(line, MAX_LINE))
                    .toList();
        }
    }

    /** @param page which page of what was found, from 1; what is no page is the nearest one */
    SweepView(@NonNull OrphanScanner sweeper, int page) {
        report = sweeper.report();
        now = Ticker.system().now();
        runs = report.runs().stream()
                .map(run -> new OrphanView(run, sweeper, now))
                .toList();
        this.page = Math.max(1, Math.min(page, getPages()));
    }

    /** Whether anybody has looked since Jenkins started. */
    public boolean isLooked() {
        return report.startedAt() != null;
    }

    /** Whether there is something to come: a place that is looked through, or a removal under way. */
    public boolean isRunning() {
        return report.looking() || report.sweeping();
    }

    /** Whether places are being looked through. */
    public boolean isLooking() {
        return report.looking();
    }

    /** The look, to be confirmed. */
    @CheckForNull
    public String getLook() {
        return report.startedAt() == null ? null : report.startedAt().toString();
    }

    /** How long ago the look began. */
    @CheckForNull
    public String getAge() {
        return report.startedAt() == null ? null : Durations.text(Duration.between(report.startedAt(), now));
    }

    /** The clouds and clusters. */
    @NonNull
    public List<PlaceView> getPlaces() {
        return report.places().stream().map(PlaceView::new).toList();
    }

    /** What is on this page. */
    @NonNull
    public List<OrphanView> getRuns() {
        return runs.subList((page - 1) * ROWS, Math.min(page * ROWS, runs.size()));
    }

    /** How many runs there are on all pages. */
    public int getTotal() {
        return runs.size();
    }

    /** What to say where nothing was found; null if that is not so, or nobody could see whether it is. */
    @CheckForNull
    public String getNothing() {
        boolean failed = getPlaces().stream().anyMatch(PlaceView::isFailed);
        if (!runs.isEmpty() || report.looking() || getPlaces().stream().allMatch(PlaceView::isFailed)) {
            return null;
        }
        return failed ? "Nothing with our tags was found where it could be scanned" : "Nothing with our tags was found";
    }

    public int getPage() {
        return page;
    }

    public int getPages() {
        return Math.max(1, (runs.size() + ROWS - 1) / ROWS);
    }

    /** Whether there is something to confirm. */
    public boolean isAnyRemovable() {
        return !report.looking() && runs.stream().anyMatch(OrphanView::isRemovable);
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
