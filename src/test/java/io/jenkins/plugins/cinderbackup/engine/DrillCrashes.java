package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.engine.CrashScenarios.Scenario;
import io.jenkins.plugins.cinderbackup.model.JobState;
import io.jenkins.plugins.cinderbackup.model.KeepMark;
import io.jenkins.plugins.cinderbackup.operation.verify.VerifyOperation;
import io.jenkins.plugins.cinderbackup.phase.Checks;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The restores on trial that {@link CrashTest} cuts off everywhere: nothing of them stays, and no answer is forgotten or made up. */
final class DrillCrashes {
    static final String DRILL = "drill: ";

    private DrillCrashes() {}

    static Stream<Scenario> scenarios() {
        List<Scenario> all = new ArrayList<>();
        all.add(drill("success", w -> {}));
        all.add(drill("without a check", w -> w.plan.check = false));
        all.add(drill(
                "repository damaged",
                w -> w.workloads.script(Kind.CHECK, ResticScript.exit(1, "Fatal: repository contains errors\n"))));
        all.add(drill("backup too old", w -> w.plan.maxAge = Duration.ofSeconds(1)));
        all.add(drill("too slow", w -> w.plan.maxDuration = Duration.ofMillis(1)));
        all.add(drill("no such backup", w -> w.workloads.script(Kind.LIST, ResticScript.exit(0, "[]\n"))));
        all.add(
                drill(
                        "backup damaged",
                        w -> w.workloads.script(
                                Kind.RESTORE,
                                ResticScript.exit(
                                        1,
                                        "ignoring error for /data/a: ciphertext verification failed\nFatal: There were 1 errors\n"))));
        all.add(drill(
                "not as much as the backup has",
                w -> w.workloads.script(
                        Kind.STATS,
                        ResticScript.exit(0, "{\"total_size\":1,\"total_file_count\":1,\"snapshots_count\":1}\n"))));
        all.add(drill(
                "a restic that cannot compare bit by bit",
                w -> w.workloads.script(Kind.COMPARE_CONTENT, ResticScript.exit(1, "unknown flag: --dry-run\n"))));
        all.add(drill("volume refused", w -> w.calls.refuseAlways("createVolume", Errors.quota("gigabytes"))));
        all.add(drill("claim never binds", w -> w.workloads.bindingTakes = Duration.ofDays(1)));
        all.add(drill(
                "Job lost", w -> w.workloads.script(Kind.RESTORE, ResticScript.ends(new JobState.Lost("evicted")))));
        all.add(sampled("success", w -> w.workloads.labelled.put("shop app=shop", List.of("cache", "db")), null));
        all.add(sampled("of nothing", w -> {}, null));
        all.add(sampled("aborted", w -> w.workloads.labelled.put("shop app=shop", List.of("cache", "db")), Checks.ID));
        all.add(tested("success", w -> {}));
        all.add(tested("too slow", w -> w.plan.maxDuration = Duration.ofMillis(1)));
        all.add(tested("says that it is not good", w -> w.workloads.testSays = ResticScript.exit(1, "2 pages torn\n")));
        all.add(tested("does not say what is expected", w -> w.workloads.testSays = ResticScript.exit(0, "fine\n")));
        all.add(tested(
                "does not end",
                w -> w.workloads.testSays = ResticScript.exit(0, "ok\n").running(Duration.ofDays(1))));
        all.add(tested("lost", w -> w.workloads.testSays = ResticScript.ends(new JobState.Lost("evicted"))));
        for (String call : List.of("createNetworkPolicy", "createTest")) {
            all.add(tested("answer lost: " + call, w -> w.calls.loseAnswer(call)));
        }
        for (String call :
                List.of("createVolume", "createClaim", "createPersistentVolume", "createSecret", "createJob")) {
            all.add(drill("answer lost: " + call, w -> w.calls.loseAnswer(call)));
        }
        all.add(compared("success", w -> {}));
        all.add(compared("no snapshot kept", w -> w.workloads.living = Optional::empty));
        all.add(compared(
                "differs",
                w -> w.workloads.script(Kind.COMPARE, ResticScript.exit(0, ResticScript.compared(1, 4, 4096)))));
        all.add(compared(
                "cannot be read",
                w -> w.workloads.script(Kind.COMPARE, ResticScript.ends(new JobState.Lost("evicted")))));
        all.add(compared("copy never binds", w -> w.workloads.bindingTakes = Duration.ofDays(1)));
        for (String call : List.of("createVolume", "createClaim", "createPersistentVolume", "createJob")) {
            all.add(compared("answer lost: " + call, w -> w.calls.loseAnswer(call)));
        }
        VerifyOperation.OPERATION.procedure().apply(withAll(new World()).plan.drill()).phases().stream()
                .map(Phase::id)
                .forEach(phase ->
                        all.add(new Scenario(DRILL + "aborted in " + phase, w -> withAll(w).drills = true, phase)));
        return all.stream();
    }

    private static Scenario sampled(String name, Consumer<World> setUp, PhaseId abortIn) {
        return new Scenario(
                DRILL + "sample " + name,
                w -> {
                    w.samples = true;
                    setUp.accept(w);
                },
                abortIn);
    }

    private static World withTest(World world) {
        world.plan.test = PlanBuilder.test("^ok$", false);
        return world;
    }

    private static World withSnapshot(World world) {
        world.storage.addSnapshotOf("kept-1", World.SOURCE, ResticScript.BACKED_UP_BY, new KeepMark("backup", true));
        world.plan.compareSnapshot = true;
        return world;
    }

    private static World withAll(World world) {
        return withSnapshot(withTest(world));
    }

    private static Scenario compared(String name, Consumer<World> setUp) {
        return drill("with its snapshot: " + name, w -> setUp.accept(withSnapshot(w)));
    }

    private static Scenario tested(String name, Consumer<World> setUp) {
        return drill("with a test: " + name, w -> setUp.accept(withTest(w)));
    }

    private static Scenario drill(String name, Consumer<World> setUp) {
        return new Scenario(DRILL + name, w -> {
            w.drills = true;
            setUp.accept(w);
        });
    }
}
