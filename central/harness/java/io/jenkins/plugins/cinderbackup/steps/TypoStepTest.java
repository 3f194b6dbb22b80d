package io.jenkins.plugins.cinderbackup.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.page.RunResultAction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A field that a Pipeline misspells: the backup is made, and nobody takes it for what was meant. */
@Timeout(120)
class TypoStepTest {
    private static final String TYPO =
            "There is no field 'retention.keepDayly': it was ignored. The nearest is 'retention.keepDaily'.";

    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private Map<String, Object> arguments;

    @BeforeEach
    void start() throws Exception {
        arguments = world.arguments();
    }

    @Test
    void aMisspeltFieldMakesTheBackupUnstableAndIsSaidOnConsoleAndPage() throws Exception {
        arguments.put("retention", Map.of("keepDayly", 7));
        arguments.put("job", Map.of("tolerations", List.of(Map.of("key", "dedicated", "opertor", "Exists"))));
        HeadlessRun build = world.build();

        HeadlessStep step = world.start(arguments, build);

        assertThat(step.await(StepWorld.LONG)).extracting("result").isEqualTo("UNSTABLE");
        assertThat(build.getResult()).isEqualTo(Result.UNSTABLE);
        assertThat(step.consoleText())
                .contains("WARNING: " + TYPO, "'job.tolerations[0].opertor'", "'job.tolerations[0].operator'");
        assertThat(build.getAction(RunResultAction.class).getRecord().getWarnings())
                .contains(TYPO);
        assertThat(step.warning().getMessage()).contains(TYPO);
    }

    @Test
    void aDryRunFindsIt() throws Exception {
        arguments.put("snapshots", Map.of("force", false));
        arguments.put("keepDaily", 7);
        arguments.put("unknownFields", List.of("none"));
        arguments.put("dryRun", true);

        HeadlessStep step = world.start(arguments);

        assertThat(step.await(StepWorld.LONG)).extracting("result").isEqualTo("UNSTABLE");
        assertThat(step.consoleText())
                .contains("no field 'snapshots': it was ignored. The nearest is 'snapshot'.")
                .contains("no field 'keepDaily': it was ignored. The nearest is 'retention.keepDaily'.")
                .contains("no field 'unknownFields'");
    }

    @Test
    void whereMoreIsWrongItIsAmongAllThatIs() throws Exception {
        arguments.put("PVC", arguments.remove("pvc"));

        HeadlessStep step = world.start(arguments);

        assertThat(step.failure(StepWorld.LONG).getMessage())
                .contains("pvc is missing", "no field 'PVC': it was ignored. The nearest is 'pvc'.");
    }

    @Test
    void itFailsWhatIsToFailWhereItWouldBeUnstable() throws Exception {
        arguments.put("retention", Map.of("keepDayly", 7));
        arguments.put("failOnUnstable", true);

        assertThat(world.start(arguments).failure(StepWorld.LONG)).hasMessageContaining(TYPO);
    }

    @Test
    void itIsStillSaidAfterARestart() throws Exception {
        arguments.put("retention", Map.of("keepDayly", 7));
        HeadlessStep step = world.start(arguments);
        byte[] stored = step.store();
        world.restart();

        step.resume(stored);

        assertThat(step.await(StepWorld.LONG)).extracting("warnings").asList().contains(TYPO);
    }
}
