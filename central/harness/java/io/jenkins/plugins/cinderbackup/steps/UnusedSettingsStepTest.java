package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.headless.HeadlessCredentials;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Settings that do nothing as they are: a user learns of each, in a dry run too. */
@Timeout(120)
class UnusedSettingsStepTest {
    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private String dryRun(Map<String, Object> arguments) throws Exception {
        arguments.put("dryRun", true);
        HeadlessStep step = world.start(arguments);
        assertThat(((Map<?, ?>) step.await(LONG)).get("result")).isEqualTo("SUCCESS");
        return step.consoleText();
    }

    @Test
    void eachIsWarnedOfWithTheReason() throws Exception {
        Map<String, Object> arguments = world.arguments();
        arguments.put("fsType", "xfs");
        arguments.put("paths", List.of("/data/pg"));
        arguments.put("exclude", List.of("!/keep", "/data/pg/cache", "/elsewhere", "*.{log,tmp}", "~/x"));
        arguments.put("retention", Map.of("prune", false));
        arguments.put("guard", Map.of("maxShrinkPercent", 100));

        assertThat(dryRun(arguments))
                .contains(
                        "WARNING: fsType does nothing: the PV of the PVC says what file system is on it.",
                        "WARNING: paths: '/data/pg' is a folder 'data' in the volume's root",
                        "WARNING: exclude: '!/keep' does nothing: it is an exception, and no pattern in front of it excludes anything.",
                        "WARNING: exclude: '/data/pg/cache' is a folder 'data' in the volume's root",
                        "WARNING: exclude: '/elsewhere' does nothing: it is in none of the paths [/data/pg].",
                        "WARNING: exclude: '*.{log,tmp}' is taken as it is: restic knows no braces.",
                        "WARNING: exclude: '~/x' is taken as it is: no shell replaces the ~.",
                        "WARNING: retention.prune does nothing: no rule says what to keep",
                        "WARNING: guard.maxShrinkPercent is 100");
    }

    @Test
    void aNamespaceBesideAVolumeThatRunsElsewhereIsWarnedOf() throws Exception {
        CinderBackupConfiguration.get()
                .setClusters(List.of(world.cluster("production", Map.of("volumeIdAllowed", true))));
        Map<String, Object> arguments = world.arguments();
        arguments.remove("pvc");
        arguments.put("volumeId", world.volume);

        assertThat(dryRun(arguments))
                .contains(
                        "WARNING: namespace does nothing: the volume is named by its id alone, and the Job runs in namespace 'backups'.");
    }

    @Test
    void aNameOfTheKeysFileThatTheStorageDoesNotKnowIsSaid() throws Exception {
        world.jenkins.add(HeadlessCredentials.file(
                "keys", "AWS_ACCESS_KEY_ID=one\nAWS_REGION=eu\nAWS_SECRET_ACCESS_KEY=canary-key\n"));
        Map<String, Object> arguments = world.arguments();
        arguments.put(
                "repository",
                Map.of(
                        "url", "s3:https://s3.example.org/backups",
                        "passwordCredentialsId", "restic-password",
                        "credentialsId", "keys"));

        assertThat(dryRun(arguments))
                .contains("Not used of the Secret file of repository.credentialsId: AWS_REGION (line 2).")
                .doesNotContain("canary");
    }

    @Test
    void ordinarySettingsAreNotWarnedOf() throws Exception {
        Map<String, Object> arguments = world.arguments();
        arguments.put("exclude", List.of("/cache", "!/cache/keep", "*.tmp"));
        arguments.put("retention", Map.of("keepDaily", 7, "prune", false));

        assertThat(dryRun(arguments)).doesNotContain("WARNING");
    }

    @Test
    void aContextBesideATokenIsRefused() throws Exception {
        Map<String, Object> arguments = world.arguments();
        arguments.put(
                "kubernetes",
                Map.of("serverUrl", world.site.kubernetes().url(), "credentialsId", "cluster", "context", "staging"));

        assertThat(world.start(arguments).failure(LONG))
                .hasMessageContaining(
                        "kubernetes.context is 'staging', which does nothing: credential 'cluster' is a token");
    }

    @Test
    void anEntryOfACloudsYamlBesideALoginIsRefused() throws Exception {
        Map<String, Object> arguments = world.arguments();
        arguments.put(
                "openstack",
                Map.of(
                        "authUrl",
                        world.site.openstack().authUrl(),
                        "credentialsId",
                        "cloud",
                        "projectName",
                        OpenstackSimulator.PROJECT,
                        "cloudName",
                        "staging"));

        assertThat(world.start(arguments).failure(LONG))
                .hasMessageContaining(
                        "openstack.cloudName is 'staging', which does nothing: credential 'cloud' is a user name");
    }
}
