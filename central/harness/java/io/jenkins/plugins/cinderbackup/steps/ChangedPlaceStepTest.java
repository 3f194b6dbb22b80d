package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.leftovers.Leftover;
import io.jenkins.plugins.cinderbackup.leftovers.LeftoverPage;
import io.jenkins.plugins.cinderbackup.leftovers.LeftoverRemoval;
import io.jenkins.plugins.cinderbackup.simulator.openstack.SimRequest;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An administrator changes the configured cloud while a backup goes on, or before what it has left is removed. */
@Timeout(180)
class ChangedPlaceStepTest {
    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private HeadlessStep startedUntilItHasAVolume(HeadlessRun build) {
        world.site.openstack().transition(Duration.ofSeconds(1));
        HeadlessStep step = world.start(world.arguments(), build);
        await().atMost(LONG)
                .until(() ->
                        step.status().endsWith("CreatingPVC") || step.status().endsWith("Backup"));
        return step;
    }

    /** The last log-in's host. */
    private String host() {
        List<SimRequest> logins = world.site.openstack().requests("POST", "/auth/tokens");
        return logins.get(logins.size() - 1).header("Host").orElse("");
    }

    @Test
    void aResumedBackupUsesTheAddressThatItsCloudHasNow() throws Exception {
        HeadlessStep step = startedUntilItHasAVolume(world.build());
        byte[] stored = step.store();
        world.restart();
        String corrected = world.site.openstack().authUrl().replace("127.0.0.1", "localhost");
        CinderBackupConfiguration.get().setClouds(List.of(world.cloud("production", Map.of("authUrl", corrected))));

        step.resume(stored);

        assertThat((Map<?, ?>) step.await(LONG)).extracting("result").isEqualTo("SUCCESS");
        assertThat(host()).startsWith("localhost:");
    }

    @Test
    void whatIsLeftInACloudThatIsNotConfiguredAnyMoreIsLeftAloneAndCanBeForgotten() {
        HeadlessRun build = world.build();
        startedUntilItHasAVolume(build);
        world.restart();
        build.finish(Result.FAILURE);
        CinderBackupConfiguration.get().setClouds(List.of(world.cloud("another", Map.of())));
        int before = world.site.openstack().volumes().size();

        world.jenkins.extension(LeftoverRemoval.class).run();

        LeftoverPage page = new LeftoverPage();
        await().atMost(LONG).until(() -> page.getLeftovers().stream().anyMatch(Leftover::isNeedsHelp));
        Leftover left = page.getLeftovers().get(0);
        assertThat(left.getObstacles())
                .contains("There is no cloud 'production' in the global configuration any more.");
        assertThat(left.getForget()).contains("If it still exists, it stays where it is: ", "Cinder volume");

        page.doForget(left.getRun());

        assertThat(page.getLeftovers()).isEmpty();
        // An attempt that is under way may write it down once more
        await().atMost(LONG).until(() -> BackupServices.get().journals().runs().isEmpty());
        assertThat(world.site.openstack().volumes()).hasSize(before);
    }
}
