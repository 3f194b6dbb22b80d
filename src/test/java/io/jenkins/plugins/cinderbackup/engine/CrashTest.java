package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.jenkins.plugins.cinderbackup.faults.Counts;
import io.jenkins.plugins.cinderbackup.model.JobState;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupPlan;
import io.jenkins.plugins.cinderbackup.operation.check.CheckOperation;
import io.jenkins.plugins.cinderbackup.operation.list.ListOperation;
import io.jenkins.plugins.cinderbackup.phase.Checks;
import io.jenkins.plugins.cinderbackup.phase.cleanup.Cleanup;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The controller's process ends before and after every call of a port and every write of the journal; another goes on with what was stored.
 * The points are counted in a run that is left in peace, so that a new call is covered on its own.
 */
class CrashTest {
    /** With what it was asked for, such as the deletion of an expired snapshot, after a run has ended. */
    private static final Duration CINDER_GOES_ON = Duration.ofMinutes(1);

    private static final String CHECK = "check: ";
    private static final String LIST = "list: ";
    private static final List<String> WRONG = Collections.synchronizedList(new ArrayList<>());
    private static final Map<String, Integer> COVERED = Collections.synchronizedMap(new TreeMap<>());

    /** @param abortIn the phase in which the user aborts, or null */
    record Scenario(String name, Consumer<World> setUp, PhaseId abortIn) {
        Scenario(String name, Consumer<World> setUp) {
            this(name, setUp, null);
        }
    }

    private static Stream<Scenario> scenarios() {
        List<Scenario> all = new ArrayList<>();
        all.add(new Scenario("success", w -> {}));
        all.add(new Scenario("success with retention", CrashTest::withRetention));
        all.add(new Scenario("success that keeps no snapshot", w -> {
            w.plan.keepLast = 0;
            w.plan.keepForDays = 0;
        }));
        all.add(new Scenario("volume by id alone", w -> {
            w.plan.pvc = null;
            w.plan.volumeId = World.SOURCE;
        }));
        all.add(new Scenario(
                "partial backup", w -> w.workloads.script(Kind.BACKUP, ResticScript.partial("/data/a", "/data/b"))));
        all.add(new Scenario(
                "first backup",
                w -> w.workloads.script(Kind.BACKUP, ResticScript.exitError(10, "repository does not exist"))));
        all.add(new Scenario(
                "living lock",
                w -> w.workloads.script(
                        Kind.BACKUP, ResticScript.exitError(11, "locked"), ResticScript.exitError(11, "locked"))));
        all.add(new Scenario("retention fails", w -> {
            withRetention(w);
            w.workloads.script(Kind.FORGET, ResticScript.exitError(1, "broken"));
        }));
        all.add(new Scenario("partial backup under a policy", w -> {
            withRetention(w);
            w.workloads.script(Kind.BACKUP, ResticScript.partial("/data/a"));
        }));
        all.add(new Scenario("backup after a lost one", w -> {
            withRetention(w);
            w.plan.guard = new BackupPlan.Guard(50, null, null, true, List.of(new RunId("99887766554433ff")));
        }));
        all.add(new Scenario(
                "backup of nothing",
                w -> w.workloads.script(Kind.BACKUP, ResticScript.exit(0, ResticScript.summary(0)))));
        all.add(new Scenario("removed by its own forget", w -> {
            withRetention(w);
            w.workloads.script(
                    Kind.FORGET, ResticScript.exit(0, ResticScript.forgotten(List.of(), List.of(ResticScript.OWN))));
        }));
        all.add(new Scenario("Pending fails", w -> w.storage.setStatus(World.SOURCE, "error")));
        all.add(new Scenario(
                "snapshot refused", w -> w.calls.refuseAlways("createSnapshot", Errors.quota("snapshots"))));
        all.add(new Scenario("snapshot in error", w -> w.storage.snapshotEndsAs = "error"));
        all.add(new Scenario(
                "snapshot times out",
                w -> w.storage.snapshotTakes = Duration.ofMinutes(10).plusSeconds(3)));
        all.add(new Scenario("volume refused", w -> w.calls.refuseAlways("createVolume", Errors.quota("gigabytes"))));
        all.add(new Scenario("volume in error", w -> w.storage.volumeEndsAs = "error"));
        all.add(new Scenario("claim refused", w -> w.calls.refuseAlways("createClaim", Errors.quota("claims"))));
        all.add(new Scenario(
                "PV refused", w -> w.calls.refuseAlways("createPersistentVolume", Errors.quota("policy"))));
        all.add(new Scenario("claim never binds", w -> w.workloads.bindingTakes = Duration.ofDays(1)));
        all.add(new Scenario("Secret refused", w -> w.calls.refuseAlways("createSecret", Errors.quota("secrets"))));
        all.add(new Scenario("Job refused", w -> w.calls.refuseAlways("createJob", Errors.quota("jobs"))));
        all.add(new Scenario(
                "Job lost", w -> w.workloads.script(Kind.BACKUP, ResticScript.ends(new JobState.Lost("evicted")))));
        all.add(new Scenario(
                "restic fails", w -> w.workloads.script(Kind.BACKUP, ResticScript.exitError(12, "wrong password"))));
        all.add(new Scenario(
                "empty backup", w -> w.workloads.script(Kind.BACKUP, ResticScript.exit(0, ResticScript.summary(0)))));
        for (String call : List.of(
                "createSnapshot",
                "createVolume",
                "createClaim",
                "createPersistentVolume",
                "createSecret",
                "createJob",
                "keepSnapshot")) {
            all.add(new Scenario("answer lost: " + call, w -> w.calls.loseAnswer(call)));
        }
        World.phases().forEach(phase -> all.add(new Scenario("aborted in " + phase, CrashTest::withRetention, phase)));
        return all.stream();
    }

    /** The same of a check of the repository, which has phases of its own. */
    private static Stream<Scenario> checks() {
        List<Scenario> all = new ArrayList<>();
        all.add(check("success", w -> {}));
        all.add(check(
                "damage",
                w -> w.workloads.script(Kind.CHECK, ResticScript.exit(1, "Fatal: repository contains errors\n"))));
        all.add(check(
                "living lock",
                w -> w.workloads.script(
                        Kind.CHECK, ResticScript.exitError(11, "locked"), ResticScript.exitError(11, "locked"))));
        all.add(check("Secret refused", w -> w.calls.refuseAlways("createSecret", Errors.quota("secrets"))));
        all.add(check("Job refused", w -> w.calls.refuseAlways("createJob", Errors.quota("jobs"))));
        all.add(check(
                "Job lost", w -> w.workloads.script(Kind.CHECK, ResticScript.ends(new JobState.Lost("evicted")))));
        for (String call : List.of("createSecret", "createJob")) {
            all.add(check("answer lost: " + call, w -> w.calls.loseAnswer(call)));
        }
        for (PhaseId phase : List.of(Checks.ID, CheckOperation.CHECK, Cleanup.ID)) {
            all.add(new Scenario(CHECK + "aborted in " + phase, w -> w.checks = true, phase));
        }
        return all.stream();
    }

    /** The same of a list of the repository. */
    private static Stream<Scenario> lists() {
        return Stream.of(
                list("success", w -> {}),
                list("half a list", w -> w.workloads.script(Kind.LIST, ResticScript.exit(0, "[{\"id\":\"aa"))),
                list("no catalog", w -> w.refuseListings = true),
                list("Job lost", w -> w.workloads.script(Kind.LIST, ResticScript.ends(new JobState.Lost("evicted")))),
                list("answer lost: createSecret", w -> w.calls.loseAnswer("createSecret")),
                list("answer lost: createJob", w -> w.calls.loseAnswer("createJob")),
                new Scenario(LIST + "aborted in " + ListOperation.LIST, w -> w.lists = true, ListOperation.LIST));
    }

    private static Scenario list(String name, Consumer<World> setUp) {
        return new Scenario(LIST + name, w -> {
            w.lists = true;
            setUp.accept(w);
        });
    }

    private static Scenario check(String name, Consumer<World> setUp) {
        return new Scenario(CHECK + name, w -> {
            w.checks = true;
            setUp.accept(w);
        });
    }

    private static void withRetention(World world) {
        world.plan.retention = World.KEEP_SEVEN;
        world.plan.keepLast = 2;
        world.plan.keepForDays = 1;
        for (int days = 1; days < 5; days++) {
            world.storage.addKeptSnapshot(
                    "old-" + days, World.SOURCE, Duration.ofDays(days).plusHours(1));
        }
    }

    @TestFactory
    Stream<DynamicTest> endsAsItWouldHaveWhereverItIsCutOff() {
        return Stream.of(scenarios(), checks(), lists(), RestoreCrashes.scenarios())
                .flatMap(all -> all)
                .map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> cutOffEverywhere(scenario)));
    }

    private static void cutOffEverywhere(Scenario scenario) {
        World undisturbed = world(scenario);
        RunReport expected = drive(undisturbed, scenario);
        int points = undisturbed.calls.points();
        undisturbed.ticker.advance(CINDER_GOES_ON);
        List<String> wrong = IntStream.range(0, points)
                .parallel()
                .mapToObj(point -> problem(point, scenario, undisturbed, expected))
                .flatMap(Optional::stream)
                .toList();
        COVERED.put(scenario.name(), points);
        wrong.forEach(problem -> WRONG.add(scenario.name() + ": " + problem));
        if (!wrong.isEmpty()) {
            fail(wrong.size() + " of " + points + " points:\n"
                    + String.join("\n", wrong.subList(0, Math.min(3, wrong.size()))));
        }
    }

    private static Optional<String> problem(int point, Scenario scenario, World undisturbed, RunReport expected) {
        try {
            crashAt(point, scenario, undisturbed, expected);
            return Optional.empty();
        } catch (AssertionError | RuntimeException e) {
            return Optional.of("point " + point + ": " + e);
        }
    }

    private static World world(Scenario scenario) {
        World world = new World();
        scenario.setUp().accept(world);
        return world;
    }

    private static void crashAt(int point, Scenario scenario, World undisturbed, RunReport expected) {
        World world = world(scenario);
        world.calls.crashAt(point);
        Map<String, Instant> limits = new HashMap<>();
        try {
            drive(world, scenario);
            fail("no crash at point " + point);
        } catch (Calls.Crash crash) {
            RunReport report;
            world.store.load(world.run).ifPresent(stored -> limits.putAll(stored.deadlines()));
            world.restart();
            try {
                report = drive(world, scenario);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(crash.getMessage() + " in " + world.journal.phase(), e);
            }
            assertSame(crash.getMessage(), world, undisturbed, report, expected);
            assertThat(world.journal.deadlines())
                    .describedAs("limits after a crash %s", crash.getMessage())
                    .containsAllEntriesOf(limits);
        }
    }

    private static void assertSame(String where, World world, World undisturbed, RunReport report, RunReport expected) {
        assertThat(report.result())
                .describedAs("result after a crash %s", where)
                .isEqualTo(expected.result());
        assertThat(report.failure() == null ? null : report.failure().findings())
                .describedAs("failure after a crash %s", where)
                .isEqualTo(
                        expected.failure() == null ? null : expected.failure().findings());
        assertThat(report.warnings())
                .describedAs("warnings after a crash %s", where)
                .isEqualTo(expected.warnings());
        assertThat(report.leftovers())
                .describedAs("leftovers after a crash %s", where)
                .isEqualTo(expected.leftovers());
        assertThat(report.values())
                .describedAs("summary after a crash %s", where)
                .isEqualTo(expected.values());
        assertThat(world.storage.madeSnapshots)
                .describedAs("snapshots made, crash %s", where)
                .isLessThanOrEqualTo(1);
        assertThat(world.storage.madeVolumes)
                .describedAs("volumes made, crash %s", where)
                .isLessThanOrEqualTo(1);
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
        // All that is handed over stays, or nothing of it
        assertThat(world.storage.keptVolumes().size())
                .describedAs("kept volumes, crash %s", where)
                .isEqualTo(undisturbed.storage.keptVolumes().size());
        assertThat(world.workloads.keptObjects())
                .describedAs("kept objects, crash %s", where)
                .isEqualTo(undisturbed.workloads.keptObjects());
        assertThat(world.store.runs()).describedAs("journals, crash %s", where).isEmpty();
    }

    private static RunReport drive(World world, Scenario scenario) {
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
                name -> Stream.of(CHECK, LIST, RestoreCrashes.RESTORE).noneMatch(name::startsWith));
        tell("crash points of a check", name -> name.startsWith(CHECK));
        tell("crash points of a list", name -> name.startsWith(LIST));
        tell("crash points of a restore", name -> name.startsWith(RestoreCrashes.RESTORE));
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
