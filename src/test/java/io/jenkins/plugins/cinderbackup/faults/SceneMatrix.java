package io.jenkins.plugins.cinderbackup.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.engine.RunResult;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** Each call of a run meets each trouble, once and for ever; the calls are found by watching one that is left in peace. */
final class SceneMatrix {
    private SceneMatrix() {}

    /**
     * One test for each field, and one for what the document says of all of them.
     *
     * @param scene the run, and what it has to come to
     * @param what it is, in the names of the count and of the part of {@code docs/faults.md}
     */
    static Stream<DynamicNode> tests(Consumer<FaultWorld> scene, String what) throws IOException {
        return tests(scene, what, futures -> Stream.of(FaultTable.approved(futures, "calls of " + what)));
    }

    /** The same with what a user reads. */
    static Stream<DynamicNode> withMessages(Consumer<FaultWorld> scene, String what) throws IOException {
        return tests(scene, what, futures -> FaultTable.approved(futures, "calls of " + what, "messages of " + what));
    }

    private static Stream<DynamicNode> tests(
            Consumer<FaultWorld> scene,
            String what,
            Function<Map<Cell, Future<Cell.Result>>, Stream<? extends DynamicNode>> document)
            throws IOException {
        Trials trials = new Trials("fault cells of " + what);
        List<Cell> cells = calls(scene).stream()
                .flatMap(call -> Cell.all(scene, RunResult.SUCCESS, 0, call).stream())
                .toList();
        Map<Cell, Future<Cell.Result>> futures = FaultTable.begin(trials, cells);
        return trials.all(Stream.concat(
                cells.stream().map(cell -> trials.test(cell.toString(), futures.get(cell), Cell.Result::problems)),
                document.apply(futures)));
    }

    private static Set<Call> calls(Consumer<FaultWorld> scene) throws IOException {
        try (FaultWorld world = new FaultWorld()) {
            scene.accept(world);
            assertThat(world.run().result()).isEqualTo(RunResult.SUCCESS);
            return new LinkedHashSet<>(world.wire.calls());
        }
    }
}
