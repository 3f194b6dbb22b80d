package io.jenkins.plugins.cinderbackup.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.engine.RunReport;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
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

/** A test of SCS-0117 over HTTP: each of its calls meets each trouble, once and for ever; nothing stays, and none passes that was not made. */
class ScsTestFaultsTest {
    private static final Consumer<FaultWorld> TEST = CinderScenes::testsTheService;

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

    private static List<Cell> cells() throws IOException {
        try (FaultWorld world = new FaultWorld()) {
            TEST.accept(world);
            RunReport report = world.run();
            Set<Call> calls = new LinkedHashSet<>(world.wire.calls());
            return calls.stream()
                    .flatMap(call ->
                            Cell.all(TEST, report.result(), world.retries().size(), call).stream())
                    .toList();
        }
    }
}
