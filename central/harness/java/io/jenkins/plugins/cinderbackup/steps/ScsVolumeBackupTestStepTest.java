package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.config.OpenstackCloud;
import io.jenkins.plugins.cinderbackup.examples.OpenstackExamples;
import io.jenkins.plugins.cinderbackup.headless.Describables;
import io.jenkins.plugins.cinderbackup.headless.HeadlessCredentials;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.leftovers.LeftoverRemoval;
import io.jenkins.plugins.cinderbackup.page.RunResultAction;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator.Seen;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** SCS-0117 as a Pipeline has it tested, against the simulated Cinder over HTTP. */
@Timeout(120)
class ScsVolumeBackupTestStepTest {
    private static final String RULES = "access-rules-scs-test";

    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private OpenstackSimulator cloud;

    @BeforeEach
    void configure() {
        world.onlyVolumeBackups();
        cloud = world.site.openstack();
    }

    private HeadlessStep start(Map<String, Object> arguments) {
        return start(arguments, world.build());
    }

    private HeadlessStep start(Map<String, Object> arguments, HeadlessRun build) {
        return world.start(ScsVolumeBackupTestStep.class, arguments, build);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> pass(HeadlessStep step) throws Exception {
        return (Map<String, Object>) step.await(LONG);
    }

    private static List<Object> names(Map<String, Object> returned, String field) {
        return ((List<?>) returned.get("steps"))
                .stream().<Object>map(step -> ((Map<?, ?>) step).get(field)).toList();
    }

    @Test
    void aCloudThatBacksUpAndRestoresPassesAndNothingIsLeft() throws Exception {
        List<Seen> before = cloud.volumes();
        HeadlessRun build = world.build();
        HeadlessStep step = start(Map.of(), build);

        Map<String, Object> returned = pass(step);

        assertThat(returned)
                .containsEntry("result", "SUCCESS")
                .containsEntry("verdict", "PASS")
                .containsEntry("warnings", List.of())
                .containsEntry("leftovers", List.of());
        assertThat(names(returned, "name"))
                .isEqualTo(List.of(
                        "Clean up before the test",
                        "Create empty volume",
                        "Create backup from volume",
                        "Restore volume from backup",
                        "Create incremental backup",
                        "Restore volume from incremental backup"));
        assertThat(names(returned, "result")).containsOnly("PASS");
        assertThat(names(returned, "millis"))
                .allSatisfy(millis -> assertThat((Long) millis).isNotNegative());
        assertThat(step.consoleText())
                .contains("scs-0117-test-backup: PASS", "Restore volume from backup: PASS in")
                .doesNotContain("Trying again");
        assertThat(build.getAction(RunResultAction.class).getView().getSummary())
                .isEqualTo("PASS");
        assertThat(cloud.backups()).isEmpty();
        assertThat(cloud.snapshots()).isEmpty();
        assertThat(cloud.volumes())
                .extracting(Seen::id)
                .isEqualTo(before.stream().map(Seen::id).toList());
        assertThat(BackupServices.get().journals().runs()).isEmpty();
        assertThat(cloud.requests("POST", "/backups/[^/]+/restore$")).hasSize(2);
    }

    @Test
    void withoutABackupServiceItFailsAtOnceAndSaysWhy() throws Exception {
        cloud.backupService(false);
        HeadlessStep step = start(Map.of("cleanup", Map.of("timeout", 2)));

        assertThat(step.failure(LONG))
                .hasMessageStartingWith(
                        "Volume backup test failed in BackingUp: Cinder could not make backup scs-test-")
                .hasMessageContaining("Service not found for creating backup")
                .hasMessageContaining("no cinder-backup service runs")
                .hasMessageContaining("scs-0117-test-backup: FAIL");
        assertThat(step.consoleText()).contains("scs-0117-test-backup: FAIL", "Create backup from volume: FAIL in");

        cloud.backupService(true);
        removeInTheBackground();
    }

    @Test
    void aRestoreThatFailsSaysWhatCinderSays() throws Exception {
        cloud.breakNextRestore("no space left");

        assertThat(start(Map.of()).failure(LONG))
                .hasMessageContaining("ended in state 'error_restoring'")
                .hasMessageContaining("restore backup:no space left");

        assertThat(cloud.backups()).isEmpty();
        assertThat(cloud.volumes()).noneMatch(volume -> volume.name().startsWith("scs-test-"));
    }

    @Test
    void anAdministratorTestsNothing() throws Exception {
        cloud.roles("admin", "manager", "member", "reader");
        HeadlessStep step = start(Map.of());

        assertThat(step.failure(LONG))
                .hasMessageContaining("has the roles admin, manager, member, reader on the project")
                .hasMessageContaining("scs-0117-test-backup: ABORT");

        assertThat(cloud.requests("POST", "^/volume")).isEmpty();
    }

    @Test
    void whatIsWrongWithTheSettingsIsSaidAtOnceAndNothingIsAsked() throws Exception {
        int asked = cloud.requests().size();

        assertThat(start(Map.of("prefix", "x".repeat(61), "timeout", 0)).failure(LONG))
                .hasMessageContaining("prefix is 'xxx")
                .hasMessageContaining("timeout is 0");

        CinderBackupConfiguration.get().setClouds(List.of(world.cloud("production", Map.of())));
        assertThat(start(Map.of()).failure(LONG))
                .hasMessageContaining("Cloud 'production' does not allow jobs to back up volumes by Cinder itself");
        assertThat(cloud.requests()).hasSize(asked);
    }

    @Test
    void aDryRunSaysWhatItWouldDoAndHasNoVerdict() throws Exception {
        HeadlessStep step = start(Map.of("dryRun", true, "prefix", "mine-"));

        assertThat(pass(step)).containsEntry("verdict", null).containsEntry("steps", List.of());

        assertThat(step.consoleText())
                .contains("Dry run: nothing is created", "create Cinder volume mine-", "make the increment mine-")
                .doesNotContain("scs-0117-test-backup");
        assertThat(cloud.requests("POST", "^/volume")).isEmpty();
    }

    @Test
    void aRestartInTheMiddleGoesOnWithTheSameBackup() throws Exception {
        HeadlessStep step = heldInCinder(world.build());
        byte[] stored = step.store();

        world.restart();
        step.resume(stored);
        cloud.heal();
        cloud.transition(Duration.ZERO);

        assertThat(pass(step)).containsEntry("verdict", "PASS");
        assertThat(cloud.made()).filteredOn(name -> name.startsWith("backup ")).hasSize(1);
        assertThat(cloud.backups()).isEmpty();
    }

    private void removeInTheBackground() {
        world.jenkins.extension(LeftoverRemoval.class).run();
        await().atMost(LONG).untilAsserted(() -> {
            BackupServices.get().journals().runs().forEach(BackupServices.get().removal()::retryNow);
            BackupServices.get().removal().next();
            assertThat(cloud.backups()).isEmpty();
            assertThat(cloud.volumes()).noneMatch(volume -> volume.name().startsWith("scs-test-"));
            assertThat(BackupServices.get().journals().runs()).isEmpty();
        });
    }

    private void restrict() {
        world.jenkins.add(HeadlessCredentials.login(
                "restricted", OpenstackSimulator.APPLICATION_CREDENTIAL, OpenstackSimulator.APPLICATION_SECRET));
        CinderBackupConfiguration.get()
                .setClouds(List.of(Describables.make(
                        OpenstackCloud.class,
                        Map.of(
                                "name", "production",
                                "authUrl", cloud.authUrl(),
                                "authType", "applicationCredential",
                                "credentialsId", "restricted",
                                "volumeBackupsAllowed", true))));
    }

    @Test
    void theAccessRulesOfTheExampleSuffice() throws Exception {
        restrict();
        cloud.accessRules(OpenstackExamples.rules(RULES));

        assertThat(pass(start(Map.of()))).containsEntry("result", "SUCCESS");
    }

    static List<String> requests() {
        return OpenstackExamples.requests(RULES);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void anAccessRuleThatIsMissingIsNamedAndNothingIsDone(String request) throws Exception {
        restrict();
        cloud.accessRules(OpenstackExamples.without(RULES, request));

        assertThat(start(Map.of()).failure(LONG))
                .hasMessageContaining("has no access rule for " + request.replace(" /v3", " /volume/v3"));

        assertThat(cloud.requests("POST", "^/volume")).isEmpty();
    }

    @Test
    void aStopEndsAtOnceAndTheBackgroundRemovesWhatCinderGoesOnWith() throws Exception {
        HeadlessRun build = world.build();
        HeadlessStep step = heldInCinder(build);

        step.stop(new FlowInterruptedException(Result.ABORTED, true));
        step.failure(Duration.ofSeconds(20));
        assertThat(step.consoleText())
                .contains(
                        "scs-0117-test-backup: ABORT",
                        "Create backup from volume: ABORT in",
                        "Cinder is still making it",
                        "Cinder is still backing it up");

        build.finish(Result.ABORTED);
        cloud.heal();
        cloud.transition(Duration.ZERO);
        removeInTheBackground();
    }

    /** Cinder takes an hour for the backup. */
    private HeadlessStep heldInCinder(HeadlessRun build) {
        cloud.fail(request -> {
            if (request.method().equals("POST") && request.path().endsWith("/backups")) {
                cloud.transition(Duration.ofHours(1));
            }
            return Optional.empty();
        });
        HeadlessStep step = start(Map.of("incremental", false), build);
        await().atMost(LONG).until(() -> !cloud.backups().isEmpty());
        return step;
    }
}
