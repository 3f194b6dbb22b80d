package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.page.BackupTrendAction;
import io.jenkins.plugins.cinderbackup.page.RunPage;
import io.jenkins.plugins.cinderbackup.page.RunResultAction;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a build shows of its backups, from the first moment on. */
@Timeout(120)
class BackupPageStepTest {
    @RegisterExtension
    private final StepWorld world = new StepWorld();

    @Test
    void theBackupIsShownFromItsStartAndGoesOnToItsEnd() throws Exception {
        HeadlessRun build = world.build();
        HeadlessStep step = world.start(world.arguments(), build);

        RunResultAction action = build.getAction(RunResultAction.class);
        assertThat(action.getRecord().getSubject()).isEqualTo("PVC shop/db");
        assertThat(action.getView().isRunning()).isTrue();
        await().atMost(LONG)
                .until(() -> action.getRecord().getObjects().stream()
                        .anyMatch(object -> object.getState().equals("created")));
        step.await(LONG);
        assertThat(action.getView().isRunning()).isFalse();
        assertThat(action.getRecord().getValues().get("resticSnapshotId")).isNotNull();
        assertThat(build.getActions(RunResultAction.class)).hasSize(1);
    }

    @Test
    void severalBackupsOfABuildAreShownEachForItself() throws Exception {
        HeadlessRun build = world.build();
        HeadlessStep good = world.start(world.arguments(), build);
        Map<String, Object> missing = world.arguments();
        missing.put("pvc", "nope");
        HeadlessStep bad = world.start(missing, build);
        good.await(LONG);
        assertThat(bad.failure(LONG)).hasMessageContaining("PVC shop/nope");

        RunPage page =
                (RunPage) new RunPage.Factory().createFor(build).iterator().next();
        assertThat(page.getRuns())
                .extracting(action -> action.getView().getOutcome())
                .containsExactlyInAnyOrder("Succeeded", "Failed");
        assertThat(page.isRunning()).isFalse();
    }

    @Test
    void theJobHasATrendOnceABuildHasABackup() throws Exception {
        HeadlessRun build = world.build();
        assertThat(new BackupTrendAction.Factory().createFor(build.getParent())).isEmpty();
        assertThat(new RunPage.Factory().createFor(build)).isEmpty();
        world.start(world.arguments(), build).await(LONG);
        build.finish(Result.SUCCESS);
        HeadlessRun without = build.getParent().build();
        without.finish(Result.SUCCESS);
        HeadlessRun failed = build.getParent().build();

        BackupTrendAction trend = (BackupTrendAction) new BackupTrendAction.Factory()
                .createFor(failed.getParent()).stream().findFirst().orElse(null);
        assertThat(trend).as("neither of the last builds has a backup").isNull();
        world.start(world.arguments(), failed).await(LONG);
        trend = (BackupTrendAction) new BackupTrendAction.Factory()
                .createFor(failed.getParent())
                .iterator()
                .next();
        assertThat(trend.getTrends())
                .singleElement()
                .satisfies(
                        one -> assertThat(one.getPoints()).extracting("build").containsExactly(1, 3));
    }
}
