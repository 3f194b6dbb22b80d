package io.jenkins.plugins.cinderbackup.removal;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.removal.OrphanReport.Verdict;
import io.jenkins.plugins.cinderbackup.removal.TargetScan.Found;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Judges what was found of one run. What is not certainly past its end is left alone.
 *
 * <p>The end is what the tags say, and no earlier than the time that they allow counted from when the server made the first of the objects: the
 * clock that wrote the tags may have been slow. It is past when our clock and the servers' clocks all say so. Whoever may write to a namespace may
 * have written tags there, so the latest end of all the objects counts.
 */
final class OrphanJudge {
    private final OrphanGroup group;
    private final Instant now;
    private final Predicate<RunId> goesOn;

    /** @param goesOn whether a run goes on here */
    OrphanJudge(OrphanGroup group, Instant now, Predicate<RunId> goesOn) {
        this.group = group;
        this.now = now;
        this.goesOn = goesOn;
    }

    OrphanReport judge() {
        RunId run = group.run();
        if (run == null) {
            return judged(
                    Verdict.UNCLEAR,
                    "Its tags are not whole, so nobody knows whose it is and until when it may live. If it is not needed,"
                            + " remove it by hand.",
                    null);
        }
        Optional<Instant> end = end();
        if (end.isEmpty()) {
            return judged(
                    Verdict.UNCLEAR,
                    "Its tags name times that cannot be. If it is not needed, remove it by hand.",
                    null);
        }
        if (group.removable().isEmpty()) {
            return judged(Verdict.KEPT, whyKept(), end.get());
        }
        if (Stream.of(true, false).anyMatch(cloud -> group.targets(cloud).size() > 1)) {
            return judged(
                    Verdict.UNCLEAR,
                    "It was found in several clouds or several clusters, and a run uses one of each. If it is not needed,"
                            + " remove it by hand.",
                    end.get());
        }
        if (goesOn.test(run)) {
            return judged(Verdict.GOES_ON, "", end.get());
        }
        return now.isBefore(end.get()) ? judged(Verdict.MAY_LIVE, "", end.get()) : judgeByTheirClocks(end.get());
    }

    private String whyKept() {
        return group.objects().stream()
                .map(found -> found.object().whyKept())
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private OrphanReport judgeByTheirClocks(Instant end) {
        return group.objects().stream()
                .filter(found -> found.serverTime().isBefore(end))
                .findFirst()
                .map(found -> judged(
                        Verdict.MAY_LIVE,
                        "By Jenkins' clock (" + now.truncatedTo(ChronoUnit.SECONDS)
                                + ") it is past its end, by that of "
                                + found.target().label() + " (" + found.serverTime()
                                + ") it was not. If the clocks differ, set them right.",
                        end))
                .orElseGet(() -> judged(Verdict.REMOVABLE, "", end));
    }

    private Optional<Instant> end() {
        List<Ownership> tags =
                group.objects().stream().map(found -> found.object().tags()).toList();
        if (tags.stream().anyMatch(t -> t.mayLiveUntil().isBefore(t.createdAt()))) {
            return Optional.empty();
        }
        Instant said = tags.stream()
                .map(Ownership::mayLiveUntil)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Duration life = tags.stream()
                .map(t -> Duration.between(t.createdAt(), t.mayLiveUntil()))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Instant made = group.objects().stream()
                .map(found -> found.object().createdAt())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        try {
            Instant allowed = made.plus(life);
            return Optional.of(allowed.isAfter(said) ? allowed : said);
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private OrphanReport judged(Verdict verdict, String why, @CheckForNull Instant end) {
        return new OrphanReport(
                group.run(),
                group.owner(),
                group.objects().stream().map(Found::object).toList(),
                group.objects().stream()
                        .map(found -> found.target().label())
                        .distinct()
                        .toList(),
                verdict,
                why,
                end);
    }
}
