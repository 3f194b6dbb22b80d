package io.jenkins.plugins.cinderbackup.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.engine.RunReport;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import io.jenkins.plugins.cinderbackup.operation.list.ListOperation;
import io.jenkins.plugins.cinderbackup.restic.ListedSnapshot;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A list of the repository over HTTP: each of its calls meets each trouble, once and for ever, and a list is never taken for whole that is not. */
class ListFaultsTest {
    private static final Consumer<FaultWorld> LIST = world -> world.lists = true;

    private static String list(int snapshots) {
        // As long as restic 0.18 says it of one of ours
        String rest = "\",\"time\":\"2026-01-31T11:00:00Z\",\"hostname\":\"" + "h".repeat(900) + "\"}";
        return IntStream.range(0, snapshots)
                .mapToObj(i -> "{\"id\":\"%064x".formatted(i) + rest)
                .collect(Collectors.joining(",", "[", "]\n"));
    }

    @Test
    void whatTheRepositoryHasIsToldToTheCatalogAndNothingIsAskedOfTheCloud() throws IOException {
        try (FaultWorld world = new FaultWorld()) {
            LIST.accept(world);
            world.restic.endsNext(0, list(2));

            RunReport report = world.run();

            assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
            assertThat(report.values()).containsEntry("snapshots", 2L);
            assertThat(report.phases().keySet())
                    .extracting(Object::toString)
                    .containsExactly("Pending", "List", "Cleanup");
            assertThat(world.wire.calls())
                    .isNotEmpty()
                    .allMatch(call -> call.service().equals("Kubernetes"));
            assertThat(world.listings)
                    .singleElement()
                    .satisfies(listing -> assertThat(listing.snapshots())
                            .extracting(ListedSnapshot::id)
                            .containsExactly("0".repeat(64), "0".repeat(63) + "1"));
            assertThat(world.left()).isEmpty();
        }
    }

    @Test
    void anEmptyRepositoryIsNoError() throws IOException {
        try (FaultWorld world = new FaultWorld()) {
            LIST.accept(world);

            assertThat(world.run().values()).containsEntry("snapshots", 0L);
            assertThat(world.listings)
                    .singleElement()
                    .satisfies(listing -> assertThat(listing.snapshots()).isEmpty());
        }
    }

    @Test
    void aListOfMegabytesIsReadWhole() throws IOException {
        try (FaultWorld world = new FaultWorld()) {
            LIST.accept(world);
            world.restic.endsNext(0, list(5_000));

            assertThat(world.run().values()).containsEntry("snapshots", 5_000L);
        }
    }

    @Test
    void aListThatIsTooLongForALogFailsAndTheCatalogStaysAsItWas() throws IOException {
        try (FaultWorld world = new FaultWorld()) {
            LIST.accept(world);
            world.restic.endsNext(0, list(10_000));

            RunReport report = world.run();

            assertThat(report.result()).isEqualTo(RunResult.FAILURE);
            assertThat(report.failure().phase()).isEqualTo(ListOperation.LIST);
            assertThat(report.failure().message()).endsWith(" cannot be read, or not all of it.");
            assertThat(report.values()).containsEntry("snapshots", null);
            assertThat(world.listings).isEmpty();
            assertThat(world.left()).isEmpty();
        }
    }

    @Test
    void aListWithoutWhatResticCouldNotLoadFailsAndTheCatalogStaysAsItWas() throws IOException {
        try (FaultWorld world = new FaultWorld()) {
            LIST.accept(world);
            world.restic.endsNext(0, "could not load snapshots: client.List: 503 Slow Down\n[]\n");

            RunReport report = world.run();

            assertThat(report.result()).isEqualTo(RunResult.FAILURE);
            assertThat(report.failure().message())
                    .startsWith("restic does not list all that the repository ")
                    .endsWith(" has. restic says: could not load snapshots: client.List: 503 Slow Down");
            assertThat(world.listings).isEmpty();
        }
    }

    @TestFactory
    Stream<DynamicTest> whateverGoesWrongNothingIsLeftAndNoSuccessIsWithoutAList() throws IOException {
        Trials trials = new Trials("fault cells of a list");
        return trials.all(FaultTable.tests(trials, FaultTable.begin(trials, cells())));
    }

    private static List<Cell> cells() throws IOException {
        try (FaultWorld world = new FaultWorld()) {
            LIST.accept(world);
            RunReport report = world.run();
            Set<Call> calls = new LinkedHashSet<>(world.wire.calls());
            return calls.stream()
                    .flatMap(call ->
                            Cell.all(LIST, report.result(), world.retries().size(), call).stream())
                    .toList();
        }
    }
}
