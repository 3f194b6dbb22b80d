package io.jenkins.plugins.cinderbackup.removal;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.removal.OrphanRemovalProgress.State;
import io.jenkins.plugins.cinderbackup.removal.OrphanReport.Verdict;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds what carries our tags in the configured clouds and clusters, whichever Jenkins made it, and has removed what an administrator confirms of it.
 * That is also what no journal names any more. It scans only when it is asked to, in the background.
 */
public final class OrphanScanner {
    private final ScanTargets targets;
    private final BackgroundRemoval background;
    private final Ticker ticker;
    private final OrphanScan.Threads threads;
    private final OrphanRemoval removal;

    @CheckForNull
    private volatile OrphanScan last;

    public OrphanScanner(
            @NonNull ScanTargets targets,
            @NonNull BackgroundRemoval background,
            @NonNull Ticker ticker,
            @NonNull OrphanScan.Threads threads) {
        this.targets = targets;
        this.background = background;
        this.ticker = ticker;
        this.threads = threads;
        this.removal = new OrphanRemoval(background.orphans(), ticker);
    }

    /** Begins to scan, unless that is under way, and answers at once. */
    public synchronized void scan() {
        OrphanScan scan = last;
        if (scan == null || scan.isOver()) {
            removal.forgetEnded();
            last = OrphanScan.begin(targets.all(), ticker, threads);
        }
    }

    /** What was found, and what becomes of it, as of now. */
    @NonNull
    public ScanReport report() {
        OrphanScan scan = last;
        if (scan == null) {
            return new ScanReport(null, false, false, List.of(), List.of());
        }
        List<OrphanReport> runs = scan.groups().stream()
                .map(this::judge)
                .sorted(Comparator.comparing(OrphanReport::verdict)
                        .thenComparing(OrphanReport::end, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
        return new ScanReport(
                scan.startedAt(),
                !scan.isOver(),
                removal.isUnderWay(),
                scan.targets().stream().map(OrphanScanner::report).toList(),
                runs);
    }

    private OrphanReport judge(OrphanGroup group) {
        return group.judge(ticker.now(), background::goesOn);
    }

    private static ScanReport.Target report(TargetScan scan) {
        return new ScanReport.Target(
                scan.target().label(),
                scan.endedAt(),
                scan.result() == null ? null : scan.result().objects().size(),
                scan.lines());
    }

    /** How far the removal of a run's objects has come, if that was confirmed since the last scan, or is not over. */
    @NonNull
    public Optional<OrphanRemovalProgress> progress(@NonNull RunId run) {
        return removal.progress(run);
    }

    /**
     * Has the background removal take up what is past its end, and answers at once.
     *
     * @param startedAt of the scan that is confirmed: what a later one has found nobody has seen
     * @param only the one run whose objects are meant; null for all
     * @return for how many runs that is done
     */
    public synchronized int remove(@NonNull Instant startedAt, @CheckForNull RunId only) {
        OrphanScan confirmed = last;
        if (confirmed == null || !confirmed.startedAt().equals(startedAt) || !confirmed.isOver()) {
            return 0;
        }
        int removed = 0;
        for (OrphanGroup group : confirmed.groups()) {
            OrphanReport report = judge(group);
            if (report.verdict() == Verdict.REMOVABLE
                    && (only == null || only.equals(group.run()))
                    && !isRemoved(group.run())) {
                removal.add(group, report.end());
                removed++;
            }
        }
        return removed;
    }

    private boolean isRemoved(RunId run) {
        return progress(run).filter(done -> done.state() == State.REMOVED).isPresent();
    }
}
