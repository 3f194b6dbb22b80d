package io.jenkins.plugins.cinderbackup.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.engine.RunReport;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import io.jenkins.plugins.cinderbackup.phase.Checks;
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
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A restore by Cinder over HTTP, of a volume that carries tags by which a scan would remove it: each call that is its own meets each trouble, once and for ever. */
class VolumeRestoreFaultsTest {
    static final Consumer<FaultWorld> OVER = world -> CinderScenes.restores(world, true);
    static final Consumer<FaultWorld> NEW = world -> CinderScenes.restores(world, false);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theVolumeHasTheDataAndNothingThatLetsAnybodyRemoveIt(boolean over) throws IOException {
        try (FaultWorld world = new FaultWorld()) {
            CinderScenes.restores(world, over);

            RunReport report = world.run();

            assertThat(report.failure()).isNull();
            assertThat(report.result()).as("%s", report.leftovers()).isEqualTo(RunResult.SUCCESS);
            assertThat(CinderRestores.problems(world, report)).isEmpty();
            assertThat(world.left()).isEmpty();
            assertThat(world.wire.calls())
                    .isNotEmpty()
                    .noneMatch(call -> call.service().equals("Kubernetes"));
        }
    }

    @TestFactory
    Stream<DynamicNode> whateverGoesWrongWhatItSaysIsThereIsWholeAndStays() throws IOException {
        Trials trials = new Trials("fault cells of a volume restore");
        List<Cell> cells = new ArrayList<>(cells(OVER, Set.of()));
        cells.addAll(
                cells(NEW, new LinkedHashSet<>(cells.stream().map(Cell::call).toList())));
        Map<Cell, Future<Cell.Result>> futures = FaultTable.begin(trials, cells);
        return trials.all(Stream.concat(
                FaultTable.tests(trials, futures),
                FaultTable.approved(futures, "calls of a volume restore", "messages of a volume restore")));
    }

    /** Not the calls of the checks: they only read, as those of a backup do. */
    private static List<Cell> cells(Consumer<FaultWorld> scenario, Set<Call> known) throws IOException {
        try (FaultWorld world = new FaultWorld()) {
            scenario.accept(world);
            RunReport report = world.run();
            Set<Call> calls = new LinkedHashSet<>(world.wire.calls());
            calls.removeAll(known);
            calls.removeIf(call -> call.phase().equals(Checks.ID));
            return calls.stream()
                    .flatMap(call ->
                            Cell.all(scenario, report.result(), world.retries().size(), call).stream())
                    .toList();
        }
    }
}
