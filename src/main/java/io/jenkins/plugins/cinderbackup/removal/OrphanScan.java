package io.jenkins.plugins.cinderbackup.removal;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.ScanResult;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.removal.OrphanGroup.Located;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** One look through all places at once, each on a thread of its own, so that one that is down keeps nobody from what the others have. */
public final class OrphanScan {
    /** A thousand objects a page and some hundred milliseconds each: enough for any project. */
    public static final Duration LIMIT = Duration.ofMinutes(1);

    private static final Logger LOGGER = Logger.getLogger(OrphanScan.class.getName());

    private final Ticker ticker;
    private final Duration limit;
    private final Instant startedAt;
    private final Map<ScanTarget, PlaceLook> places = new LinkedHashMap<>();

    /**
     * How far the look through one place has come.
     *
     * @param census what is there; null while it is looked through, and if that failed
     * @param lines what could not be seen, and what to do
     */
    record PlaceLook(
            @CheckForNull ScanResult census,
            @NonNull List<String> lines,
            @CheckForNull Instant endedAt) {
        static final PlaceLook UNDER_WAY = new PlaceLook(null, List.of(), null);

        boolean isOver() {
            return endedAt != null;
        }
    }

    private OrphanScan(List<ScanTarget> all, Ticker ticker, Duration limit) {
        this.ticker = ticker;
        this.limit = limit;
        this.startedAt = ticker.now();
        all.forEach(place -> places.put(place, PlaceLook.UNDER_WAY));
    }

    /**
     * Begins, and answers at once.
     *
     * @param limit how long each place has
     */
    static OrphanScan begin(List<ScanTarget> places, Ticker ticker, ScheduledExecutorService timers, Duration limit) {
        OrphanScan look = new OrphanScan(places, ticker, limit);
        places.forEach(place -> look.start(place, timers));
        return look;
    }

    private void start(ScanTarget place, ScheduledExecutorService timers) {
        FutureTask<Void> task = new FutureTask<>(() -> end(place, through(place)), null);
        Thread thread = new Thread(task, "cinder-snapshot-backup-look");
        thread.setDaemon(true);
        thread.start();
        try {
            timers.schedule(
                    () -> {
                        end(place, failed(List.of("It did not answer within " + limit.toSeconds() + " s.")));
                        task.cancel(true);
                    },
                    limit.toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOGGER.log(Level.FINE, e, () -> "The controller shuts down");
        }
    }

    private PlaceLook through(ScanTarget place) {
        try (ScanTarget.Access access = place.open()) {
            return through(access);
        } catch (PermanentException e) {
            return failed(RemovalAttempt.lines(e.findings()));
        } catch (RuntimeException | LinkageError e) {
            LOGGER.log(Level.SEVERE, e, () -> "Unexpected in the look through " + place.label());
            return failed(List.of("An error in the plugin itself: "
                    + e.getClass().getSimpleName() + "; the controller's log has the details"));
        }
    }

    private PlaceLook through(ScanTarget.Access access) {
        try {
            ScanResult census = access.inventory().census();
            return new PlaceLook(census, masked(RemovalAttempt.lines(census.gaps()), access), ticker.now());
        } catch (TransientException e) {
            return failed(masked(List.of(e.getMessage()), access));
        } catch (PermanentException e) {
            return failed(masked(RemovalAttempt.lines(e.findings()), access));
        }
    }

    private static List<String> masked(List<String> lines, ScanTarget.Access access) {
        return lines.stream().map(access.masking()).toList();
    }

    private PlaceLook failed(List<String> lines) {
        return new PlaceLook(null, lines, ticker.now());
    }

    /** The first end counts: what comes after the time limit is out of date. */
    private synchronized void end(ScanTarget place, PlaceLook result) {
        places.replace(place, PlaceLook.UNDER_WAY, result);
    }

    Instant startedAt() {
        return startedAt;
    }

    /** All places, in the order of the configuration. */
    synchronized Map<ScanTarget, PlaceLook> places() {
        return new LinkedHashMap<>(places);
    }

    boolean isOver() {
        return places().values().stream().allMatch(PlaceLook::isOver);
    }

    /** What was found so far. */
    List<OrphanGroup> groups() {
        return OrphanGroup.of(places().entrySet().stream()
                .filter(entry -> entry.getValue().census() != null)
                .flatMap(entry -> located(entry.getKey(), entry.getValue().census())));
    }

    private static Stream<Located> located(ScanTarget place, ScanResult census) {
        return census.objects().stream().map(object -> new Located(object, place, census.serverTime()));
    }
}
