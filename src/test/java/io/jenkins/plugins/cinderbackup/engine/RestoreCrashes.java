package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.engine.CrashScenarios.Scenario;
import io.jenkins.plugins.cinderbackup.model.JobState;
import io.jenkins.plugins.cinderbackup.model.KeepMark;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.Workload;
import io.jenkins.plugins.cinderbackup.operation.restore.RestoreOperation;
import io.jenkins.plugins.cinderbackup.phase.storage.CreatingSnapshot;
import io.jenkins.plugins.cinderbackup.phase.storage.CreatingVolume;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import io.jenkins.plugins.cinderbackup.restic.RestoreScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The restores that {@link CrashTest} cuts off everywhere: they hand over what they have made. */
final class RestoreCrashes {
    static final String RESTORE = "restore: ";

    private static final ResticScript PARTIAL =
            ResticScript.exit(1, "ignoring error for /data/a: no such file\nFatal: There were 1 errors\n");

    private RestoreCrashes() {}

    static Stream<Scenario> scenarios() {
        List<Scenario> all = new ArrayList<>();
        all.add(restore("new PVC from the repository", w -> {}));
        all.add(restore(
                "new PVC from a snapshot",
                w -> w.storage.addSnapshotOf(
                        "kept-1", World.SOURCE, ResticScript.BACKED_UP_BY, new KeepMark("backup", true))));
        all.add(restore("in place", w -> w.plan.restore.inPlace()));
        all.add(restore("a part", w -> w.plan.restore.scope = new RestoreScope(List.of("/a"), List.of(), false)));
        all.add(restore(
                "a part that is missing",
                w -> w.plan.restore.scope = new RestoreScope(List.of("/b"), List.of(), false)));
        all.add(restore(
                "old restic", w -> w.workloads.script(Kind.RESTORE, ResticScript.exit(1, "unknown flag: --sparse\n"))));
        all.add(restore("no such backup", w -> w.workloads.script(Kind.LIST, ResticScript.exit(0, "[]\n"))));
        all.add(restore("target exists", w -> w.workloads.claims.add("shop/db-restored")));
        all.add(restore("restored in part", w -> w.workloads.script(Kind.RESTORE, PARTIAL)));
        all.add(restore("restored in part in place", w -> {
            w.plan.restore.inPlace();
            w.workloads.script(Kind.RESTORE, PARTIAL);
        }));
        all.add(restore(
                "not as much as the backup has",
                w -> w.workloads.script(Kind.STATS, ResticScript.exit(0, "{\"snapshots_count\":0}\n"))));
        all.add(restore("not as much as the backup has, in place", w -> {
            w.plan.restore.inPlace();
            w.workloads.script(
                    Kind.STATS,
                    ResticScript.exit(0, "{\"total_size\":1,\"total_file_count\":1,\"snapshots_count\":1}"));
        }));
        all.add(restore("a lock in place", w -> {
            w.plan.restore.inPlace();
            w.workloads.script(Kind.RESTORE, ResticScript.exitError(11, "repository is already locked by PID 1"));
        }));
        all.add(restore("volume refused", w -> w.calls.refuseAlways("createVolume", Errors.quota("gigabytes"))));
        all.add(restore("claim never binds", w -> w.workloads.bindingTakes = Duration.ofDays(1)));
        all.add(restore(
                "Job lost", w -> w.workloads.script(Kind.RESTORE, ResticScript.ends(new JobState.Lost("evicted")))));
        for (String call : List.of(
                "createVolume",
                "createClaim",
                "createPersistentVolume",
                "createSecret",
                "createJob",
                "keepVolume",
                "keep")) {
            all.add(restore("answer lost: " + call, w -> w.calls.loseAnswer(call)));
        }
        all.add(restore("answer lost: keepSnapshot", w -> {
            w.plan.restore.inPlace();
            w.calls.loseAnswer("keepSnapshot");
        }));
        all.add(restore("scaling down", RestoreCrashes::scalesDown));
        all.add(restore("scaling down, restored in part", w -> {
            scalesDown(w);
            w.workloads.script(Kind.RESTORE, PARTIAL);
        }));
        all.add(restore("scaling down, answer lost: scale", w -> {
            scalesDown(w);
            w.calls.loseAnswer("scale");
        }));
        for (PhaseId phase : List.of(RestoreOperation.SCALING_DOWN, RestoreOperation.RESTORE)) {
            all.add(restore("scaling down, aborted in " + phase, RestoreCrashes::scalesDown, phase));
        }
        all.addAll(reverts());
        World world = new World();
        phasesOf(world.plan).forEach(phase -> all.add(restore("aborted in " + phase, w -> {}, phase)));
        for (PhaseId phase : List.of(CreatingSnapshot.ID, RestoreOperation.RESTORE)) {
            all.add(restore("in place, aborted in " + phase, w -> w.plan.restore.inPlace(), phase));
        }
        return all.stream();
    }

    private static List<Scenario> reverts() {
        List<Scenario> all = new ArrayList<>();
        all.add(restore("revert", RestoreCrashes::reverts));
        all.add(restore("revert to a Cinder snapshot that is named", w -> {
            reverts(w);
            w.plan.restore.cinderSnapshotId = "kept-1";
        }));
        all.add(restore("revert, scaling down", w -> {
            scalesDown(w);
            reverts(w);
        }));
        all.add(restore("revert that ends in error", w -> {
            reverts(w);
            w.storage.reverts.endsAs = "error";
        }));
        all.add(restore("revert that does not end", w -> {
            reverts(w);
            w.storage.reverts.takes = Duration.ofDays(1);
        }));
        for (String call : List.of("createVolume", "keepVolume", "revert")) {
            all.add(restore("revert, answer lost: " + call, w -> {
                reverts(w);
                w.calls.loseAnswer(call);
            }));
        }
        for (PhaseId phase : List.of(CreatingVolume.ID, RestoreOperation.REVERTING)) {
            all.add(restore("revert, aborted in " + phase, RestoreCrashes::reverts, phase));
        }
        return all;
    }

    /** A restore in place by Cinder, to the snapshot that was kept of the newest backup. */
    static void reverts(World world) {
        world.restores = true;
        world.plan.restore.revert();
        world.workloads.claims.add("shop/db");
        world.storage.addSnapshotOf("kept-1", World.SOURCE, ResticScript.BACKED_UP_BY, new KeepMark("backup", true));
    }

    /** A restore in place while two workloads use the volume. */
    static void scalesDown(World world) {
        world.restores = true;
        world.plan.restore.inPlace();
        world.plan.restore.scaleDown = List.of(
                new Workload(ResourceKind.STATEFUL_SET, "shop", "db"),
                new Workload(ResourceKind.DEPLOYMENT, "shop", "web"));
        world.workloads.claims.add("shop/db");
        world.workloads.scaled.add(world.plan.restore.scaleDown.get(0), 1, "shop/db");
        world.workloads.scaled.add(world.plan.restore.scaleDown.get(1), 3, "shop/db");
    }

    private static Stream<PhaseId> phasesOf(PlanBuilder plan) {
        return RestoreOperation.OPERATION.procedure().apply(plan.restore.build(plan)).phases().stream()
                .map(Phase::id);
    }

    private static Scenario restore(String name, Consumer<World> setUp) {
        return restore(name, setUp, null);
    }

    private static Scenario restore(String name, Consumer<World> setUp, PhaseId abortIn) {
        return new Scenario(
                RESTORE + name,
                w -> {
                    w.restores = true;
                    setUp.accept(w);
                },
                abortIn);
    }
}
