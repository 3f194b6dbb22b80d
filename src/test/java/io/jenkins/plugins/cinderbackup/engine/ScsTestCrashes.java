package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.engine.CrashScenarios.Scenario;
import io.jenkins.plugins.cinderbackup.operation.scs.ScsTestOperation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The tests of SCS-0117 that {@link CrashTest} cuts off everywhere. */
final class ScsTestCrashes {
    static final String TEST = "test: ";

    private ScsTestCrashes() {}

    static Stream<Scenario> scenarios() {
        List<Scenario> all = new ArrayList<>();
        all.add(test("passed", w -> {}, null));
        all.add(test("restore in error", w -> w.backups.restores.endsAs = "error_restoring", null));
        all.add(test("answer lost: restoreOver", w -> w.calls.loseAnswer("restoreOver"), null));
        ScsTestOperation.OPERATION.procedure().apply(ScsTestTest.plan()).phases().stream()
                .map(Phase::id)
                .forEach(phase -> all.add(test("aborted in " + phase, w -> {}, phase)));
        withData(all);
        return all.stream();
    }

    /** The parts that those without data do not have. */
    private static void withData(List<Scenario> all) {
        all.add(data("with data: passed", w -> {}, null));
        all.add(data("with data: answer lost: createTest", w -> w.calls.loseAnswer("createTest"), null));
        Stream.of("WritingData", "ComparingData", "WritingMoreData", "ComparingIncrement")
                .map(PhaseId::new)
                .forEach(phase -> all.add(data("with data: aborted in " + phase, w -> {}, phase)));
    }

    private static Scenario data(String name, Consumer<World> setUp, PhaseId abortIn) {
        return new Scenario(
                TEST + name,
                w -> {
                    ScsDataTest.withData(w);
                    setUp.accept(w);
                },
                abortIn);
    }

    private static Scenario test(String name, Consumer<World> setUp, PhaseId abortIn) {
        return new Scenario(
                TEST + name,
                w -> {
                    w.scs = ScsTestTest.plan();
                    w.backups.backupTakes = Duration.ofMinutes(1);
                    setUp.accept(w);
                },
                abortIn);
    }
}
