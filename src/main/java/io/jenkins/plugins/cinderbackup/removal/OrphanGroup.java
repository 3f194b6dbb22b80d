package io.jenkins.plugins.cinderbackup.removal;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.MarkedObject;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.removal.OrphanReport.Verdict;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The objects found that carry the tags of one run, and the judgement on them. What is not certainly past its end is left alone.
 *
 * <p>The end is what the tags say, and no earlier than the time that they allow counted from when the server made the first of the objects: the
 * clock that wrote the tags may have been slow. It is past when our clock and the servers' clocks all say so. Whoever may write to a namespace may
 * have written tags there, so the latest end of all the objects counts.
 */
final class OrphanGroup {
    @CheckForNull
    private final RunId run;

    private final List<Located> objects = new ArrayList<>();

    private OrphanGroup(@CheckForNull RunId run) {
        this.run = run;
    }

    /**
     * One object, and where it was found.
     *
     * @param serverTime what the clock there said
     */
    record Located(MarkedObject object, ScanTarget place, Instant serverTime) {}

    /** Each run's objects together, and each object whose tags are not whole alone. What two places show is one object. */
    static List<OrphanGroup> of(Stream<Located> found) {
        Map<String, OrphanGroup> groups = new LinkedHashMap<>();
        Map<String, Located> known = new LinkedHashMap<>();
        found.forEach(located -> known.putIfAbsent(
                located.object().kind() + " " + located.object().id(), located));
        known.forEach((id, located) -> {
            Ownership tags = located.object().tags();
            RunId run = tags == null ? null : tags.run();
            groups.computeIfAbsent(run == null ? id : run.value(), key -> new OrphanGroup(run))
                    .objects
                    .add(located);
        });
        groups.values()
                .forEach(group -> group.objects.sort(
                        Comparator.comparing(located -> located.object().kind())));
        return List.copyOf(groups.values());
    }

    @CheckForNull
    RunId run() {
        return run;
    }

    /** @param goesOn whether a run goes on here */
    OrphanReport judge(Instant now, Predicate<RunId> goesOn) {
        if (run == null) {
            return found(
                    Verdict.UNCLEAR,
                    "Its tags are not whole, so nobody knows whose it is and until when it may live. If it is not needed,"
                            + " remove it by hand.",
                    null);
        }
        Optional<Instant> end = end();
        if (end.isEmpty()) {
            return found(
                    Verdict.UNCLEAR,
                    "Its tags name times that cannot be. If it is not needed, remove it by hand.",
                    null);
        }
        if (removable().findAny().isEmpty()) {
            return found(Verdict.KEPT, "", end.get());
        }
        if (Stream.of(true, false).anyMatch(cloud -> places(cloud).size() > 1)) {
            return found(
                    Verdict.UNCLEAR,
                    "It was found in several clouds or several clusters, and a run uses one of each. If it is not needed,"
                            + " remove it by hand.",
                    end.get());
        }
        if (goesOn.test(run)) {
            return found(Verdict.GOES_ON, "", end.get());
        }
        return now.isBefore(end.get()) ? found(Verdict.MAY_LIVE, "", end.get()) : judgeByTheirClocks(now, end.get());
    }

    private OrphanReport judgeByTheirClocks(Instant now, Instant end) {
        return objects.stream()
                .filter(located -> located.serverTime().isBefore(end))
                .findFirst()
                .map(located -> found(
                        Verdict.MAY_LIVE,
                        "By Jenkins' clock (" + now.truncatedTo(ChronoUnit.SECONDS)
                                + ") it is past its end, by that of "
                                + located.place().label() + " (" + located.serverTime()
                                + ") it was not. If the clocks differ, set them right.",
                        end))
                .orElseGet(() -> found(Verdict.REMOVABLE, "", end));
    }

    private Optional<Instant> end() {
        List<Ownership> tags =
                objects.stream().map(located -> located.object().tags()).toList();
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
        Instant made = objects.stream()
                .map(located -> located.object().createdAt())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        try {
            Instant allowed = made.plus(life);
            return Optional.of(allowed.isAfter(said) ? allowed : said);
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private OrphanReport found(Verdict verdict, String why, @CheckForNull Instant end) {
        return new OrphanReport(
                run,
                owner(),
                objects.stream().map(Located::object).toList(),
                objects.stream()
                        .map(located -> located.place().label())
                        .distinct()
                        .toList(),
                verdict,
                why,
                end);
    }

    /** As Cinder says, if it has anything of the run: there nobody else can write. */
    @CheckForNull
    private Ownership owner() {
        return objects.stream()
                .max(Comparator.comparing(located -> located.place().isCloud()))
                .map(located -> located.object().tags())
                .orElse(null);
    }

    /** What may go when the run is past its end: not what is kept, and no pod that its Job takes along. */
    private Stream<MarkedObject> removable() {
        boolean job = objects.stream().anyMatch(located -> located.object().kind() == ResourceKind.JOB);
        return objects.stream()
                .map(Located::object)
                .filter(object -> !object.kept() && !(job && object.kind() == ResourceKind.POD));
    }

    /** What is to be removed, as a journal; only where there is something. */
    RunJournal journal(Instant now) {
        return RunJournal.found(
                Objects.requireNonNull(owner()),
                removable().map(object -> object.tracked(now)).toList());
    }

    /** The clouds, or the clusters, of what is to be removed. */
    List<ScanTarget> places(boolean clouds) {
        return objects.stream()
                .map(Located::place)
                .filter(place -> place.isCloud() == clouds)
                .distinct()
                .toList();
    }
}
