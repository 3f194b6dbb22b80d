package io.jenkins.plugins.cinderbackup.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.engine.RunReport;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import io.jenkins.plugins.cinderbackup.model.KnownBackup;
import io.jenkins.plugins.cinderbackup.model.SourceStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A gate over HTTP: each of its calls meets each trouble, once and for ever, and it is never open where it could not look. */
class GateFaultsTest {
    private static final Consumer<FaultWorld> GATE = world -> {
        world.gates = true;
        KnownBackup backup = new KnownBackup(
                "aabbccdd", world.clock.now().minus(Duration.ofHours(1)), true, "sound", null, null, null);
        world.statuses.put("production/shop/db", new SourceStatus(backup, backup, null, List.of(), Set.of()));
    };

    @Test
    void itAsksForThePvcsAndTheRepositoryAndNothingOfTheCloud() throws IOException {
        try (FaultWorld world = new FaultWorld()) {
            GATE.accept(world);

            RunReport report = world.run();

            assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
            assertThat(report.phases().keySet())
                    .extracting(Object::toString)
                    .containsExactly("Pending", "FindingPVCs", "List", "Require", "Cleanup");
            assertThat(world.wire.calls())
                    .isNotEmpty()
                    .allMatch(call -> call.service().equals("Kubernetes"));
            assertThat(world.left()).isEmpty();
        }
    }

    @Test
    void whatMayNotBeListedIsSaidBeforeAnythingIsMade() throws IOException {
        try (FaultWorld world = new FaultWorld()) {
            GATE.accept(world);
            world.kubernetes.access().deny("list", "persistentvolumeclaims");

            RunReport report = world.run();

            assertThat(report.result()).isEqualTo(RunResult.FAILURE);
            assertThat(report.failure().message()).contains("list persistentvolumeclaims in namespace shop");
            assertThat(report.phases()).hasSize(2);
            assertThat(world.left()).isEmpty();
        }
    }

    @TestFactory
    Stream<DynamicTest> whateverGoesWrongNothingIsLeftAndItIsNotOpenWithoutALook() throws IOException {
        Trials trials = new Trials("fault cells of a gate");
        try (FaultWorld world = new FaultWorld()) {
            GATE.accept(world);
            RunReport report = world.run();
            Set<Call> calls = new LinkedHashSet<>(world.wire.calls());
            List<Cell> cells = calls.stream()
                    .flatMap(call ->
                            Cell.all(GATE, report.result(), world.retries().size(), call).stream())
                    .toList();
            return trials.all(FaultTable.tests(trials, FaultTable.begin(trials, cells)));
        }
    }
}
