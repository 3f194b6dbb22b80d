package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.jenkins.plugins.cinderbackup.faults.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The controller's process ends before and after every call of a port and every write of the journal; another goes on with what was stored.
 * The points are counted in a run that is left in peace, so that a new call is covered on its own. All that whoever goes on can know are the
 * {@link Remains}: of points with equal ones, such as after one call and before the next, the first is tried for all.
 */
class CrashTest {
    /** With what it was asked for, such as the deletion of an expired snapshot, after a run has ended. */
    private static final Duration CINDER_GOES_ON = Duration.ofMinutes(1);

    private static final List<String> WRONG = Collections.synchronizedList(new ArrayList<>());
    private static final Map<String, Integer> COVERED = Collections.synchronizedMap(new TreeMap<>());

    @TestFactory
    Stream<DynamicTest> endsAsItWouldHaveWhereverItIsCutOff() {
        return CrashScenarios.all()
                .map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> cutOffEverywhere(scenario)));
    }

    private static void cutOffEverywhere(CrashScenarios.Scenario scenario) {
        World undisturbed = world(scenario);
        List<String> remains = remains(undisturbed, scenario);
        undisturbed.ticker.advance(CINDER_GOES_ON);
        int points = remains.size();
        List<String> wrong = alike(remains).parallelStream()
                .flatMap(same -> problem(same.get(0), scenario, undisturbed)
                        .map(problem -> same.stream().map(point -> "point " + point + ": " + problem))
                        .orElse(Stream.empty()))
                .toList();
        COVERED.put(scenario.name(), points);
        wrong.forEach(problem -> WRONG.add(scenario.name() + ": " + problem));
        if (!wrong.isEmpty()) {
            fail(wrong.size() + " of " + points + " points:\n"
                    + String.join("\n", wrong.subList(0, Math.min(3, wrong.size()))));
        }
    }

    /** Drives the run to its end; answers what would be left behind at each point. */
    private static List<String> remains(World undisturbed, CrashScenarios.Scenario scenario) {
        List<String> remains = new ArrayList<>();
        undisturbed.calls.atEachPoint(() -> remains.add(Remains.of(undisturbed)));
        drive(undisturbed, scenario);
        undisturbed.calls.atEachPoint(() -> {});
        return remains;
    }

    /** The points, those together at which the same would be left behind. */
    private static List<List<Integer>> alike(List<String> remains) {
        Map<String, List<Integer>> points = new LinkedHashMap<>();
        for (int point = 0; point < remains.size(); point++) {
            points.computeIfAbsent(remains.get(point), first -> new ArrayList<>())
                    .add(point);
        }
        return List.copyOf(points.values());
    }

    @ParameterizedTest
    @ValueSource(strings = {"success", "gate: passed", "restore: in place"})
    void pointsAtWhichTheSameIsLeftBehindComeToTheSame(String name) {
        CrashScenarios.Scenario scenario = CrashScenarios.all()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        World undisturbed = world(scenario);
        List<List<Integer>> alike = alike(remains(undisturbed, scenario));
        undisturbed.ticker.advance(CINDER_GOES_ON);

        assertThat(alike)
                .anyMatch(same -> same.size() > 1)
                .allSatisfy(same -> assertThat(
                                same.stream().map(point -> Remains.of(crashAt(point, scenario, undisturbed))))
                        .containsOnly(Remains.of(crashAt(same.get(0), scenario, undisturbed))));
    }

    private static Optional<String> problem(int point, CrashScenarios.Scenario scenario, World undisturbed) {
        try {
            crashAt(point, scenario, undisturbed);
            return Optional.empty();
        } catch (AssertionError | RuntimeException e) {
            return Optional.of(e.toString());
        }
    }

    private static World world(CrashScenarios.Scenario scenario) {
        World world = new World();
        scenario.setUp().accept(world);
        return world;
    }

    private static World crashAt(int point, CrashScenarios.Scenario scenario, World undisturbed) {
        World world = world(scenario);
        world.calls.crashAt(point);
        world.store.writesFrom(undisturbed.store.lastWriteBefore(point));
        Map<String, Instant> limits = new HashMap<>();
        try {
            drive(world, scenario);
            throw new AssertionError("no crash at point " + point);
        } catch (Calls.Crash crash) {
            RunReport report;
            world.store.load(world.run).ifPresent(stored -> limits.putAll(stored.deadlines()));
            world.restart();
            try {
                report = drive(world, scenario);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(crash.getMessage() + " in " + world.journal.phase(), e);
            }
            assertSame(crash.getMessage(), world, undisturbed, report, undisturbed.published);
            assertThat(world.journal.deadlines())
                    .describedAs("limits after a crash %s", crash.getMessage())
                    .containsAllEntriesOf(limits);
        }
        return world;
    }

    /** A restore takes longer where an answer that was lost in the crash is looked for. */
    private static Map<String, Object> withoutTimes(Map<String, Object> values) {
        Map<String, Object> others = new HashMap<>(values);
        others.computeIfPresent("restoreSeconds", (name, seconds) -> "known");
        others.computeIfPresent("steps", (name, steps) -> steps.toString().replaceAll("millis=\\d+", "millis"));
        return others;
    }

    /** A run that leaves something to the background may leave to it too what a call may have made that was cut off. */
    private static List<String> withoutUnclearCalls(List<String> leftovers, List<String> expected) {
        return expected.isEmpty()
                ? leftovers
                : leftovers.stream()
                        .filter(line -> expected.contains(line) || !line.endsWith("(from a call without an answer)"))
                        .toList();
    }

    private static List<String> withoutTimes(List<String> warnings) {
        return warnings.stream()
                .map(warning -> warning.replaceAll("took [^,]*,", "took …,"))
                .toList();
    }

    private static void assertSame(String where, World world, World undisturbed, RunReport report, RunReport expected) {
        assertThat(report.result())
                .describedAs("result after a crash %s", where)
                .isEqualTo(expected.result());
        assertThat(report.failure() == null ? null : report.failure().findings())
                .describedAs("failure after a crash %s", where)
                .isEqualTo(
                        expected.failure() == null ? null : expected.failure().findings());
        assertThat(withoutTimes(report.warnings()))
                .describedAs("warnings after a crash %s", where)
                .isEqualTo(withoutTimes(expected.warnings()));
        assertThat(withoutUnclearCalls(report.leftovers(), expected.leftovers()))
                .describedAs("leftovers after a crash %s", where)
                .isEqualTo(expected.leftovers());
        assertThat(withoutTimes(report.values()))
                .describedAs("summary after a crash %s", where)
                .isEqualTo(withoutTimes(expected.values()));
        assertThat(world.storage.madeSnapshots)
                .describedAs("snapshots made, crash %s", where)
                .isLessThanOrEqualTo(1);
        assertThat(world.storage.madeVolumes)
                .describedAs("volumes made, crash %s", where)
                .isLessThanOrEqualTo(Math.max(1, undisturbed.storage.madeVolumes));
        assertThat(world.backups.made)
                .describedAs("backups of Cinder made, crash %s", where)
                .isLessThanOrEqualTo(Math.max(1, undisturbed.backups.made));
        assertThat(world.backups.restores.begun)
                .describedAs("restores by Cinder, crash %s", where)
                .isLessThanOrEqualTo(Math.max(1, 2 * undisturbed.backups.restores.begun));
        assertThat(world.storage.metadata(VolumeBackupCrashes.TARGET))
                .describedAs("metadata of what is restored over, crash %s", where)
                .isEqualTo(undisturbed.storage.metadata(VolumeBackupCrashes.TARGET));
        assertThat(world.workloads.made.values())
                .describedAs("made once, crash %s", where)
                .allMatch(times -> times == 1);
        assertThat(world.elapsed())
                .describedAs("time, crash %s", where)
                .isLessThan(undisturbed.elapsed().plusSeconds(60));
        // A call in which the process died may be carried out for minutes
        world.removeInTheBackground();
        world.assertNothingLeft();
        world.ticker.advance(CINDER_GOES_ON);
        assertThat(world.storage.keptSnapshots().size())
                .describedAs("kept snapshots, crash %s", where)
                .isEqualTo(undisturbed.storage.keptSnapshots().size());
        assertThat(world.backups.all(true))
                .describedAs("kept backups of Cinder, crash %s", where)
                .isEqualTo(undisturbed.backups.all(true));
        // All that is handed over stays, or nothing of it
        assertThat(world.storage.keptVolumes().size())
                .describedAs("kept volumes, crash %s", where)
                .isEqualTo(undisturbed.storage.keptVolumes().size());
        assertThat(world.workloads.keptObjects())
                .describedAs("kept objects, crash %s", where)
                .isEqualTo(undisturbed.workloads.keptObjects());
        assertThat(world.store.runs()).describedAs("journals, crash %s", where).isEmpty();
    }

    private static RunReport drive(World world, CrashScenarios.Scenario scenario) {
        if (world.published != null) {
            // The build is over; whoever looks through the journals at start-up concludes what is left of them.
            return world.store.runs().isEmpty() ? world.published : world.publish(world.drive(j -> false));
        }
        if (world.journal == null) {
            world.begin();
        }
        if (scenario.abortIn() != null) {
            RunReport early = world.drive(j -> j.phase().equals(scenario.abortIn()));
            if (early != null) {
                return world.publish(early);
            }
            world.engine.abort(world.journal, "stop button");
        }
        return world.publish(world.drive(j -> false));
    }

    @AfterAll
    static void tellHowMuchWasCovered() {
        tell(
                "crash points",
                name -> Stream.of(
                                CrashScenarios.CHECK,
                                CrashScenarios.LIST,
                                CrashScenarios.GATE,
                                RestoreCrashes.RESTORE,
                                VolumeBackupCrashes.BACKUP,
                                ScsTestCrashes.TEST)
                        .noneMatch(name::startsWith));
        tell("crash points of a check", name -> name.startsWith(CrashScenarios.CHECK));
        tell("crash points of a list", name -> name.startsWith(CrashScenarios.LIST));
        tell("crash points of a gate", name -> name.startsWith(CrashScenarios.GATE));
        tell("crash points of a restore", name -> name.startsWith(RestoreCrashes.RESTORE));
        tell("crash points of a volume backup", name -> name.startsWith(VolumeBackupCrashes.BACKUP));
        tell("crash points of a test of SCS-0117", name -> name.startsWith(ScsTestCrashes.TEST));
        System.out.println("In " + COVERED.size() + " runs: " + COVERED);
    }

    private static void tell(String what, Predicate<String> scenarios) {
        int points = COVERED.entrySet().stream()
                .filter(entry -> scenarios.test(entry.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
        long wrong = WRONG.stream().filter(scenarios).count();
        Counts.tell(what, points, (int) wrong);
    }
}
