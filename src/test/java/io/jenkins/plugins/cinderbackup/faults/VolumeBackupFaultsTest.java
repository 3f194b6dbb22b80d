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
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A backup by Cinder over HTTP: each of its calls meets each trouble, once and for ever; a good backup is never gone, and none is claimed that is not there. */
class VolumeBackupFaultsTest {
    @Test
    void theNewBackupIsThereInTheEndAndTheOldOneIsNot() throws IOException {
        try (FaultWorld world = new FaultWorld()) {
            CinderScenes.backsUp(world);

            RunReport report = world.run();

            assertThat(report.failure()).isNull();
            assertThat(report.result()).as("%s", report.warnings()).isEqualTo(RunResult.SUCCESS);
            assertThat(world.openstack.backups()).singleElement().satisfies(backup -> {
                assertThat(backup.id()).isEqualTo(report.values().get("backupId"));
                assertThat(backup.origin()).isEqualTo(world.source);
            });
            assertThat(world.wire.calls())
                    .isNotEmpty()
                    .noneMatch(call -> call.service().equals("Kubernetes"));
            assertThat(CinderBackups.problems(world, report)).isEmpty();
            assertThat(world.left()).isEmpty();
        }
    }

    @TestFactory
    Stream<DynamicNode> whateverGoesWrongNothingIsLeftAndNoSuccessIsWithoutABackup() throws IOException {
        Trials trials = new Trials("fault cells of a volume backup");
        List<Cell> cells = cells(CinderScenes::backsUp, call -> true);
        Map<Cell, Future<Cell.Result>> futures = FaultTable.begin(trials, cells);
        return trials.all(Stream.concat(
                FaultTable.tests(trials, futures),
                FaultTable.approved(futures, "calls of a volume backup", "messages of a volume backup")));
    }

    @TestFactory
    Stream<DynamicTest> whateverGoesWrongWithTheClusterThatKnowsTheVolume() throws IOException {
        Trials trials = new Trials("fault cells of a volume backup of a PVC");
        List<Cell> cells =
                cells(CinderScenes::backsUpClaim, call -> call.service().equals("Kubernetes"));
        assertThat(cells).isNotEmpty();
        return trials.all(cells.stream()
                .map(cell -> trials.test(
                        cell.toString(), trials.begin(cell.trouble().isSlow(), cell::run), Cell.Result::problems))
                .toList()
                .stream());
    }

    private static List<Cell> cells(Consumer<FaultWorld> scene, Predicate<Call> which) throws IOException {
        try (FaultWorld world = new FaultWorld()) {
            scene.accept(world);
            RunReport report = world.run();
            assertThat(report.failure()).isNull();
            Set<Call> calls = new LinkedHashSet<>(world.wire.calls());
            return calls.stream()
                    .filter(which)
                    .flatMap(call ->
                            Cell.all(scene, report.result(), world.retries().size(), call).stream())
                    .toList();
        }
    }
}
