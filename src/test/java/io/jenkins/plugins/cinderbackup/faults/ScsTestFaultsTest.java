package io.jenkins.plugins.cinderbackup.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.engine.RunReport;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
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

/** A test of SCS-0117 over HTTP: each of its calls meets each trouble, once and for ever; nothing stays, and none passes that was not made. */
class ScsTestFaultsTest {
    private static final Consumer<FaultWorld> TEST = CinderScenes::testsTheService;
    private static final Consumer<FaultWorld> DATA = CinderScenes::testsTheServiceWithData;

    @Test
    void theTestPassesAndLeavesNothing() throws IOException {
        try (FaultWorld world = new FaultWorld()) {
            TEST.accept(world);

            RunReport report = world.run();

            assertThat(report.failure()).isNull();
            assertThat(report.result()).as("%s", report.warnings()).isEqualTo(RunResult.SUCCESS);
            assertThat(report.values()).containsEntry("verdict", "PASS");
            assertThat(world.openstack.backups()).isEmpty();
            assertThat(world.wire.calls())
                    .isNotEmpty()
                    .noneMatch(call -> call.service().equals("Kubernetes"));
            assertThat(world.left()).isEmpty();
        }
    }

    @TestFactory
    Stream<DynamicNode> whateverGoesWrongNothingIsLeftAndTheVerdictIsRight() throws IOException {
        Trials trials = new Trials("fault cells of a test of SCS-0117");
        List<Cell> cells = cells();
        Map<Cell, Future<Cell.Result>> futures = FaultTable.begin(trials, cells);
        return trials.all(Stream.concat(
                FaultTable.tests(trials, futures),
                FaultTable.approved(futures, "calls of a test of SCS-0117", "messages of a test of SCS-0117")));
    }

    @Test
    void theTestWithDataComparesThemAndLeavesNothing() throws IOException {
        try (FaultWorld world = new FaultWorld()) {
            DATA.accept(world);

            RunReport report = world.run();

            assertThat(report.failure()).isNull();
            assertThat(report.result()).as("%s", report.warnings()).isEqualTo(RunResult.SUCCESS);
            assertThat(report.values()).containsEntry("verdict", "PASS");
            assertThat(report.notes()).anyMatch(note -> note.endsWith("is what was written: first"));
            assertThat(world.left()).isEmpty();
            assertThat(world.madeTwice()).isEmpty();
        }
    }

    @TestFactory
    Stream<DynamicNode> whateverGoesWrongInTheClusterSoToo() throws IOException {
        Trials trials = new Trials("fault cells of a test of SCS-0117 with data");
        Map<Cell, Future<Cell.Result>> futures = FaultTable.begin(trials, cellsOfData());
        return trials.all(Stream.concat(
                FaultTable.tests(trials, futures),
                FaultTable.approved(
                        futures, "calls of a test of SCS-0117 with data", "messages of a test of SCS-0117 with data")));
    }

    private static List<Cell> cells() throws IOException {
        return cells(TEST, calls(TEST));
    }

    /** Of each call that the test without data does not make, the first. */
    private static List<Cell> cellsOfData() throws IOException {
        Set<String> known = new HashSet<>();
        calls(TEST).forEach(call -> known.add(text(call)));
        List<Call> calls =
                calls(DATA).stream().filter(call -> known.add(text(call))).toList();
        return cells(DATA, calls);
    }

    private static String text(Call call) {
        return call.service() + " " + call.what();
    }

    private static Set<Call> calls(Consumer<FaultWorld> scenario) throws IOException {
        try (FaultWorld world = new FaultWorld()) {
            scenario.accept(world);
            world.run();
            return new LinkedHashSet<>(world.wire.calls());
        }
    }

    private static List<Cell> cells(Consumer<FaultWorld> scenario, Collection<Call> calls) throws IOException {
        try (FaultWorld world = new FaultWorld()) {
            scenario.accept(world);
            RunReport report = world.run();
            return calls.stream()
                    .flatMap(call ->
                            Cell.all(scenario, report.result(), world.retries().size(), call).stream())
                    .toList();
        }
    }
}
