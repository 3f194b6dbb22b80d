package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.JobState;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupPlan;
import io.jenkins.plugins.cinderbackup.operation.list.ListOperation;
import io.jenkins.plugins.cinderbackup.operation.verify.VerifyOperation;
import io.jenkins.plugins.cinderbackup.phase.Checks;
import io.jenkins.plugins.cinderbackup.phase.cleanup.Cleanup;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs of each operation, in which this or that happens, that a crash may cut off anywhere. */
final class CrashScenarios {
    static final String CHECK = "check: ";
    static final String LIST = "list: ";

    static final String GATE = "gate: ";

    private CrashScenarios() {}

    /** All of them. */
    static Stream<Scenario> all() {
        return Stream.of(
                        scenarios(),
                        checks(),
                        lists(),
                        gates(),
                        RestoreCrashes.scenarios(),
                        DrillCrashes.scenarios(),
                        VolumeBackupCrashes.scenarios(),
                        ScsTestCrashes.scenarios())
                .flatMap(all -> all);
    }

    /** @param abortIn the phase in which the user aborts, or null */
    record Scenario(String name, Consumer<World> setUp, PhaseId abortIn) {
        Scenario(String name, Consumer<World> setUp) {
            this(name, setUp, null);
        }
    }

    private static Stream<Scenario> scenarios() {
        List<Scenario> all = new ArrayList<>();
        all.add(new Scenario("success", w -> {}));
        all.add(new Scenario("success with retention", CrashScenarios::withRetention));
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
        World.phases()
                .forEach(phase -> all.add(new Scenario("aborted in " + phase, CrashScenarios::withRetention, phase)));
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
        for (PhaseId phase : List.of(Checks.ID, VerifyOperation.CHECK, Cleanup.ID)) {
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

    /** The same of a gate. */
    private static Stream<Scenario> gates() {
        return Stream.of(
                gate(
                        "passed",
                        w -> w.workloads.script(
                                Kind.LIST,
                                ResticScript.exit(
                                        0,
                                        "["
                                                + ResticScript.listed(
                                                        ResticScript.RESTORED,
                                                        "src:production/shop/db",
                                                        "2026-01-31T01:00:00Z")
                                                + "]\n"))),
                gate("passed by labels, from the catalog", w -> {
                    w.statuses.put("production/shop/db", GateTest.sound(Duration.ofHours(1)));
                    w.plan.gateClaims = List.of();
                    w.plan.gateSelector = "app=shop";
                    w.plan.gateRefreshes = false;
                    w.workloads.labelled.put("shop app=shop", List.of("db"));
                }),
                gate("closed", w -> {}),
                gate("answer lost: createJob", w -> w.calls.loseAnswer("createJob")));
    }

    private static Scenario gate(String name, Consumer<World> setUp) {
        return new Scenario(GATE + name, w -> {
            w.gates = true;
            setUp.accept(w);
        });
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
}
