package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.page.RunResultAction;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(120)
class BackupStepTest {
    @RegisterExtension
    private final StepWorld world = new StepWorld();

    @Test
    void anUnreadableFileMakesTheBuildUnstableAndTheStepReturns() throws Exception {
        world.makeOneFileUnreadable();
        HeadlessRun build = world.build();
        HeadlessStep step = world.start(world.arguments(), build);

        Map<?, ?> returned = (Map<?, ?>) step.await(LONG);

        assertThat(returned.get("result")).isEqualTo("UNSTABLE");
        assertThat(build.getResult()).isEqualTo(Result.UNSTABLE);
        assertThat(step.warning().getMessage())
                .contains("Backup of PVC shop/db is unstable")
                .contains("could not be read");
    }

    @Test
    void failOnUnstableFailsTheStepInstead() throws Exception {
        world.makeOneFileUnreadable();
        Map<String, Object> arguments = world.arguments();
        arguments.put("failOnUnstable", true);
        HeadlessRun build = world.build();
        HeadlessStep step = world.start(arguments, build);

        assertThat(step.failure(LONG)).isInstanceOf(AbortException.class).hasMessageContaining("is unstable");
        assertThat(build.getResult()).isNull();
        assertThat(build.getAction(RunResultAction.class).getRecord().getResult())
                .isEqualTo(RunResult.UNSTABLE);
    }

    @Test
    void aFailureSaysWhereWhyAndWhatToDoAndNothingIsLeft() throws Exception {
        world.site.openstack().breakNextSnapshot("no weighed backends");
        HeadlessRun build = world.build();
        HeadlessStep step = world.start(world.arguments(), build);

        Throwable failure = step.failure(LONG);

        assertThat(failure)
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("Backup failed in CreatingSnapshot: ");
        assertThat(failure.getMessage()).contains("\n    - ");
        assertThat(world.leftovers()).isEmpty();
        assertThat(build.getAction(RunResultAction.class).getRecord().getFailure())
                .isEqualTo(failure.getMessage());
        assertThat(step.consoleText()).contains("FAILED in CreatingSnapshot:").doesNotContain("\tat ");
    }

    @Test
    void aRepositoryThatIsGoneIsNoSilentSuccessForAJobThatHasUsedIt() throws Exception {
        world.run(world.arguments());
        world.site.repositories().wipe("shop");

        Map<String, Object> second = world.run(world.arguments());

        assertThat(second).containsEntry("result", "UNSTABLE");
        assertThat(second.get("warnings").toString()).contains("although this controller has backed up to it before");
    }

    @Test
    void aDryRunCreatesNothing() throws Exception {
        Map<String, Object> arguments = new LinkedHashMap<>(world.arguments());
        arguments.put("dryRun", true);
        HeadlessStep step = world.start(arguments);

        assertThat((Map<?, ?>) step.await(LONG)).isNotEmpty();
        assertThat(step.consoleText()).contains("Dry run: nothing is created");
        assertThat(world.leftovers()).isEmpty();
        assertThat(world.site.openstack().requests("POST", "/snapshots")).isEmpty();
    }
}
