package io.jenkins.plugins.cinderbackup.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.headless.Describables;
import io.jenkins.plugins.cinderbackup.headless.HeadlessCredentials;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.leftovers.LeftoverRemoval;
import io.jenkins.plugins.cinderbackup.openstack.cinder.RealBackupService;
import io.jenkins.plugins.cinderbackup.steps.ScsVolumeBackupTestStep;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SCS-0117 on the rig's Cinder. */
@Real
class RealScsTest {
    /** Far less than a part of the test may take. */
    private static final Duration AT_ONCE = Duration.ofSeconds(60);
    /** It is in the node for its own use. */
    private static final String WITHOUT_A_SHELL = "localhost/pause:1";

    @TempDir
    private Path temp;

    private RealSite site;
    private RealJenkins jenkins;

    @BeforeEach
    void open() throws Exception {
        site = RealSite.open();
        jenkins = new RealJenkins(site, Files.createDirectory(temp.resolve("home")));
        use(Map.of());
    }

    private void use(Map<String, Object> login) {
        Map<String, Object> more = new HashMap<>(Map.of("volumeBackupsAllowed", true));
        more.putAll(login);
        CinderBackupConfiguration.get().setClouds(List.of(jenkins.cloud(more)));
    }

    @AfterEach
    void close() {
        jenkins.close();
        site.close();
    }

    private HeadlessStep start(Map<String, Object> arguments) {
        return HeadlessStep.start(Describables.make(ScsVolumeBackupTestStep.class, arguments), jenkins.build());
    }

    @Test
    void theRigPassesAndNothingIsLeft() throws Exception {
        HeadlessStep step = start(Map.of());

        assertThat(RealJenkins.result(step))
                .as(step.consoleText())
                .containsEntry("result", "SUCCESS")
                .containsEntry("verdict", "PASS")
                .containsEntry("leftovers", List.of());
        assertThat(BackupServices.get().journals().runs()).isEmpty();
        assertThat(site.leftovers()).isEmpty();
        System.out.println(step.consoleText());
    }

    @Test
    void whatWasWrittenComesBackFromTheBackupAndFromTheIncrement() throws Exception {
        HeadlessStep step =
                start(Map.of("cluster", "real", "job", Map.of("image", Rigs.KUBERNETES.get("RIG_IMAGE_RESTIC"))));

        Map<String, Object> returned = RealJenkins.result(step);

        assertThat(returned)
                .as(step.consoleText())
                .containsEntry("result", "SUCCESS")
                .containsEntry("verdict", "PASS")
                .containsEntry("leftovers", List.of());
        assertThat(((List<?>) returned.get("steps")))
                .hasSize(10)
                .allSatisfy(part -> assertThat(((Map<?, ?>) part).get("result")).isEqualTo("PASS"));
        assertThat(step.consoleText()).contains("is what was written: first, second");
        assertThat(site.leftovers()).isEmpty();
        System.out.println(step.consoleText());
    }

    @Test
    void anImageWithoutAShellSaysNothingOfTheCloud() throws Exception {
        HeadlessStep step =
                start(Map.of("cluster", "real", "incremental", false, "job", Map.of("image", WITHOUT_A_SHELL)));

        assertThat(RealJenkins.result(step))
                .as(step.consoleText())
                .containsEntry("result", "UNSTABLE")
                .containsEntry("verdict", "PASS");
        assertThat(step.consoleText())
                .contains("Whether data come back from a backup could not be tested: ")
                .contains("Its image, " + WITHOUT_A_SHELL + " (`job.image`), must have sh,");
        assertThat(site.leftovers()).isEmpty();
        System.out.println(step.consoleText());
    }

    @Test
    void anAdministratorTestsNothing() throws Exception {
        jenkins.controller()
                .add(HeadlessCredentials.login(
                        "admin", Rigs.OPENSTACK.get("RIG_ADMIN_USERNAME"), Rigs.OPENSTACK.get("RIG_ADMIN_PASSWORD")));
        use(Map.of("credentialsId", "admin", "projectName", Rigs.OPENSTACK.get("RIG_ADMIN_PROJECT_NAME")));

        assertThat(start(Map.of()).failure(AT_ONCE)).hasMessageContaining("scs-0117-test-backup: ABORT");
    }

    @Test
    void withoutABackupServiceTheTestFailsAtOnceAndSaysWhy() throws Exception {
        try (RealBackupService service = new RealBackupService()) {
            service.disable();

            assertThat(start(Map.of("cleanup", Map.of("timeout", 5))).failure(AT_ONCE))
                    .hasMessageContaining("scs-0117-test-backup: FAIL")
                    .hasMessageContaining("Cinder could not make backup");
        }
        Awaitility.await().atMost(AT_ONCE).untilAsserted(() -> {
            BackupServices.get().journals().runs().forEach(BackupServices.get().removal()::retryNow);
            jenkins.controller().extension(LeftoverRemoval.class).run();
            assertThat(BackupServices.get().journals().runs().stream()
                            .flatMap(run -> BackupServices.get().journals().load(run).stream())
                            .flatMap(journal -> journal.resources().stream())
                            .map(left -> left.describe() + ": " + left.state() + " " + left.lastError()))
                    .isEmpty();
        });
        assertThat(site.leftovers()).isEmpty();
    }
}
