package io.jenkins.plugins.cinderbackup.faults;

import io.jenkins.plugins.cinderbackup.engine.RunReport;
import io.jenkins.plugins.cinderbackup.phase.storage.CreatingSnapshot;
import io.jenkins.plugins.cinderbackup.phase.storage.CreatingVolume;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;

/**
 * Each call of a run to one side, such as the cloud, meets each trouble, once and for ever. The calls are found by watching runs that are left in
 * peace, so that a new call is covered on its own. The sides are tested in classes of their own, so that they are tested at the same time.
 */
final class FaultMatrix {
    private final String side;
    private final Set<String> services;

    /**
     * @param side in the names of the count and of the parts of {@code docs/faults.md}
     * @param services whose calls these are
     */
    FaultMatrix(String side, Set<String> services) {
        this.side = side;
        this.services = services;
    }

    /** Runs whose calls are tried; those of the later ones only where the earlier ones do not make them. */
    private static Map<String, Consumer<FaultWorld>> scenarios() {
        Map<String, Consumer<FaultWorld>> all = new LinkedHashMap<>();
        all.put("a backup", world -> {});
        all.put(
                "a lock in the way",
                world -> world.restic.endsNext(
                        11,
                        "{\"message_type\":\"exit_error\",\"code\":11,\"message\":\"repository is already locked\"}\n"));
        all.put("lost answers", world -> {
            world.wire.plan(new Call(CreatingSnapshot.ID, "Cinder", "POST snapshots"), Trouble.LOST, false);
            world.wire.plan(new Call(CreatingVolume.ID, "Cinder", "POST volumes"), Trouble.LOST, false);
        });
        all.put("a snapshot in error", world -> world.openstack.breakNextSnapshot("no space"));
        return all;
    }

    private Map<Call, List<Cell>> cells() throws IOException {
        Map<Call, List<Cell>> cells = new LinkedHashMap<>();
        for (Consumer<FaultWorld> scenario : scenarios().values()) {
            try (FaultWorld world = new FaultWorld()) {
                scenario.accept(world);
                RunReport report = world.run();
                for (Call call : calls(world)) {
                    cells.computeIfAbsent(
                            call,
                            first -> Cell.all(
                                    scenario, report.result(), world.retries().size(), call));
                }
            }
        }
        return cells;
    }

    private List<Call> calls(FaultWorld world) {
        return world.wire.calls().stream()
                .filter(call -> services.contains(call.service()))
                .toList();
    }

    /** One for each field, and two for what the document says of all of them. */
    Stream<DynamicNode> tests() throws IOException {
        Trials trials = new Trials("fault cells of calls to the " + side);
        Map<Call, List<Cell>> cells = cells();
        Map<Cell, Future<Cell.Result>> futures = FaultTable.begin(
                trials, cells.values().stream().flatMap(List::stream).toList());
        Stream<DynamicNode> tests = cells.entrySet().stream()
                .map(entry -> DynamicContainer.dynamicContainer(
                        entry.getKey().toString(),
                        entry.getValue().stream()
                                .map(cell -> trials.test(cell.toString(), futures.get(cell), Cell.Result::problems))));
        return trials.all(
                Stream.concat(tests, FaultTable.approved(futures, "calls to the " + side, "messages of the " + side)));
    }
}
