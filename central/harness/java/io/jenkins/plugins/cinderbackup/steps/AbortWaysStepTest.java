package io.jenkins.plugins.cinderbackup.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.page.RunResultAction;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.Faults;
import io.jenkins.plugins.cinderbackup.simulator.openstack.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The ways in which a step is told to end, each while a call of each phase hangs. */
@Timeout(120)
class AbortWaysStepTest {
    private static final Duration ALL_WITHIN = Duration.ofSeconds(45);

    @RegisterExtension
    private final StepWorld world = new StepWorld();

    /** As Pipeline's {@code timeout} gives. */
    private static final class TimedOut extends CauseOfInterruption {
        private static final long serialVersionUID = 1L;

        @Override
        public String getShortDescription() {
            return "Timeout has been exceeded";
        }
    }

    static Stream<Arguments> ways() {
        List<Throwable> causes = List.of(
                new FlowInterruptedException(Result.ABORTED, true, new CauseOfInterruption.UserInterruption("alice")),
                new FlowInterruptedException(Result.ABORTED, true, new TimedOut()),
                new InterruptedException("the controller wants it so"));
        List<Arguments> ways = new ArrayList<>();
        for (String phase : List.of("CreatingSnapshot", "CreatingVolume", "CreatingPVC", "Backup")) {
            causes.forEach(cause -> ways.add(Arguments.of(phase, cause)));
        }
        return ways.stream();
    }

    @ParameterizedTest(name = "{1} in {0}")
    @MethodSource("ways")
    void endsAbortedInTimeWithItsOwnCauseAndNothingLeft(String phase, Throwable cause) throws Exception {
        hangIn(phase);
        HeadlessRun build = world.build();
        HeadlessStep step = world.start(world.arguments(), build);
        await().atMost(StepWorld.LONG)
                .until(() -> step.status() != null && step.status().endsWith(phase));

        step.stop(cause);

        assertThat(step.failure(ALL_WITHIN)).isSameAs(cause);
        assertThat(build.getAction(RunResultAction.class).getRecord().getResult())
                .isEqualTo(RunResult.ABORTED);
        assertThat(world.leftovers()).isEmpty();
        assertThat(step.timesOver()).isEqualTo(1);
    }

    private void hangIn(String phase) {
        switch (phase) {
            case "CreatingSnapshot" ->
                world.site.openstack().fail(Fault.on("POST", "/snapshots$").does(new Fault.Hang()));
            case "CreatingVolume" ->
                world.site.openstack().fail(Fault.on("POST", "/volumes$").does(new Fault.Hang()));
            case "CreatingPVC" -> hangOnce("persistentvolumeclaims");
            default -> hangOnce("secrets");
        }
    }

    private void hangOnce(String resource) {
        world.site
                .kubernetes()
                .faults()
                .on("POST", "/" + resource + "(\\?(?!.*dryRun).*)?$", 1, new Faults.Effect.Hang());
    }
}
