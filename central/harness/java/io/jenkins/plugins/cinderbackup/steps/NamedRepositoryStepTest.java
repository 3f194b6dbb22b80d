package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.config.ResticRepository;
import io.jenkins.plugins.cinderbackup.headless.Describables;
import io.jenkins.plugins.cinderbackup.headless.HeadlessCredentials;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.simulator.SimulatedSite;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.NeedsRestic;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A repository of the global configuration, which gives each source one of its own. */
@NeedsRestic
@Timeout(120)
class NamedRepositoryStepTest {
    private static final Map<String, Object> TENANTS = Map.of("name", "tenants");

    @RegisterExtension
    private final StepWorld world = new StepWorld();

    @BeforeEach
    void configure() {
        configure(Map.of());
    }

    private void configure(Map<String, Object> more) {
        Map<String, Object> repository = new LinkedHashMap<>(world.repository());
        repository.put("name", "tenants");
        repository.put("url", world.site.repositories().url("{cluster}/{namespace}/{pvc}"));
        repository.putAll(more);
        CinderBackupConfiguration.get().setRepositories(List.of(Describables.make(ResticRepository.class, repository)));
    }

    private void allowed(String... namespaces) {
        CinderBackupConfiguration.get()
                .setClusters(List.of(world.cluster("production", Map.of("namespaces", List.of(namespaces)))));
    }

    private Map<String, Object> backup(Object... more) {
        return world.arguments(prepend("repository", TENANTS, more));
    }

    private static Object[] prepend(String name, Object value, Object... more) {
        Object[] all = new Object[more.length + 2];
        all[0] = name;
        all[1] = value;
        System.arraycopy(more, 0, all, 2, more.length);
        return all;
    }

    private Map<String, Object> restoration(Map<String, Object> more) {
        Map<String, Object> arguments = world.restoration();
        arguments.put("repository", TENANTS);
        arguments.putAll(more);
        return arguments;
    }

    private String refused(HeadlessStep step) throws Exception {
        String message = step.failure(LONG).getMessage();
        assertThat(world.leftovers()).isEmpty();
        assertThat(BackupServices.get().journals().runs()).isEmpty();
        return message;
    }

    private Map<String, Object> inline() {
        return Map.of("serverUrl", world.site.kubernetes().url(), "credentialsId", "cluster");
    }

    @Test
    void eachSourceHasItsOwnAndARestoreElsewhereReadsThatOfTheSource() throws Exception {
        world.site.kubernetes().createNamespace("staging");
        world.resticOverwrites();

        String made = world.backUp("SUCCESS", backup());

        assertThat(world.snapshots("production/shop/db")).hasSize(1);
        HeadlessStep restore = world.restore(restoration(Map.of("to", Map.of("namespace", "staging", "pvc", "copy"))));
        assertThat((Map<?, ?>) restore.await(LONG)).satisfies(returned -> {
            assertThat(returned).extracting("namespace", "result").containsExactly("staging", "SUCCESS");
            assertThat(returned.get("backup").toString()).contains(made);
        });
        assertThat(restore.consoleText()).doesNotContain(StepWorld.REPOSITORY_PASSWORD);
        assertThat(world.verify(Map.of("repository", TENANTS, "namespace", "shop", "pvc", "db"), world.build())
                        .await(LONG))
                .extracting("verified")
                .isEqualTo(true);
    }

    @Test
    void aRestoreCannotReadTheRepositoryOfANamespaceThatIsNotAllowed() throws Exception {
        allowed("crm");

        assertThat(refused(world.restore(restoration(Map.of("to", Map.of("namespace", "crm"))))))
                .contains("namespace is 'shop', which is not allowed for cluster 'production'; allowed are: crm.");
        assertThat(refused(world.restore(
                        restoration(Map.of("to", Map.of("namespace", "crm"), "sourceCluster", "production")))))
                .contains("namespace is 'shop', which is not allowed");
        assertThat(refused(world.start(backup()))).contains("namespace is 'shop', which is not allowed");
        assertThat(refused(
                        world.verify(Map.of("repository", TENANTS, "namespace", "shop", "pvc", "db"), world.build())))
                .contains("namespace is 'shop', which is not allowed");
    }

    @Test
    void whoBringsAClusterOfHisOwnCannotNameItsNamespacesAsHeLikes() throws Exception {
        configure(Map.of("url", world.site.repositories().url("{namespace}")));

        String refusal = "repository.name is 'tenants', whose URL has names of the source in it";
        assertThat(refused(world.start(backup("kubernetes", inline(), "job", Map.of("namespace", "backups")))))
                .contains(refusal);
        assertThat(refused(world.restore(restoration(Map.of("kubernetes", inline())))))
                .contains(refusal);
    }

    @Test
    void aSourceOfAConfiguredClusterIsRestoredToAClusterThatIsWrittenInline() throws Exception {
        HeadlessStep step = world.restore(
                restoration(Map.of("kubernetes", inline(), "sourceCluster", "production", "dryRun", true)));

        step.await(LONG);
        assertThat(step.consoleText()).contains(world.site.repositories().url("production/shop/db"));
    }

    @Test
    void aRepositoryIsNamedOrWrittenInline() throws Exception {
        Map<String, Object> both = new LinkedHashMap<>(world.repository());
        both.put("name", "tenants");

        assertThat(refused(world.start(world.arguments("repository", both))))
                .contains(
                        "Both `repository.name` and `repository.url`, `repository.passwordCredentialsId`, `repository.credentialsId` are set");
    }

    @Test
    void theOnlyOneIsNotTakenByItself() throws Exception {
        assertThat(refused(world.start(world.arguments("repository", Map.of()))))
                .contains(
                        "repository.url is missing: say where the repository is, or name one of the global configuration");
    }

    @Test
    void anUnknownNameIsRefusedWithThoseThatThereAre() throws Exception {
        assertThat(refused(world.start(world.arguments("repository", Map.of("name", "tenant")))))
                .contains(
                        "repository.name is 'tenant': there is no restic repository of that name in the global configuration; there are: tenants.")
                .doesNotContain("passwordCredentialsId");
    }

    @Test
    void aVolumeWithoutAPvcHasNoNamesForTheUrl() throws Exception {
        CinderBackupConfiguration.get()
                .setClusters(List.of(world.cluster("production", Map.of("volumeIdAllowed", true))));
        Map<String, Object> arguments = backup("volumeId", world.volume);
        arguments.remove("pvc");

        assertThat(refused(world.start(arguments)))
                .contains(
                        "repositories[tenants].url has {namespace}, which is for PVCs, and no PVC is named.",
                        "repositories[tenants].url has {pvc}, which is for PVCs");
        assertThat(refused(world.verify(Map.of("repository", TENANTS), world.build())))
                .contains("repositories[tenants].url has {pvc}, which is for PVCs, and no PVC is named.");
    }

    @Test
    void aClusterWhoseNameCannotStandInAUrlIsRefused() throws Exception {
        CinderBackupConfiguration.get().setClusters(List.of(world.cluster("..", Map.of())));
        assertThat(refused(world.start(backup())))
                .contains("repositories[tenants].url has {cluster}, and '..' cannot stand in a URL");

        CinderBackupConfiguration.get().setClusters(List.of(world.cluster("production", Map.of())));
        assertThat(refused(world.restore(restoration(Map.of("sourceCluster", "a/../../other")))))
                .contains("and 'a/../../other' cannot stand in a URL");
    }

    @Test
    void anInlineUrlHasTheSamePlaceholders() throws Exception {
        Map<String, Object> repository = world.repository();
        repository.put("url", world.site.repositories().url("{cluster}/{namespace}"));
        assertThat(refused(world.start(world.arguments(
                        "kubernetes", inline(), "repository", repository, "job", Map.of("namespace", "backups")))))
                .contains("repository.url has {cluster}, and the cluster is written inline, so that it has no name.");

        HeadlessStep step = world.start(world.arguments("repository", repository, "dryRun", true));
        step.await(LONG);
        assertThat(step.consoleText()).contains(world.site.repositories().url("production/shop"));
    }

    @Test
    void anExpandedLocationThatIsTooLongIsRefused() throws Exception {
        configure(Map.of("url", world.site.repositories().url("x".repeat(1900) + "/{pvc}")));

        assertThat(refused(world.start(backup("pvc", "p".repeat(250)))))
                .contains("repository.url has 2", "characters: at most 2048 make sense");
    }

    @Test
    void itsCredentialsAreThoseThatTheJobMayUse() throws Exception {
        configure(Map.of("credentialsId", "keys-of-tenant"));
        world.jenkins.add(
                "crm",
                HeadlessCredentials.login("keys-of-tenant", SimulatedSite.BACKUP_USER, SimulatedSite.BACKUP_PASSWORD));

        assertThat(refused(
                        world.start(backup(), world.jenkins.job("shop/nightly").build())))
                .contains(
                        "repositories[tenants].credentialsId: there is no credential 'keys-of-tenant' of type Username with password or Secret file that job 'shop/nightly' may use.");
        assertThat(world.start(
                                backup("dryRun", true),
                                world.jenkins.job("crm/nightly").build())
                        .await(LONG))
                .extracting("result")
                .isEqualTo("SUCCESS");
    }

    @Test
    void aSecretThatTheAdministratorNamesNeedsNoLeave() throws Exception {
        Map<String, Object> repository = Map.of(
                "name", "tenants", "url", world.site.repositories().url("{namespace}"), "secretRef", "restic-keys");
        CinderBackupConfiguration.get().setRepositories(List.of(Describables.make(ResticRepository.class, repository)));

        HeadlessStep step = world.start(backup("dryRun", true));

        step.await(LONG);
        assertThat(step.consoleText()).contains(world.site.repositories().url("shop"));
    }

    @Test
    void aNamespaceThatDoesNothingIsSaid() throws Exception {
        Map<String, Object> arguments = world.verification();
        arguments.put("namespace", "shop");
        arguments.put("dryRun", true);

        HeadlessStep step = world.verify(arguments, world.build());

        step.await(LONG);
        assertThat(step.consoleText())
                .contains("namespace does nothing: no pvc is named, and the repository's URL has no {namespace}.");
    }
}
