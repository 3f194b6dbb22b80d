package io.jenkins.plugins.cinderbackup.removal;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.model.MarkedObject;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.ScanResult;
import io.jenkins.plugins.cinderbackup.model.Site;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * How far the scan of one target has come.
 *
 * @param site what the target was recognised by; null while it is scanned, and if that failed
 * @param result what is there; null likewise
 * @param lines what could not be seen, and what to do
 * @param endedAt when it was over, or null
 */
record TargetScan(
        ScanTarget target,
        @CheckForNull Site site,
        @CheckForNull ScanResult result,
        List<String> lines,
        @CheckForNull Instant endedAt) {
    private static final Logger LOGGER = Logger.getLogger(TargetScan.class.getName());

    /** One object, and where it was found. */
    record Found(MarkedObject object, TargetScan scan) {
        ScanTarget target() {
            return scan.target();
        }

        /** What the clock there said. */
        Instant serverTime() {
            return scan.result().serverTime();
        }
    }

    static TargetScan underWay(ScanTarget target) {
        return new TargetScan(target, null, null, List.of(), null);
    }

    static TargetScan failed(ScanTarget target, List<String> lines, Instant now) {
        return new TargetScan(target, null, null, lines, now);
    }

    /** Scans it, which may take a while. */
    static TargetScan of(ScanTarget target, Ticker ticker) {
        try (ScanTarget.Access access = target.open()) {
            return of(target, access, ticker);
        } catch (PermanentException e) {
            return failed(target, RemovalAttempt.lines(e.findings()), ticker.now());
        } catch (RuntimeException | LinkageError e) {
            LOGGER.log(Level.SEVERE, e, () -> "Unexpected in the scan of " + target.label());
            return failed(
                    target,
                    List.of("An error in the plugin itself: " + e.getClass().getSimpleName()
                            + "; the controller's log has the details"),
                    ticker.now());
        }
    }

    private static TargetScan of(ScanTarget target, ScanTarget.Access access, Ticker ticker) {
        try {
            ScanResult result = access.inventory().scan();
            Site site = target.isCloud()
                    ? access.storage().site()
                    : access.cluster().site();
            return new TargetScan(
                    target, site, result, masked(RemovalAttempt.lines(result.gaps()), access), ticker.now());
        } catch (TransientException e) {
            return failed(target, masked(List.of(e.getMessage()), access), ticker.now());
        } catch (PermanentException e) {
            return failed(target, masked(RemovalAttempt.lines(e.findings()), access), ticker.now());
        }
    }

    private static List<String> masked(List<String> lines, ScanTarget.Access access) {
        return lines.stream().map(access.masking()).toList();
    }

    boolean isOver() {
        return endedAt != null;
    }

    /** What was found; nothing while it is scanned, and if that failed. */
    Stream<Found> found() {
        return result == null ? Stream.empty() : result.objects().stream().map(object -> new Found(object, this));
    }
}
