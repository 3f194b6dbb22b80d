package io.jenkins.plugins.cinderbackup.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.engine.RunReport;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import java.io.IOException;
import java.util.ArrayList;
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

/** A restore over HTTP: each of its calls meets each trouble, once and for ever; what is handed over is whole, or is not there. */
class RestoreFaultsTest {
    private static final String ID = "5e".repeat(32);
    static final Consumer<FaultWorld> NEW_PVC = world -> {
        world.restores = true;
        world.restic.listing = listing("");
    };
    static final Consumer<FaultWorld> IN_PLACE = NEW_PVC.andThen(FaultWorld::restoresInPlace);
    static final Consumer<FaultWorld> REVERT = IN_PLACE.andThen(world -> {
        world.plan.revert = true;
        world.restic.listing = listing(",\"run=" + world.earlier + "\"");
    });

    static String listing(String tag) {
        return "[{\"time\":\"2026-01-30T02:00:00Z\",\"id\":\"" + ID
                + "\",\"paths\":[\"/data\"],\"tags\":[\"cinder-snapshot-backup\",\"src:cluster/shop/db\",\"size=2Gi\",\"class=standard\",\"access=ReadWriteOnce\""
                + tag + "]}]\n";
    }

    @Test
    void aNewPvcIsThereInTheEndAndNothingElse() throws IOException {
        try (FaultWorld world = new FaultWorld()) {
            NEW_PVC.accept(world);

            RunReport report = world.run();

            assertThat(report.failure()).isNull();
            assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
            assertThat(world.restic.started).containsExactly("snapshots", "restore", "stats");
            assertThat(Restored.problems(world, report)).isEmpty();
            assertThat(world.left()).isEmpty();
        }
    }

    @Test
    void aRestoreInPlaceLeavesTheSnapshotFromBeforeAndTheWorkloadAsItWas() throws IOException {
        try (FaultWorld world = new FaultWorld()) {
            IN_PLACE.accept(world);

            RunReport report = world.run();

            assertThat(report.failure()).isNull();
            assertThat(report.values().get("snapshotBefore")).isNotNull();
            assertThat(Restored.problems(world, report)).isEmpty();
            assertThat(world.left()).isEmpty();
        }
    }

    @Test
    void aRevertLeavesTheVolumeFromBeforeAndTheWorkloadAsItWas() throws IOException {
        try (FaultWorld world = new FaultWorld()) {
            REVERT.accept(world);

            RunReport report = world.run();

            assertThat(report.failure()).isNull();
            assertThat(report.values().get("volumeBefore")).isNotNull();
            assertThat(world.restic.started).containsExactly("snapshots");
            assertThat(Restored.problems(world, report)).isEmpty();
            assertThat(world.left()).isEmpty();
        }
    }

    @TestFactory
    Stream<DynamicNode> whateverGoesWrongAllIsHandedOverOrNothing() throws IOException {
        Trials trials = new Trials("fault cells of a restore");
        List<Cell> cells = new ArrayList<>(cells(NEW_PVC, Set.of()));
        Set<Call> known = new LinkedHashSet<>(cells.stream().map(Cell::call).toList());
        cells.addAll(cells(IN_PLACE, known));
        known.addAll(cells.stream().map(Cell::call).toList());
        cells.addAll(cells(REVERT, known));
        // A cluster that says for ever that there is no PVC says so too of those that the run has made
        cells.removeIf(cell -> cell.ever()
                && cell.trouble() == Trouble.NOT_FOUND
                && cell.call().what().equals("GET persistentvolumeclaims/NAME"));
        Map<Cell, Future<Cell.Result>> futures = FaultTable.begin(trials, cells);
        return trials.all(Stream.concat(
                FaultTable.tests(trials, futures),
                FaultTable.approved(futures, "calls of a restore", "messages of a restore")));
    }

    private static List<Cell> cells(Consumer<FaultWorld> scenario, Set<Call> known) throws IOException {
        try (FaultWorld world = new FaultWorld()) {
            scenario.accept(world);
            RunReport report = world.run();
            Set<Call> calls = new LinkedHashSet<>(world.wire.calls());
            calls.removeAll(known);
            return calls.stream()
                    .flatMap(call ->
                            Cell.all(scenario, report.result(), world.retries().size(), call).stream())
                    .toList();
        }
    }
}
