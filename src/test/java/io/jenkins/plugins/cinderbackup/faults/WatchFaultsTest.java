package io.jenkins.plugins.cinderbackup.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.cinderbackup.engine.RunReport;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import io.jenkins.plugins.cinderbackup.port.Cluster.Subscription;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.Faults;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A watch only makes a run sooner: whatever befalls it for ever, the backup is made by looking, nothing is left, and the console has no line of it. The
 * calls are found by watching a run that is left in peace.
 */
class WatchFaultsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    /** What no list or watch can meet, or what Wire alone ends again. */
    private static final Set<Trouble> OTHERS = Set.of(
            Trouble.QUOTA, Trouble.RATE, Trouble.LOST, Trouble.AWAY, Trouble.STALL, Trouble.TRICKLE, Trouble.TRUNCATED);

    /** @param what such as {@code WATCH pods} */
    private record Cell(String what, String label, Faults.Effect effect) {
        String pattern() {
            String resource = what.substring(what.indexOf(' ') + 1);
            return "/" + resource + "\\?" + (what.startsWith("WATCH") ? ".*watch=true" : "(?!.*watch=true)");
        }
    }

    @TestFactory
    Stream<DynamicTest> whateverAWatchMeetsTheBackupIsMadeAndNothingIsLeft() throws IOException {
        List<String> calls = calls();
        assertThat(calls)
                .contains(
                        "WATCH pods",
                        "WATCH jobs",
                        "WATCH persistentvolumeclaims",
                        "LIST jobs",
                        "LIST persistentvolumeclaims");
        Trials trials = new Trials("watch cells");
        List<DynamicTest> tests = new ArrayList<>();
        for (String what : calls) {
            for (Cell cell : cells(what)) {
                Future<List<String>> problems = trials.begin(false, () -> problems(cell));
                tests.add(trials.test(cell.what() + " meets " + cell.label(), problems, found -> found));
            }
        }
        return trials.all(tests.stream());
    }

    /** The calls that a subscription makes and a run does not: both list pods. */
    private static List<String> calls() throws IOException {
        try (FaultWorld world = new FaultWorld().begin()) {
            try (Subscription subscription = subscribe(world)) {
                await().atMost(SOON)
                        .until(() -> world.wire.calls().stream()
                                        .filter(call -> call.what().startsWith("WATCH"))
                                        .count()
                                == 3);
                return world.wire.calls().stream()
                        .map(Call::what)
                        .filter(what -> !what.equals("LIST pods"))
                        .distinct()
                        .sorted()
                        .toList();
            }
        }
    }

    private static Subscription subscribe(FaultWorld world) {
        return world.ports.cluster().subscribe(FaultWorld.NAMESPACE, world.journal.run(), () -> {});
    }

    private static List<Cell> cells(String what) {
        List<Cell> cells = new ArrayList<>();
        Call call = new Call(null, "Kubernetes", what);
        for (Trouble trouble : Trouble.values()) {
            if (!OTHERS.contains(trouble)) {
                cells.add(new Cell(what, trouble.label, trouble.kubernetes(call)));
            }
        }
        cells.add(new Cell(what, "410", Faults.status(410, "Expired", "too old resource version")));
        return cells;
    }

    private static List<String> problems(Cell cell) throws IOException {
        try (FaultWorld world = new FaultWorld().begin()) {
            world.kubernetes.faults().on("GET", cell.pattern(), Integer.MAX_VALUE, cell.effect());
            try (Subscription subscription = subscribe(world)) {
                await().atMost(SOON).until(() -> world.kubernetes.faults().befallen() > 0);
                RunReport report = world.run();
                List<String> problems = new ArrayList<>();
                if (report.result() != RunResult.SUCCESS) {
                    problems.add(report.result() + ": " + report.failure());
                }
                world.retries().forEach(line -> problems.add("told of: " + line));
                world.left().forEach(left -> problems.add("left: " + left));
                world.madeTwice().forEach(made -> problems.add("made twice: " + made));
                return problems;
            }
        }
    }
}
