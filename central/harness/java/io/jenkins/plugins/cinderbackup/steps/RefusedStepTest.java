package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.headless.HeadlessCredentials;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a user reads whose step cannot begin. Nothing has been created then. */
@Timeout(60)
class RefusedStepTest {
    @RegisterExtension
    private final StepWorld world = new StepWorld();

    @AfterEach
    void stop() {
        assertThat(world.leftovers()).isEmpty();
    }

    @Test
    void allThatIsWrongWithTheSettingsIsSaidAtOnce() throws Exception {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("cloud", "produktion");
        arguments.put("snapshot", Map.of("timeout", -5, "retention", Map.of("keepLast", -1)));
        arguments.put("namespace", "Shop!");
        arguments.put("paths", List.of("/a/../b"));
        arguments.put("tags", List.of("a,b"));
        arguments.put("repository", Map.of("url", "sftp:backup.example.org:/repo"));
        arguments.put("retention", Map.of("keepWithin", "soon"));
        arguments.put("resources", Map.of("limits", Map.of("memory", "2 gigs")));
        arguments.put(
                "job",
                Map.of(
                        "imagePullPolicy",
                        "Sometimes",
                        "labels",
                        List.of(Map.of("key", "cinder-snapshot-backup.jenkins.io/run", "value", "x")),
                        "runAsUser",
                        -1));
        arguments.put("cleanup", Map.of("timeout", 0));

        assertThat(refusal(arguments))
                .isInstanceOf(AbortException.class)
                .hasMessageContainingAll(
                        "cloud is 'produktion': there is no OpenStack cloud of that name in the global configuration; there are: production.",
                        "pvc is missing",
                        "snapshot.timeout is -5: it must be seconds from 1 to",
                        "snapshot.retention.keepLast is -1",
                        "namespace is 'Shop!'",
                        "paths: '/a/../b'",
                        "tags: the tag 'a,b' has a comma",
                        "sftp",
                        "repository.passwordCredentialsId is missing",
                        "retention.keepWithin is 'soon'",
                        "resources.limits.memory is '2 gigs'",
                        "job.imagePullPolicy is 'Sometimes': it must be one of Always, IfNotPresent, Never",
                        "keys below cinder-snapshot-backup.jenkins.io/ are the plugin's own",
                        "job.runAsUser is -1",
                        "cleanup.timeout is 0");
    }

    @Test
    void whatTheAdministratorHasNotAllowedIsRefused() throws Exception {
        CinderBackupConfiguration.get()
                .setClusters(List.of(world.cluster("production", Map.of("namespaces", List.of("crm")))));
        Map<String, Object> arguments = world.arguments();
        arguments.put("volumeId", world.volume);
        arguments.put("job", Map.of("image", "evil/restic", "serviceAccountName", "admin", "namespace", "kube-system"));

        assertThat(refusal(arguments))
                .hasMessageContainingAll(
                        "namespace is 'shop', which is not allowed for cluster 'production'; allowed are: crm.",
                        "job.namespace is 'kube-system', which is not allowed",
                        "volumeId is set, which is not allowed for cluster 'production'.",
                        "job.image is set, which is not allowed",
                        "job.serviceAccountName is set, which is not allowed");
    }

    /** An injector's annotation, or a label that one looks for, has another image run beside restic, on the same volume. */
    @Test
    void labelsAndAnnotationsThatCouldHaveAnotherImageRunAreRefusedWithoutTheirSwitch() throws Exception {
        Map<String, Object> arguments = world.arguments();
        arguments.put("job", job());

        assertThat(refusal(arguments))
                .hasMessageContainingAll(
                        "job.labels is set, which is not allowed for cluster 'production'.",
                        "job.annotations is set, which is not allowed for cluster 'production'.",
                        "remove it, or ask an administrator to allow it in the global configuration");
    }

    @Test
    void aSecretOfTheBackupNamespaceIsNotAnyJobsToUse() throws Exception {
        Map<String, Object> arguments = world.arguments();
        arguments.put(
                "repository",
                Map.of("url", world.site.repositories().url("shop"), "secretRef", "keys-of-another-tenant"));
        arguments.put("dryRun", true);

        assertThat(refusal(arguments))
                .hasMessageContaining("repository.secretRef is set, which is not allowed for cluster 'production'.");
    }

    @Test
    void whatTheAdministratorHasAllowedIsTaken() throws Exception {
        CinderBackupConfiguration.get()
                .setClusters(List.of(world.cluster(
                        "production",
                        Map.of(
                                "volumeIdAllowed", true,
                                "imageAllowed", true,
                                "serviceAccountAllowed", true,
                                "secretRefAllowed", true,
                                "labelsAndAnnotationsAllowed", true))));

        assertThat(world.run(everyChoice())).containsEntry("result", "SUCCESS");
    }

    /** Whose credential it is, he may do with it anyway. */
    @Test
    void anInlineClusterNeedsNoSwitch() throws Exception {
        Map<String, Object> arguments = everyChoice();
        arguments.put("kubernetes", Map.of("serverUrl", world.site.kubernetes().url(), "credentialsId", "cluster"));

        assertThat(world.run(arguments)).containsEntry("result", "SUCCESS");
    }

    private Map<String, Object> everyChoice() {
        Map<String, Object> arguments = world.arguments();
        arguments.put("dryRun", true);
        arguments.put("volumeId", world.volume);
        arguments.put("repository", Map.of("url", world.site.repositories().url("shop"), "secretRef", "keys"));
        Map<String, Object> job = job();
        job.putAll(Map.of("image", "mirror.example.org/restic", "serviceAccountName", "backup"));
        arguments.put("job", job);
        return arguments;
    }

    private static Map<String, Object> job() {
        return new LinkedHashMap<>(Map.of(
                "labels", List.of(Map.of("key", "sidecar.istio.io/inject", "value", "true")),
                "annotations", List.of(Map.of("key", "sidecar.istio.io/proxyImage", "value", "evil/proxy"))));
    }

    @Test
    void aCloudIsEitherNamedOrWrittenInline() throws Exception {
        Map<String, Object> arguments = world.arguments();
        arguments.put("cloud", "production");
        arguments.put("openstack", Map.of("authUrl", "https://keystone.example.org/v3", "credentialsId", "cloud"));

        assertThat(refusal(arguments)).hasMessageContaining("Both `cloud` and `openstack` are set");
    }

    @Test
    void anInlineClusterCannotBorrowTheControllersServiceAccount() throws Exception {
        Map<String, Object> arguments = world.arguments();
        arguments.put("kubernetes", Map.of("inCluster", true));

        assertThat(refusal(arguments))
                .hasMessageContaining("kubernetes.inCluster")
                .hasMessageContaining("kubernetes.credentialsId");
    }

    @Test
    void missingCredentialsAreSaidTogetherWithWhatTheChecksFind() throws Exception {
        Map<String, Object> arguments = world.arguments();
        arguments.put("pvc", "no-such-claim");
        Map<String, Object> repository = world.repository();
        repository.put("passwordCredentialsId", "nobody-has-it");
        repository.put("credentialsId", "cluster");
        arguments.put("repository", repository);

        assertThat(refusal(arguments))
                .hasMessageContainingAll(
                        "Backup failed in Pending",
                        "no-such-claim",
                        "repository.passwordCredentialsId: there is no credential 'nobody-has-it' of type Secret text that job 'nightly' may use.",
                        "repository.credentialsId: credential 'cluster' is a Secret text, wanted is a Username with password or Secret file.");
    }

    @Test
    void aWrongPasswordHasTheReferencesHints() throws Exception {
        world.jenkins.add(HeadlessCredentials.login("cloud", "demo", "canary-wrong-password"));

        assertThat(refusal(world.arguments()))
                .hasMessageContainingAll(
                        "Failed to authenticate with OpenStack",
                        "verify all OS_* variables / fields",
                        "check that the auth URL is reachable from the Jenkins controller",
                        "ensure that the user has the `member` role on the project")
                .hasMessageNotContaining("canary");
    }

    private Throwable refusal(Map<String, Object> arguments) throws Exception {
        return world.start(arguments).failure(LONG);
    }
}
