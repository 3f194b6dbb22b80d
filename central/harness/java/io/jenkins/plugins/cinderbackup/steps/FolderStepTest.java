package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.headless.HeadlessCredentials;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.simulator.SimulatedSite;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two folders share a controller with a named cloud and a named cluster. Where a credential is placed is who may use it. */
@Timeout(60)
class FolderStepTest {
    private static final String OURS = "team-a/nightly";
    private static final String THEIRS = "team-b/databases/nightly";

    @RegisterExtension
    private final StepWorld world = new StepWorld();

    @BeforeEach
    void start() throws Exception {
        CinderBackupConfiguration.get()
                .setClouds(List.of(world.cloud("production", Map.of("credentialsId", "cloud-of-a"))));
        CinderBackupConfiguration.get()
                .setClusters(List.of(world.cluster(
                        "production", Map.of("credentialsId", "cluster-of-a", "namespaces", List.of("shop")))));
        addCredentialsTo("team-a");
    }

    private void addCredentialsTo(String folder) {
        world.jenkins.add(
                folder, HeadlessCredentials.login("cloud-of-a", OpenstackSimulator.USER, OpenstackSimulator.PASSWORD));
        world.jenkins.add(folder, HeadlessCredentials.text("cluster-of-a", StepWorld.TOKEN));
        world.jenkins.add(folder, HeadlessCredentials.text("restic-of-a", StepWorld.REPOSITORY_PASSWORD));
        world.jenkins.add(
                folder,
                HeadlessCredentials.login("keys-of-a", SimulatedSite.BACKUP_USER, SimulatedSite.BACKUP_PASSWORD));
    }

    private Map<String, Object> arguments() {
        Map<String, Object> repository = world.repository();
        repository.put("passwordCredentialsId", "restic-of-a");
        repository.put("credentialsId", "keys-of-a");
        Map<String, Object> arguments = world.arguments();
        arguments.put("repository", repository);
        return arguments;
    }

    private HeadlessStep start(String job, Map<String, Object> arguments) {
        return world.start(arguments, world.jenkins.job(job).build());
    }

    @Test
    void aJobUsesWhatItsFolderHas() throws Exception {
        assertThat(start(OURS, arguments()).await(LONG))
                .isInstanceOfSatisfying(
                        Map.class, result -> assertThat(result.get("result")).isEqualTo("SUCCESS"));
    }

    @Test
    void aJobOfAnotherFolderCanUseNeitherTheNamedCloudNorTheNamedClusterNorTheRepository() throws Exception {
        String where = " that job '" + THEIRS + "' may use.";
        int calls = calls();

        Throwable refusal = start(THEIRS, arguments()).failure(LONG);

        assertThat(refusal)
                .isInstanceOf(AbortException.class)
                .hasMessageContainingAll(
                        "clouds[production].credentialsId: there is no credential 'cloud-of-a' of type Username with password or Secret file"
                                + where,
                        "clusters[production].credentialsId: there is no credential 'cluster-of-a' of type Secret text or Secret file"
                                + where,
                        "repository.passwordCredentialsId: there is no credential 'restic-of-a' of type Secret text"
                                + where,
                        "repository.credentialsId: there is no credential 'keys-of-a' of type Username with password or Secret file"
                                + where,
                        "searched were the credentials of folder 'team-b/databases' and of folder 'team-b' and of Jenkins, scope Global");
        assertThat(calls()).as("calls of the cloud and the cluster").isEqualTo(calls);
        assertThat(world.leftovers()).isEmpty();
    }

    @Test
    void whatIsWrittenInlineDoesNotLendItEither() throws Exception {
        Map<String, Object> arguments = arguments();
        arguments.put("openstack", Map.of("authUrl", world.site.openstack().authUrl(), "credentialsId", "cloud-of-a"));
        arguments.put(
                "kubernetes", Map.of("serverUrl", world.site.kubernetes().url(), "credentialsId", "cluster-of-a"));

        assertThat(start(THEIRS, arguments).failure(LONG))
                .hasMessageContainingAll(
                        "openstack.credentialsId: there is no credential 'cloud-of-a'",
                        "kubernetes.credentialsId: there is no credential 'cluster-of-a'");
        assertThat(world.leftovers()).isEmpty();
    }

    @Test
    void withCredentialsOfItsOwnItStillMayNotNameANamespaceThatTheClusterDoesNotAllow() throws Exception {
        addCredentialsTo("team-b");
        int calls = calls();
        Map<String, Object> arguments = arguments();
        arguments.put("namespace", "crm");
        arguments.put("job", Map.of("namespace", "kube-system"));

        assertThat(start(THEIRS, arguments).failure(LONG))
                .hasMessageContainingAll(
                        "namespace is 'crm', which is not allowed for cluster 'production'; allowed are: shop.",
                        "job.namespace is 'kube-system', which is not allowed for cluster 'production'; allowed are: shop.");
        assertThat(calls()).isEqualTo(calls);
        assertThat(world.leftovers()).isEmpty();
    }

    @Test
    void anIdThatBothFoldersHaveMeansEachOnesOwn() throws Exception {
        addCredentialsTo("team-b");
        world.jenkins.add("team-b/databases", HeadlessCredentials.login("cloud-of-a", "nobody", "canary-of-team-b"));
        HeadlessStep ours = start(OURS, arguments());
        HeadlessStep theirs = start(THEIRS, arguments());

        assertThat(theirs.failure(LONG))
                .hasMessageContaining("Failed to authenticate with OpenStack")
                .hasMessageNotContaining("canary");
        assertThat(ours.await(LONG)).isInstanceOf(Map.class);
    }

    @Test
    void whatIsForJenkinsItselfIsForNoJob() throws Exception {
        world.jenkins.add(HeadlessCredentials.systemText("cluster-of-jenkins", StepWorld.TOKEN));
        CinderBackupConfiguration.get()
                .setClusters(List.of(world.cluster("production", Map.of("credentialsId", "cluster-of-jenkins"))));

        assertThat(start(OURS, arguments()).failure(LONG))
                .hasMessageContainingAll(
                        "clusters[production].credentialsId: there is no credential 'cluster-of-jenkins' of type Secret text or Secret file",
                        "those of scope System are not for jobs");
    }

    /** How often the cloud and the cluster were asked for anything. */
    private int calls() {
        return world.site.openstack().requests().size()
                + world.site.kubernetes().requests();
    }
}
