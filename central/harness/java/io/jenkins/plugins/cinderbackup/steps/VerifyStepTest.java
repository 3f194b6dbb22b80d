package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.page.RunResultAction;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.NeedsRestic;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.util.List;
import java.util.Map;
import jenkins.model.CauseOfInterruption;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code cinderSnapshotVerify} of a repository with a backup: what it proves, and that it leaves nothing behind. */
@NeedsRestic
@Timeout(120)
class VerifyStepTest {
    private static final FlowInterruptedException STOP_BUTTON =
            new FlowInterruptedException(Result.ABORTED, true, new CauseOfInterruption.UserInterruption("alice"));

    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private HeadlessRun build;

    @BeforeEach
    void backUp() throws Exception {
        Map<String, Object> arguments = world.arguments();
        arguments.put("snapshot", Map.of("retention", Map.of("keepLast", 0, "keepForDays", 0)));
        assertThat(world.run(arguments)).containsEntry("result", "SUCCESS");
        build = world.build();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> returned(HeadlessStep step) throws Exception {
        return (Map<String, Object>) step.await(LONG);
    }

    private Map<String, Object> reading(String subset) {
        Map<String, Object> arguments = world.verification();
        arguments.put("readDataSubset", subset);
        return arguments;
    }

    private Map<String, Object> values() {
        return build.getAction(RunResultAction.class).getRecord().getValues();
    }

    @Test
    void aRepositoryThatIsGoodIsSaidToBeWithoutTheCloud() throws Exception {
        int asked = world.site.openstack().requests().size();
        CinderBackupConfiguration.get().setClouds(List.of());

        HeadlessStep step = world.verify(reading("100%"), build);

        assertThat(returned(step))
                .containsEntry("result", "SUCCESS")
                .containsEntry("verified", true)
                .containsEntry("readDataSubset", "100%")
                .containsEntry("warnings", List.of())
                .containsEntry("leftovers", List.of())
                .hasEntrySatisfying(
                        "checks",
                        checks -> assertThat(((Map<?, ?>) checks).get("check"))
                                .asInstanceOf(InstanceOfAssertFactories.MAP)
                                .containsEntry("passed", true)
                                .containsEntry("detail", "no errors were found"));
        assertThat(step.consoleText())
                .contains(
                        "restic finds no errors in the repository's structure and in what was read of its data (100%)",
                        "Succeeded after");
        assertThat(world.site.openstack().requests()).hasSize(asked);
        assertThat(world.leftovers()).isEmpty();
        assertThat(BackupServices.get().journals().runs()).isEmpty();
    }

    @Test
    void theBuildShowsWhatWasFound() throws Exception {
        returned(world.verify(world.verification(), build));

        RunResultAction shown = build.getAction(RunResultAction.class);
        assertThat(shown.getView().getTitle())
                .isEqualTo("Check of repository " + world.site.repositories().url("shop"));
        assertThat(shown.getView().getSummary()).isEqualTo("good, as far as it was checked");
        assertThat(shown.getRecord().getNotes())
                .contains("restic finds no errors in the repository's structure; its data was not read");
    }

    @Test
    void aRepositoryThatHasLostAPackFailsInResticsWords() throws Exception {
        world.site.repositories().loseLargest("shop", "data");

        Throwable failure = world.verify(world.verification(), build).failure(LONG);

        assertThat(failure)
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("Verification failed in Check: The repository "
                        + world.site.repositories().url("shop") + " is not good. restic says: ")
                .hasMessageContaining("repository contains errors")
                .hasMessageNotContaining("This says nothing");
        assertThat(values())
                .containsEntry("verified", false)
                .hasEntrySatisfying(
                        "checks",
                        checks -> assertThat(checks.toString()).contains("passed=false", "repository contains errors"));
        assertThat(build.getAction(RunResultAction.class).getView().getSummary())
                .isEqualTo("not good");
        assertThat(world.leftovers()).isEmpty();
    }

    @Test
    void damagedDataIsNoticedByWhoReadsIt() throws Exception {
        world.site.repositories().corrupt("shop", "data");

        assertThat(world.verify(reading("1/1"), build).failure(LONG)).hasMessageContaining(" is not good. ");
        assertThat(values()).containsEntry("verified", false);
    }

    @Test
    void anotherPartIsReadEachTimeWhateverTheJob() throws Exception {
        HeadlessRun other = world.jenkins.job("other").build();

        assertThat(returned(world.verify(reading("auto/3"), build))).containsEntry("readDataSubset", "1/3");
        assertThat(returned(world.verify(reading("auto/3"), other))).containsEntry("readDataSubset", "2/3");
        world.restart();
        assertThat(returned(world.verify(reading("auto/3"), world.build()))).containsEntry("readDataSubset", "3/3");
    }

    @Test
    void aRestartInTheMiddleGoesOn() throws Exception {
        HeadlessStep step = holdInCheck();
        byte[] stored = step.store();
        world.restart();

        step.resume(stored);
        world.site.repositories().release("shop");

        assertThat(returned(step)).containsEntry("verified", true);
        assertThat(step.consoleText()).contains("Going on after a restart, in Check");
        assertThat(world.leftovers()).isEmpty();
    }

    @Test
    void anAbortEndsAfterTheCleanUpAndSaysNothingOfTheRepository() throws Exception {
        HeadlessStep step = holdInCheck();

        step.stop(STOP_BUTTON);
        world.site.repositories().release("shop");

        assertThat(step.failure(LONG)).isSameAs(STOP_BUTTON);
        assertThat(step.consoleText()).contains("Aborted after", "This says nothing about the repository");
        assertThat(values()).containsEntry("verified", null);
        assertThat(world.leftovers()).isEmpty();
    }

    private HeadlessStep holdInCheck() {
        world.site.repositories().hold("shop");
        HeadlessStep step = world.verify(world.verification(), build);
        world.awaitJob();
        return step;
    }

    @Test
    void whereThereIsNoRepositoryNoneIsMade() throws Exception {
        world.site.repositories().wipe("shop");

        Throwable failure = world.verify(world.verification(), build).failure(LONG);

        assertThat(failure)
                .hasMessageStartingWith("Verification failed in Check: There is no restic repository at ")
                .hasMessageContaining("This says nothing about the repository")
                .hasMessageNotContaining("repository.create");
        assertThat(values()).containsEntry("verified", null);
        assertThat(world.site.repositories().count("shop", "keys")).isZero();
        assertThat(world.leftovers()).isEmpty();
    }
}
