package io.jenkins.plugins.cinderbackup.faults;

import io.jenkins.plugins.cinderbackup.engine.RunResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** What became of cells, as {@code docs/faults.md} has it. */
final class FaultTable {
    private FaultTable() {}

    /** Begins to try all of them. What lasts is tried first: where it is met but once, the same trial is that of what happens once. */
    static Map<Cell, Future<Cell.Result>> begin(Trials trials, Collection<Cell> cells) {
        Set<Cell> all = new LinkedHashSet<>(cells);
        Map<Cell, Future<Cell.Result>> futures = new LinkedHashMap<>();
        for (Cell cell : all) {
            Cell lasting = cell.lasting();
            if (!cell.ever() && all.contains(lasting)) {
                CompletableFuture<List<Cell.Result>> both =
                        trials.begin(cell.trouble().isSlow(), () -> lasting.runWith(cell));
                futures.put(cell, both.thenApply(results -> results.get(1)));
                futures.put(lasting, both.thenApply(results -> results.get(0)));
            } else {
                futures.computeIfAbsent(
                        cell, single -> trials.begin(single.trouble().isSlow(), single::run));
            }
        }
        return futures;
    }

    /** One test for each of them. */
    static Stream<DynamicTest> tests(Trials trials, Map<Cell, Future<Cell.Result>> futures) {
        return futures.entrySet().stream()
                .map(entry -> trials.test(entry.getKey().toString(), entry.getValue(), Cell.Result::problems));
    }

    /** Two tests: whether the document has the same codes in one part, and the same messages in another. */
    static Stream<DynamicNode> approved(Map<Cell, Future<Cell.Result>> futures, String codes, String messages) {
        return Stream.of(
                approved(futures, codes),
                DynamicTest.dynamicTest(
                        "the document has the same messages",
                        () -> FaultsDocument.approve(messages, messages(results(futures)))));
    }

    /** The first of them. */
    static DynamicTest approved(Map<Cell, Future<Cell.Result>> futures, String codes) {
        return DynamicTest.dynamicTest(
                "the document has the same matrix", () -> FaultsDocument.approve(codes, table(results(futures))));
    }

    private static List<Cell.Result> results(Map<Cell, Future<Cell.Result>> futures) throws Exception {
        List<Cell.Result> results = new ArrayList<>();
        for (Future<Cell.Result> future : futures.values()) {
            results.add(future.get());
        }
        return results;
    }

    /** One line a call: for each trouble what becomes of a run that meets it once, and for ever. */
    private static List<String> table(List<Cell.Result> results) {
        Set<Call> calls = new LinkedHashSet<>();
        results.forEach(result -> calls.add(result.cell().call()));
        List<String> lines = new ArrayList<>();
        lines.add("| phase | call |"
                + columns().map(trouble -> " " + trouble.label + " |").collect(Collectors.joining()));
        lines.add("| --- | --- |" + " --- |".repeat((int) columns().count()));
        for (Call call : calls) {
            StringBuilder line =
                    new StringBuilder("| " + call.phase() + " | " + call.service() + " " + call.what() + " |");
            for (Trouble trouble : columns().toList()) {
                line.append(' ').append(codes(results, call, trouble)).append(" |");
            }
            lines.add(line.toString().replace("|  |", "| |").replace("|  |", "| |"));
        }
        return lines;
    }

    private static Stream<Trouble> columns() {
        return Stream.of(Trouble.values()).filter(trouble -> trouble != Trouble.STALL);
    }

    private static String codes(List<Cell.Result> results, Call call, Trouble trouble) {
        return results.stream()
                .filter(result ->
                        result.cell().call().equals(call) && result.cell().trouble() == trouble)
                .map(Cell.Result::code)
                .collect(Collectors.joining(" "));
    }

    /** What a user reads, one message for each service and trouble. */
    private static List<String> messages(List<Cell.Result> results) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (Trouble trouble : Trouble.values()) {
            results.stream()
                    .filter(result -> result.cell().trouble() == trouble
                            && result.cell().expected() == RunResult.SUCCESS
                            && !result.message().isEmpty())
                    .forEach(result -> lines.putIfAbsent(
                            result.cell().call().service() + " " + trouble,
                            "| " + trouble.label + " | " + result.cell().call().phase() + ": "
                                    + result.cell().call().service() + " "
                                    + result.cell().call().what() + " | " + FaultsDocument.plain(result.message())
                                    + " |"));
        }
        List<String> all = new ArrayList<>(List.of("| trouble | call | the failure |", "| --- | --- | --- |"));
        all.addAll(lines.values());
        return all;
    }
}
