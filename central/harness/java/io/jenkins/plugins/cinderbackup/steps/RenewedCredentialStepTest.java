package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.cinderbackup.headless.HeadlessCredentials;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.leftovers.LeftoverRemoval;
import io.jenkins.plugins.cinderbackup.simulator.ResticRestServer;
import io.jenkins.plugins.cinderbackup.simulator.SimulatedSite;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Credentials that are changed while restic works, or have been pasted with a line end. */
@Timeout(120)
class RenewedCredentialStepTest {
    private static final String NEW_TOKEN = "canary-renewed-token";
    private static final String NEW_PASSWORD = "canary-renewed-password";

    @RegisterExtension
    private final StepWorld world = new StepWorld();

    @BeforeEach
    void start() throws Exception {
        world.site.kubernetes().access().requireToken(StepWorld.TOKEN);
        world.site.repositories().setFault(ResticRestServer.Fault.SILENT);
    }

    private void assertSucceeds(HeadlessStep step) throws Exception {
        assertThat(step.await(LONG))
                .as(step.consoleText())
                .isInstanceOfSatisfying(
                        Map.class, result -> assertThat(result.get("result")).isEqualTo("SUCCESS"));
        assertThat(world.leftovers())
                .as("the kept snapshot")
                .singleElement()
                .asString()
                .startsWith("Cinder snapshot");
    }

    @Test
    void aTokenThatIsRenewedWhileResticWorksIsTakenAndNothingIsLeft() throws Exception {
        HeadlessStep step = startedUntilResticRuns(world.build());
        world.jenkins.add(HeadlessCredentials.text("cluster", NEW_TOKEN));
        world.site.kubernetes().access().requireToken(NEW_TOKEN);
        goOn();

        assertSucceeds(step);
        assertThat(step.consoleText())
                .contains("The Kubernetes cluster does not accept the credential any more; that was changed meanwhile")
                .doesNotContain("canary");
    }

    @Test
    void aPasswordThatIsChangedWhileResticWorksCostsOneFailedLogIn() throws Exception {
        HeadlessStep step = startedUntilResticRuns(world.build());
        world.jenkins.add(HeadlessCredentials.login("cloud", OpenstackSimulator.USER, NEW_PASSWORD));
        world.site.openstack().changePassword(NEW_PASSWORD);
        goOn();

        assertSucceeds(step);
        assertThat(step.consoleText())
                .contains("The OpenStack cloud does not accept the credential any more")
                .doesNotContain("canary");
        assertThat(world.site.openstack().failedLogins()).isEqualTo(1);
    }

    @Test
    void anApplicationCredentialInWhosePlaceAnotherIsPutWhileResticWorksLeavesTheRunToTheOther() throws Exception {
        world.logInByApplicationCredential(Map.of());
        HeadlessStep step = startedUntilResticRuns(world.build());
        String another = "0b9f5a3c7d1e4f2a8c6b9d0e1f2a3b4c";
        world.jenkins.add(HeadlessCredentials.login("cloud", another, OpenstackSimulator.APPLICATION_SECRET));
        world.site.openstack().replaceApplicationCredential(another);
        goOn();

        assertSucceeds(step);
    }

    @Test
    void aPasswordThatIsChangedOnlyInTheCloudDoesNotLockTheAccountAndTheRestIsRemovedWhenTheCredentialFollows()
            throws Exception {
        Map<String, Object> arguments = world.arguments();
        arguments.put("cleanup", Map.of("timeout", 3));
        HeadlessRun build = world.build();
        HeadlessStep step = world.start(arguments, build);
        awaitRestic();
        world.site.openstack().changePassword(NEW_PASSWORD);
        goOn();

        assertThat(step.await(LONG))
                .as(step.consoleText())
                .isInstanceOfSatisfying(
                        Map.class, result -> assertThat(result.get("result")).isEqualTo("UNSTABLE"));
        assertThat(step.consoleText())
                .contains("Failed to authenticate with OpenStack")
                .doesNotContain("canary");
        build.finish(Result.UNSTABLE);
        for (int look = 0; look < 5; look++) {
            world.jenkins.extension(LeftoverRemoval.class).run();
            BackupServices.get().removal().next();
        }
        assertThat(world.site.openstack().failedLogins()).isEqualTo(1);
        assertThat(world.leftovers()).isNotEmpty();

        world.jenkins.add(HeadlessCredentials.login("cloud", OpenstackSimulator.USER, NEW_PASSWORD));
        await().atMost(LONG).until(() -> {
            BackupServices.get().journals().runs().forEach(BackupServices.get().removal()::retryNow);
            BackupServices.get().removal().next();
            return BackupServices.get().journals().runs().isEmpty();
        });
        assertThat(world.leftovers()).isEmpty();
        assertThat(world.site.openstack().failedLogins()).isEqualTo(1);
    }

    @Test
    void lineEndsBehindAllCredentialsAreNoPartOfThem() throws Exception {
        goOn();
        world.jenkins.add(
                HeadlessCredentials.login("cloud", OpenstackSimulator.USER, OpenstackSimulator.PASSWORD + "\n"));
        world.jenkins.add(HeadlessCredentials.text("cluster", StepWorld.TOKEN + "\r\n"));
        world.jenkins.add(HeadlessCredentials.text("restic-password", StepWorld.REPOSITORY_PASSWORD + "\n"));
        world.jenkins.add(HeadlessCredentials.login(
                "backup-server", SimulatedSite.BACKUP_USER, SimulatedSite.BACKUP_PASSWORD + "\n"));
        assertThat(world.run(world.arguments()).get("result")).isEqualTo("SUCCESS");

        world.jenkins.add(HeadlessCredentials.text("restic-password", StepWorld.REPOSITORY_PASSWORD));
        assertThat(world.run(world.arguments()).get("result"))
                .as("the repository's password has no line end")
                .isEqualTo("SUCCESS");
    }

    private HeadlessStep startedUntilResticRuns(HeadlessRun build) {
        HeadlessStep step = world.start(world.arguments(), build);
        awaitRestic();
        return step;
    }

    private void awaitRestic() {
        await().atMost(LONG)
                .until(() -> world.site.kubernetes().list("pods").stream()
                        .anyMatch(pod -> pod.at("/status/phase").asText().equals("Running")));
    }

    private void goOn() {
        world.site.repositories().setFault(ResticRestServer.Fault.NONE);
    }
}
