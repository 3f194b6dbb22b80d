package io.jenkins.plugins.cinderbackup.removal;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.removal.OrphanReport.Verdict;
import io.jenkins.plugins.cinderbackup.removal.OrphanScan.PlaceLook;
import io.jenkins.plugins.cinderbackup.wiring.RemovalLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Finds what carries our tags in the configured clouds and clusters, whichever Jenkins made it, and removes what an administrator confirms of it. That is
 * also what no journal names any more. It looks only when it is asked to, in the background.
 */
public final class OrphanScanner {
    private final Supplier<List<ScanTarget>> places;
    private final Predicate<RunId> goesOn;
    private final Ticker ticker;
    private final ScheduledExecutorService threads;
    private final Duration limit;
    private final OrphanRemoval sweep;
    private final RemovalLoop loop;

    @CheckForNull
    private volatile OrphanScan look;

    /**
     * What a look has found.
     *
     * @param startedAt when it began, or null if nobody has looked yet
     * @param looking whether it goes on
     * @param sweeping whether something is being removed
     * @param places how far it has come in each cloud and cluster
     * @param runs what was found, what can be removed first, the oldest first
     */
    public record Report(
            @CheckForNull Instant startedAt,
            boolean looking,
            boolean sweeping,
            @NonNull List<PlaceReport> places,
            @NonNull List<OrphanReport> runs) {
        public Report {
            places = List.copyOf(places);
            runs = List.copyOf(runs);
        }
    }

    /**
     * How far a look has come in one cloud or cluster.
     *
     * @param label such as {@code cloud 'production'}
     * @param endedAt when it was over, or null
     * @param objects how many objects were found; null if it failed or is not over
     * @param lines what could not be seen, and what to do
     */
    public record PlaceReport(
            @NonNull String label,
            @CheckForNull Instant endedAt,
            @CheckForNull Integer objects,
            @NonNull List<String> lines) {}

    public OrphanScanner(
            Supplier<List<ScanTarget>> places,
            Predicate<RunId> goesOn,
            Ticker ticker,
            ScheduledExecutorService threads,
            Duration limit) {
        this.places = places;
        this.goesOn = goesOn;
        this.ticker = ticker;
        this.threads = threads;
        this.limit = limit;
        this.sweep = new OrphanRemoval(goesOn, ticker);
        this.loop = new RemovalLoop(sweep::next, threads, () -> true);
    }

    /** Begins to look, unless that is under way, and answers at once. */
    public synchronized void look() {
        OrphanScan last = look;
        if (last == null || last.isOver()) {
            sweep.forgetEnded();
            look = OrphanScan.begin(places.get(), ticker, threads, limit);
        }
    }

    /** What was found, and what becomes of it, as of now. */
    @NonNull
    public Report report() {
        OrphanScan last = look;
        if (last == null) {
            return new Report(null, false, false, List.of(), List.of());
        }
        Instant now = ticker.now();
        List<OrphanReport> runs = last.groups().stream()
                .map(group -> group.judge(now, goesOn))
                .sorted(Comparator.comparing(OrphanReport::verdict)
                        .thenComparing(OrphanReport::end, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
        return new Report(
                last.startedAt(),
                !last.isOver(),
                sweep.isUnderWay(),
                last.places().entrySet().stream().map(OrphanScanner::place).toList(),
                runs);
    }

    private static PlaceReport place(Map.Entry<ScanTarget, PlaceLook> entry) {
        PlaceLook seen = entry.getValue();
        return new PlaceReport(
                entry.getKey().label(),
                seen.endedAt(),
                seen.census() == null ? null : seen.census().objects().size(),
                seen.lines());
    }

    /** How far the removal of a run's objects has come, if they were to be removed since the last look. */
    @NonNull
    public Optional<OrphanRemovalProgress> progress(@NonNull RunId run) {
        return sweep.progress(run);
    }

    /**
     * Has removed what is past its end, and answers at once.
     *
     * @param startedAt of the look that was confirmed: what a later one has found nobody has seen
     * @param only the one run whose objects are meant; null for all
     * @return for how many runs that is done
     */
    public synchronized int sweep(@NonNull Instant startedAt, @CheckForNull RunId only) {
        OrphanScan confirmed = look;
        if (confirmed == null || !confirmed.startedAt().equals(startedAt) || !confirmed.isOver()) {
            return 0;
        }
        Instant now = ticker.now();
        List<OrphanGroup> groups = confirmed.groups().stream()
                .filter(group -> only == null || only.equals(group.run()))
                .filter(group -> group.judge(now, goesOn).verdict() == Verdict.REMOVABLE)
                .filter(group -> progress(group.run())
                        .filter(done -> done.state() == OrphanRemovalProgress.State.REMOVED)
                        .isEmpty())
                .toList();
        groups.forEach(sweep::add);
        loop.wake();
        return groups.size();
    }
}
