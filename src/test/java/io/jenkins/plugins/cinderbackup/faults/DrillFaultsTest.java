package io.jenkins.plugins.cinderbackup.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.engine.RunReport;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.operation.verify.ProofSampleOperation;
import io.jenkins.plugins.cinderbackup.operation.verify.ProofSamplePlan;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A restore on trial over HTTP: each of its calls meets each trouble, once and for ever; nothing of it stays, and nothing is verified that was not. */
class DrillFaultsTest {
    /** With a test of what is restored, and a comparison with the Cinder snapshot. */
    static final Consumer<FaultWorld> DRILL = world -> {
        RestoreFaultsTest.NEW_PVC.accept(world);
        world.restores = false;
        world.drills = true;
        world.restic.listing = RestoreFaultsTest.listing(",\"run=" + world.earlier + "\"");
        world.plan.test = FaultPlan.test();
        world.plan.compareSnapshot = true;
    };

    /** The run chooses, of the PVCs of a namespace, those that are to be verified. */
    static final Consumer<FaultWorld> SAMPLE = world -> {
        DRILL.accept(world);
        world.begins = origin -> ProofSampleOperation.OPERATION.begin(
                RunId.random(),
                origin,
                new ProofSamplePlan("cluster", "shop", "!app", 1, world.plan.drill()),
                Map.of(),
                world.clock.now());
    };

    @Test
    void aBackupIsVerifiedAndNothingStays() throws IOException {
        try (FaultWorld world = new FaultWorld()) {
            DRILL.accept(world);

            RunReport report = world.run();

            assertThat(report.failure()).isNull();
            assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
            assertThat(report.values()).containsEntry("verified", true).containsEntry("bytes", 4096L);
            assertThat(report.phases().keySet())
                    .extracting(Object::toString)
                    .containsExactly(
                            "Pending",
                            "FindingBackup",
                            "Check",
                            "CreatingVolume",
                            "CreatingPVC",
                            "Restore",
                            "Compare",
                            "CompareContent",
                            "Test",
                            "CopyingSnapshot",
                            "CreatingCopyPVC",
                            "CompareSnapshot",
                            "Cleanup");
            assertThat(world.restic.started)
                    .containsExactly(
                            "snapshots",
                            "check",
                            "restore",
                            "stats",
                            "restore --dry-run",
                            "pg_check",
                            "backup --dry-run");
            assertThat(world.left()).isEmpty();
        }
    }

    @TestFactory
    Stream<DynamicNode> whateverGoesWrongNothingIsLeftAndNothingIsVerifiedThatWasNot() throws IOException {
        Trials trials = new Trials("fault cells of a restore on trial");
        List<Cell> cells = cells();
        Map<Cell, Future<Cell.Result>> futures = FaultTable.begin(trials, cells);
        return trials.all(Stream.concat(
                FaultTable.tests(trials, futures),
                FaultTable.approved(futures, "calls of a restore on trial", "messages of a restore on trial")));
    }

    private static List<Cell> cells() throws IOException {
        try (FaultWorld world = new FaultWorld()) {
            DRILL.accept(world);
            RunReport report = world.run();
            Set<Call> calls = new LinkedHashSet<>(world.wire.calls());
            // A cluster that says for ever that there is no PVC says so too of those that the run has made
            return calls.stream()
                    .flatMap(call ->
                            Cell.all(DRILL, report.result(), world.retries().size(), call).stream())
                    .filter(cell -> !(cell.ever()
                            && cell.trouble() == Trouble.NOT_FOUND
                            && cell.call().what().equals("GET persistentvolumeclaims/NAME")))
                    .toList();
        }
    }
}
