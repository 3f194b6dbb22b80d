package io.jenkins.plugins.cinderbackup.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.model.Durations;
import io.jenkins.plugins.cinderbackup.model.Sizes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** Size and duration of the backups of one source, oldest first, as bars on two drawings. */
@ExportedBean(defaultVisibility = 2)
public final class Trend {
    /** More are not told apart; the newest are drawn. */
    static final int MOST = 100;

    private final String source;
    private final List<TrendPoint> points;

    private Trend(String source, List<TrendPoint> points) {
        this.source = source;
        this.points = points;
    }

    /**
     * The trend of each source, the one that was backed up last first. Dry runs and backups that are not over say nothing of either.
     *
     * @param newestFirst the backups of a job
     */
    @NonNull
    static List<Trend> of(@NonNull List<TrendPoint> newestFirst) {
        Map<String, List<TrendPoint>> bySource = new LinkedHashMap<>();
        for (TrendPoint point : newestFirst) {
            RunRecord backup = point.backup();
            if (backup.isOver() && !backup.isDryRun()) {
                List<TrendPoint> points = bySource.computeIfAbsent(
                        backup.getSubject() + " → " + backup.getRepository(), key -> new ArrayList<>());
                if (points.size() < MOST) {
                    points.add(0, point);
                }
            }
        }
        return bySource.entrySet().stream()
                .map(entry -> new Trend(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** What was backed up, and where to. */
    @Exported
    public String getSource() {
        return source;
    }

    /** The backups, oldest first. */
    @Exported
    public List<TrendPoint> getPoints() {
        return points;
    }

    /** The bars of the sizes. */
    public List<Bar<TrendPoint>> getSizes() {
        return Bar.of(points, TrendPoint::getBytesProcessed);
    }

    /** The bars of the durations. */
    public List<Bar<TrendPoint>> getDurations() {
        return Bar.of(points, TrendPoint::getDurationMillis);
    }

    /** The size at the top of its drawing. */
    public String getLargest() {
        return Sizes.binary(max(TrendPoint::getBytesProcessed));
    }

    /** The duration at the top of its drawing. */
    public String getLongest() {
        return Durations.text(Duration.ofMillis(max(TrendPoint::getDurationMillis)));
    }

    private long max(ToLongFunction<TrendPoint> value) {
        return Math.max(0, points.stream().mapToLong(value).max().orElse(0));
    }
}
