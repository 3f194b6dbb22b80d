package io.jenkins.plugins.cinderbackup.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.engine.RunReport;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import io.jenkins.plugins.cinderbackup.operation.verify.VerifyOperation;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A check of the repository over HTTP: its own list of phases, and each of its calls meets each trouble, once and for ever. */
class CheckFaultsTest {
    private static final Consumer<FaultWorld> CHECK = world -> world.checks = true;

    @Test
    void aRepositoryThatIsWholeIsSaidToBeAndNothingIsAskedOfTheCloud() throws IOException {
        try (FaultWorld world = new FaultWorld()) {
            CHECK.accept(world);

            RunReport report = world.run();

            assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
            assertThat(report.values()).containsEntry("verified", true);
            assertThat(report.phases().keySet())
                    .extracting(Object::toString)
                    .containsExactly("Pending", "Check", "Cleanup");
            assertThat(world.wire.calls())
                    .isNotEmpty()
                    .allMatch(call -> call.service().equals("Kubernetes"));
            assertThat(world.restic.started).containsExactly("check");
            assertThat(world.left()).isEmpty();
        }
    }

    @Test
    void aDamagedRepositoryFailsWithWhatResticSaysAndWhatToDo() throws IOException {
        try (FaultWorld world = new FaultWorld()) {
            CHECK.accept(world);
            world.restic.endsNext(1, "pack 90c9a337: does not exist\nFatal: repository contains errors\n");

            RunReport report = world.run();

            assertThat(report.result()).isEqualTo(RunResult.FAILURE);
            assertThat(report.failure().phase()).isEqualTo(VerifyOperation.CHECK);
            assertThat(report.failure().message())
                    .startsWith("The repository " + FaultPlan.REPOSITORY + " is not good.")
                    .contains("pack 90c9a337: does not exist", "repository contains errors");
            assertThat(report.values())
                    .containsEntry("verified", false)
                    .hasEntrySatisfying(
                            "checks",
                            checks -> assertThat(checks.toString())
                                    .contains("passed=false", "pack 90c9a337: does not exist"));
            assertThat(report.lines()).isEmpty();
            assertThat(world.left()).isEmpty();
        }
    }

    @TestFactory
    Stream<DynamicTest> whateverGoesWrongNothingIsLeftAndNoSuccessIsWithoutResticsWord() throws IOException {
        Trials trials = new Trials("fault cells of a check");
        return trials.all(FaultTable.tests(trials, FaultTable.begin(trials, cells())));
    }

    private static List<Cell> cells() throws IOException {
        try (FaultWorld world = new FaultWorld()) {
            CHECK.accept(world);
            RunReport report = world.run();
            Set<Call> calls = new LinkedHashSet<>(world.wire.calls());
            return calls.stream()
                    .flatMap(call ->
                            Cell.all(CHECK, report.result(), world.retries().size(), call).stream())
                    .toList();
        }
    }
}
