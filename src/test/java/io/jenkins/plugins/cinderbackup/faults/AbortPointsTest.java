package io.jenkins.plugins.cinderbackup.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.engine.RunReport;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A run is aborted at each of its looks that writes something down, and in the middle of each kind of call. The points are found by counting. */
class AbortPointsTest {
    private static final Duration ALL_WITHIN = Duration.ofSeconds(45);

    /** One way to be aborted, tried. */
    private interface Attempt {
        /** Fails if something is not as it should be. */
        void run() throws Exception;
    }

    private record Point(String name, Attempt attempt) {}

    @TestFactory
    Stream<DynamicTest> endsAbortedInTimeWithNothingLeftWhereverItIsAborted() throws Exception {
        return tests("abort points", world -> {});
    }

    @TestFactory
    Stream<DynamicTest> aCheckOfTheRepositoryDoesSoToo() throws Exception {
        return tests("abort points of a check", world -> world.checks = true);
    }

    @TestFactory
    Stream<DynamicTest> aListOfTheRepositoryDoesSoToo() throws Exception {
        return tests("abort points of a list", world -> world.lists = true);
    }

    @TestFactory
    Stream<DynamicTest> aRestoreInPlaceDoesSoTooAndScalesBack() throws Exception {
        return tests("abort points of a restore", RestoreFaultsTest.IN_PLACE);
    }

    @TestFactory
    Stream<DynamicTest> aRestoreOnTrialWithATestDoesSoToo() throws Exception {
        return tests("abort points of a restore on trial", DrillFaultsTest.DRILL);
    }

    @TestFactory
    Stream<DynamicTest> aSampleDoesSoToo() throws Exception {
        return tests("abort points of a sample", DrillFaultsTest.SAMPLE);
    }

    @TestFactory
    Stream<DynamicTest> aRevertDoesSoTooAndScalesBack() throws Exception {
        return tests("abort points of a revert", RestoreFaultsTest.REVERT);
    }

    @TestFactory
    Stream<DynamicTest> aBackupByCinderDoesSoToo() throws Exception {
        return tests("abort points of a volume backup", CinderScenes::backsUp);
    }

    @TestFactory
    Stream<DynamicTest> aSearchForAServersVolumesDoesSoToo() throws Exception {
        return tests("abort points of a volume search", CinderScenes::searches);
    }

    @TestFactory
    Stream<DynamicTest> aRestoreByCinderToANewVolumeDoesSoToo() throws Exception {
        return tests("abort points of a volume restore", VolumeRestoreFaultsTest.NEW);
    }

    @TestFactory
    Stream<DynamicTest> aRestoreByCinderOverAVolumeDoesSoToo() throws Exception {
        return tests("abort points of a restore over a volume", VolumeRestoreFaultsTest.OVER);
    }

    @TestFactory
    Stream<DynamicTest> aTestOfScs0117DoesSoToo() throws Exception {
        return tests("abort points of a test of SCS-0117", CinderScenes::testsTheServiceWithData);
    }

    private static Stream<DynamicTest> tests(String counted, Consumer<FaultWorld> scenario) throws Exception {
        Trials trials = new Trials(counted);
        List<DynamicTest> tests = new ArrayList<>();
        for (Point point : points(scenario)) {
            Future<List<String>> problems = trials.begin(false, () -> problems(point));
            tests.add(trials.test(point.name(), problems, found -> found));
        }
        return trials.all(tests.stream());
    }

    private static List<Point> points(Consumer<FaultWorld> scenario) throws Exception {
        List<Point> points = new ArrayList<>();
        Set<Call> calls = new LinkedHashSet<>();
        try (FaultWorld world = new FaultWorld()) {
            scenario.accept(world);
            int[] before = {0};
            int[] looks = {0};
            world.drive(journal -> {
                int now = world.journals.writes();
                if (now > before[0] || looks[0] == 0) {
                    before[0] = now;
                    int look = looks[0];
                    points.add(new Point(
                            "at look " + look + " in " + journal.phase(), () -> abortAt(scenario, look, false)));
                    points.add(new Point(
                            "twice at look " + look + " in " + journal.phase(), () -> abortAt(scenario, look, true)));
                }
                looks[0]++;
                return false;
            });
            calls.addAll(world.wire.calls());
        }
        for (Call call : calls) {
            points.add(new Point("in " + call, () -> abortIn(scenario, call, Trouble.HANG)));
            if (Trouble.LATE.fits(call)) {
                points.add(new Point("in " + call + ", carried out late", () -> abortIn(scenario, call, Trouble.LATE)));
            }
            if (Trouble.TRUNCATED.fits(call)) {
                points.add(new Point("in " + call + ", carried out", () -> abortIn(scenario, call, Trouble.STALL)));
            }
        }
        return points;
    }

    private static List<String> problems(Point point) {
        try {
            point.attempt.run();
            return List.of();
        } catch (Exception | AssertionError e) {
            return List.of(e.toString());
        }
    }

    private static void abortAt(Consumer<FaultWorld> scenario, int look, boolean twice) throws Exception {
        try (FaultWorld world = new FaultWorld()) {
            scenario.accept(world);
            world.restic.releaseTakes = Duration.ofSeconds(29);
            int[] looks = {0};
            assertThat(world.drive(journal -> looks[0]++ == look))
                    .as("the report of a run that was over before the abort")
                    .isEmpty();
            abort(world, twice);
        }
    }

    /** The call hangs; the abort interrupts it, as it does a call of a step. */
    private static void abortIn(Consumer<FaultWorld> scenario, Call call, Trouble trouble) throws Exception {
        try (FaultWorld world = new FaultWorld()) {
            scenario.accept(world);
            world.restic.releaseTakes = Duration.ofSeconds(29);
            world.wire.plan(call, trouble, false);
            world.wire.interruptsTheDriver();
            assertThat(world.drive(journal -> world.wire.hits() > 0)).isEmpty();
            // As its driver does after each look
            Thread.interrupted();
            world.wire.heal();
            abort(world, false);
        }
    }

    private static void abort(FaultWorld world, boolean twice) throws Exception {
        Instant aborted = world.clock.now();
        boolean resticRan = !world.restic.started.isEmpty();
        world.engine.abort(world.journal, "stop button");
        int calls = world.wire.calls().size();

        RunReport report = twice ? world.engine.abandon(world.journal, "stop button again") : world.run();

        Duration took = Duration.between(aborted, report.startedAt().plus(report.duration()));
        assertThat(report.result()).isEqualTo(RunResult.ABORTED);
        assertThat(world.retries())
                .as("a call that the abort has interrupted is no trouble to tell of")
                .noneMatch(line -> line.contains("did not answer in time")
                        || line.toLowerCase(Locale.ROOT).contains("interrupted"));
        assertThat(took).isLessThanOrEqualTo(twice ? Duration.ZERO : ALL_WITHIN);
        if (twice) {
            assertThat(world.wire.calls()).as("calls after the second abort").hasSize(calls);
        }
        world.removeTheRest();
        assertThat(world.left()).isEmpty();
        if (world.cinderBackup != null) {
            assertThat(CinderRestores.problems(world, report)).isEmpty();
        }
        assertThat(world.journals.runs()).isEmpty();
        assertThat(world.madeTwice()).isEmpty();
        assertThat(world.restic.signals)
                .as("a restic that releases its lock within 30 s is not killed")
                .doesNotContain("SIGKILL");
        assertThat(world.restic.snapshots.size()).isLessThanOrEqualTo(resticRan ? 1 : 0);
    }
}
