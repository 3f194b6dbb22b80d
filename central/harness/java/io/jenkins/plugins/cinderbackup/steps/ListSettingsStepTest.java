package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import hudson.model.Item;
import hudson.model.Result;
import hudson.util.FormValidation;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.config.ResticRepository;
import io.jenkins.plugins.cinderbackup.headless.Describables;
import io.jenkins.plugins.cinderbackup.headless.HeadlessCredentials;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.model.RepositoryListing;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.restic.ListedSnapshot;
import io.jenkins.plugins.cinderbackup.restic.SnapshotFilter;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which backups {@code cinderSnapshotList} is about, what it refuses, and its form. The catalog has some that no run has made. */
@Timeout(60)
class ListSettingsStepTest {
    private static final String VOLUME = "f3c5b0a8-7d0e-4a52-9f0c-3f0b8c1a2d4e";
    /** The repository of the global configuration: of one that a job writes it is only told what it has backed up itself. */
    private static final Map<String, Object> NAMED = Map.of("name", "shop");

    private static final Instant FIRST = Instant.parse("2026-01-31T02:00:00Z");

    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private final List<ListedSnapshot> snapshots = new ArrayList<>();

    @BeforeEach
    void configure() {
        Map<String, Object> repository = world.repository();
        repository.put("name", "shop");
        CinderBackupConfiguration.get().setRepositories(List.of(Describables.make(ResticRepository.class, repository)));
    }

    @BeforeEach
    void fillCatalog() {
        snapshot("production/shop/db", "shop-db", "nightly");
        snapshot("production/shop/db", "shop-db", "weekly");
        snapshot("production/shop/uploads", "shop-uploads", "nightly");
        snapshot("production/shop2/db", "shop2-db", "ünïcode");
        snapshot("staging/shop/db", "shop-db", "nightly");
        snapshot("production/" + VOLUME, VOLUME, "nightly");
        know("shop", snapshots);
    }

    private void snapshot(String source, String host, String tag) {
        snapshots.add(new ListedSnapshot(
                "%064x".formatted(snapshots.size() + 1),
                "",
                "7".repeat(64),
                FIRST.plus(Duration.ofHours(snapshots.size())),
                host,
                List.of("/data"),
                List.of(),
                List.of("cinder-snapshot-backup", "src:" + source, tag),
                3L,
                4096L,
                1024L));
    }

    private void know(String repository, List<ListedSnapshot> listed) {
        BackupServices.get()
                .catalog()
                .listed(new RepositoryListing(
                        new RepositorySettings(
                                world.site.repositories().url(repository),
                                null,
                                false,
                                true,
                                true,
                                Duration.ofHours(1)),
                        SnapshotFilter.ofAll(),
                        Instant.now(),
                        listed));
    }

    /** The hours after the first one of the backups that are listed. */
    private List<Long> hours(Object... arguments) throws Exception {
        Map<String, Object> all = new HashMap<>(Map.of("repository", NAMED));
        for (int i = 0; i < arguments.length; i += 2) {
            all.put((String) arguments[i], arguments[i + 1]);
        }
        return list(world.list(all)).stream()
                .map(backup -> Duration.between(FIRST, Instant.parse((String) backup.get("time")))
                        .toHours())
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(HeadlessStep step) throws Exception {
        return (List<Map<String, Object>>) step.await(LONG);
    }

    private Map<String, Object> listing(Object... more) {
        Map<String, Object> arguments = world.listing();
        arguments.put("repository", NAMED);
        for (int i = 0; i < more.length; i += 2) {
            arguments.put((String) more[i], more[i + 1]);
        }
        return arguments;
    }

    private Throwable refused(Object... more) throws Exception {
        return world.list(listing(more)).failure(LONG);
    }

    @Test
    void theNewestIsFirstAndAllSourcesAreMeantUnlessOneIsNamed() throws Exception {
        assertThat(hours()).containsExactly(5L, 4L, 3L, 2L, 1L, 0L);
        assertThat(hours("namespace", "shop", "pvc", "db")).containsExactly(1L, 0L);
        assertThat(hours("namespace", "shop")).containsExactly(2L, 1L, 0L);
        assertThat(hours("namespace", "nowhere")).isEmpty();
        assertThat(hours("tags", List.of("nightly"))).containsExactly(5L, 4L, 2L, 0L);
        assertThat(hours("tags", List.of("nightly", "weekly"))).isEmpty();
        assertThat(hours("tags", List.of("ünïcode"))).containsExactly(3L);
        assertThat(hours("host", "shop-db")).containsExactly(4L, 1L, 0L);
        assertThat(hours("namespace", "shop", "limit", 1)).containsExactly(2L);
    }

    @Test
    void aVolumeIsFoundWhereItsUseIsAllowed() throws Exception {
        assertThat(refused("volumeId", VOLUME)).hasMessageContaining("volumeId is set, which is not allowed");
        CinderBackupConfiguration.get()
                .setClusters(List.of(world.cluster("production", Map.of("volumeIdAllowed", true))));

        assertThat(hours("volumeId", VOLUME)).containsExactly(5L);
    }

    @Test
    void theConsoleSaysThatThereAreMoreThanTheLimit() throws Exception {
        HeadlessStep step = world.list(Map.of("repository", NAMED, "limit", 2));
        list(step);

        assertThat(step.consoleText()).contains("The catalog has 6 such backups; the newest 2:");
        assertThat(step.consoleText().lines()).hasSize(3);
    }

    @Test
    void anotherRepositoryIsNotLookedInto() throws Exception {
        know("other", List.of(snapshots.get(0)));

        assertThat(hours()).hasSize(6);
        Map<String, Object> repository = world.repository();
        repository.put("url", world.site.repositories().url("third"));
        assertThat(list(world.list(Map.of("repository", repository)))).isEmpty();
    }

    @Test
    void aThousandsBackupsAreNoTrouble() throws Exception {
        snapshots.clear();
        IntStream.range(0, 5000).forEach(i -> snapshot("production/shop/db", "shop-db", "nightly"));
        know("shop", snapshots);

        assertThat(hours("namespace", "shop", "pvc", "db")).hasSize(100).startsWith(4999L);
    }

    @Test
    void whatIsReturnedMayBeKeptAndChanged() throws Exception {
        List<Map<String, Object>> backups = list(world.list(listing()));

        new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(backups);
        backups.get(0).put("mine", 1);
        backups.remove(1);
        assertThat(backups).singleElement().extracting("mine").isEqualTo(1);
    }

    @Test
    void whoMayNotUseTheRepositorysCredentialsIsToldNothingOfIt() throws Exception {
        Map<String, Object> repository = world.repository();
        repository.put("passwordCredentialsId", "of-another-folder");

        HeadlessStep step = world.list(listing("repository", repository));

        assertThat(step.failure(LONG))
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("List failed: ")
                .hasMessageContaining("repository.passwordCredentialsId: there is no credential 'of-another-folder'");
        assertThat(step.consoleText()).isEmpty();
    }

    @Test
    void aCredentialThatThereIsDoesNotShowThatItOpensTheRepositoryThatAJobNames() throws Exception {
        world.jenkins.add(HeadlessCredentials.text("slack-token", "of no repository"));
        Map<String, Object> repository = world.repository();
        repository.put("passwordCredentialsId", "slack-token");

        HeadlessStep step = world.list(Map.of("repository", repository));

        assertThat(list(step)).isEmpty();
        assertThat(step.consoleText())
                .contains("The catalog has 0 such backups")
                .contains(
                        "Only sources that this job has backed up to there are listed. For all of them set `refresh: true`");
        assertThat(list(world.list(Map.of("repository", repository, "refresh", true, "dryRun", true))))
                .as("a dry run opens nothing")
                .isEmpty();
    }

    @Test
    void aSecretThatAJobNamesDoesNotShowThatItOpensTheRepository() throws Exception {
        Map<String, Object> repository = Map.of("url", world.site.repositories().url("shop"), "secretRef", "any");
        Map<String, Object> cluster = Map.of("serverUrl", "https://nowhere.example.com", "credentialsId", "any");

        assertThat(list(world.list(Map.of("repository", repository, "kubernetes", cluster, "namespace", "shop"))))
                .isEmpty();
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() throws Exception {
        assertThat(refused(
                        "pvc",
                        "PVC",
                        "namespace",
                        "a.b",
                        "limit",
                        0,
                        "tags",
                        List.of("a,b"),
                        "cloud",
                        "nowhere",
                        "repository",
                        Map.of("url", "ftp://x"),
                        "limmit",
                        3))
                .hasMessageStartingWith("List failed: ")
                .hasMessageContainingAll(
                        "pvc is 'PVC'",
                        "namespace is 'a.b'",
                        "limit is 0: it must be a number from 1 to ",
                        "tags: the tag 'a,b' has a comma",
                        "cloud is 'nowhere'",
                        "repository.url",
                        "repository.passwordCredentialsId is missing",
                        "There is no field 'limmit'");
    }

    @Test
    void aNamespaceThatTheAdministratorDoesNotAllowIsRefused() throws Exception {
        CinderBackupConfiguration.get()
                .setClusters(List.of(world.cluster("production", Map.of("namespaces", List.of("crm")))));

        assertThat(refused()).hasMessageContaining("namespace is 'shop', which is not allowed");
    }

    @Test
    void noCloudIsNeeded() throws Exception {
        CinderBackupConfiguration.get().setClouds(List.of());

        assertThat(hours()).hasSize(6);
    }

    @Test
    void aMisspeltFieldIsRefused() throws Exception {
        assertThat(refused("refesh", true))
                .hasMessageContaining("There is no field 'refesh'. The nearest is 'refresh'.");
    }

    @Test
    void afterARestartTheCatalogIsReadAgain() throws Exception {
        HeadlessStep step = world.list(listing());
        byte[] stored = step.store();
        world.restart();

        step.resume(stored);

        assertThat(list(step)).hasSize(2);
    }

    @Test
    void anAbortBeforeTheAnswerEndsIt() throws Exception {
        HeadlessStep step = world.list(listing());
        FlowInterruptedException cause = new FlowInterruptedException(Result.ABORTED, true);

        step.stop(cause);

        assertThat(hours()).as("another one that began later").hasSize(6);
        assertThat(step.timesOver()).isEqualTo(1);
    }

    @Test
    void aDryRunOfARefreshCreatesNothing() throws Exception {
        HeadlessStep step = world.list(listing("refresh", true, "dryRun", true));

        assertThat(list(step)).hasSize(2);
        assertThat(step.consoleText()).contains("Dry run: nothing is created.", "restic snapshots");
        assertThat(world.leftovers()).isEmpty();
    }

    @Test
    void theFormChecksItsFieldsAndMakesADryRun() {
        CinderSnapshotListStep.DescriptorImpl form = new CinderSnapshotListStep.DescriptorImpl();
        Item job = world.jenkins.job("nightly");

        assertThat(form.doCheckPvc(job, "", "").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckPvc(job, "PVC", "").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(form.doCheckTags(job, "a\nb").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckTags(job, "a,b").getMessage()).contains("has a comma");
        assertThat(form.doCheckHost(job, "").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckHost(job, "a\u0007b").getMessage()).contains("control character");
        assertThat(form.doCheckLimit(job, "0").getMessage()).startsWith("limit is 0: it must be a number from 1 to ");
        assertThat(form.doDryRun(new FormRequest(listing()), job, "{}").getMessage())
                .contains("Dry run: nothing is created.", "restic snapshots");
    }
}
