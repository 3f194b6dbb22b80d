package io.jenkins.plugins.cinderbackup.leftovers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Item;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.config.KubernetesCluster;
import io.jenkins.plugins.cinderbackup.config.OpenstackCloud;
import io.jenkins.plugins.cinderbackup.headless.Describables;
import io.jenkins.plugins.cinderbackup.headless.HeadlessController;
import io.jenkins.plugins.cinderbackup.headless.HeadlessCredentials;
import io.jenkins.plugins.cinderbackup.headless.HeadlessJob;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.openstack.cinder.OpenstackClouds;
import io.jenkins.plugins.cinderbackup.port.BlockStorage;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the administrator's page says of the clouds and clusters of the global configuration, and what its buttons do. */
@Timeout(60)
class ScanPageTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    private Path home;

    private HeadlessController jenkins;
    private OpenstackSimulator cloud;
    private final LeftoverPage page = new LeftoverPage();

    @BeforeEach
    void start() throws Exception {
        jenkins = HeadlessController.start(home);
        cloud = OpenstackSimulator.start();
        cloud.quota(-1, -1, -1);
        jenkins.add(HeadlessCredentials.login("cloud", OpenstackSimulator.USER, OpenstackSimulator.PASSWORD));
        jenkins.add(HeadlessCredentials.text("cluster", "canary-token"));
        CinderBackupConfiguration.get().setClouds(List.of(cloud("production", "cloud")));
    }

    @AfterEach
    void stop() {
        BackupServices.stop();
        jenkins.close();
        cloud.close();
    }

    private OpenstackCloud cloud(String name, String credential) {
        return Describables.make(
                OpenstackCloud.class,
                Map.of(
                        "name",
                        name,
                        "authUrl",
                        cloud.authUrl(),
                        "credentialsId",
                        credential,
                        "projectName",
                        OpenstackSimulator.PROJECT,
                        "regionName",
                        OpenstackSimulator.REGION));
    }

    /** A volume with the tags of a run that ended an hour ago; answers the run. */
    private RunId leaveVolume(String jenkinsId, String job) {
        Instant end = Instant.now().minus(Duration.ofHours(1));
        Ownership tags = new Ownership(
                new Origin(jenkinsId, job, "7"), RunId.random(), "source", end.minus(Duration.ofHours(3)), end);
        BlockStorage storage = new OpenstackClouds().blockStorage(cloud.cloud());
        String snapshot = storage.createSnapshot(
                        new BlockStorage.NewSnapshot(cloud.addVolume("source", 2), "s", "", true, tags))
                .id();
        String volume = storage.createVolume(new BlockStorage.NewVolume(
                        Optional.of(snapshot),
                        Optional.empty(),
                        "v",
                        "",
                        2,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        tags))
                .id();
        cloud.backdate(snapshot, tags.createdAt());
        cloud.backdate(volume, tags.createdAt());
        return tags.run();
    }

    private ScanView scan() {
        page.doScan();
        await().atMost(LONG).until(() -> !page.scan(null).isRunning());
        return page.scan(null);
    }

    @Test
    void beforeTheFirstLookThereIsNothingToSeeAndNothingIsAsked() {
        ScanView view = page.scan(null);

        assertThat(view.isScanned()).isFalse();
        assertThat(view.isAnyRemovable()).isFalse();
        assertThat(cloud.requests()).isEmpty();
    }

    @Test
    void saysWhoseItIsHowOldHowBigAndWhatMayBecomeOfIt() {
        jenkins.job("nightly");
        leaveVolume(Jenkins.get().getLegacyInstanceId(), "nightly");
        leaveVolume("ffeeddccbbaa", "Größe\n\u001b[31mrot");

        ScanView view = scan();

        assertThat(view.getTargets()).extracting(ScanView.TargetView::getLabel).containsExactly("cloud 'production'");
        assertThat(view.getTargets().get(0).getState()).isEqualTo("4 objects");
        assertThat(view.getRemovable()).isEqualTo("what 2 runs have left: 4 objects, 8.0 GiB");
        OrphanView ours = view.getRuns().stream()
                .filter(run -> run.getJenkins().equals("this Jenkins"))
                .findFirst()
                .orElseThrow();
        assertThat(ours.getBuild()).isEqualTo("nightly #7");
        assertThat(ours.getBuildUrl()).isEqualTo("job/nightly/7/");
        assertThat(ours.getSpace()).isEqualTo("4.0 GiB");
        assertThat(ours.getAge()).startsWith("4 h");
        assertThat(ours.getVerdict()).isEqualTo("Can be removed");
        assertThat(ours.getObjects())
                .hasSize(2)
                .anyMatch(object -> object.startsWith("Cinder volume v (") && object.endsWith(", 2.0 GiB, available"));
        OrphanView theirs = view.getRuns().stream()
                .filter(run -> run != ours && !run.getRun().equals(ours.getRun()))
                .findFirst()
                .orElseThrow();
        assertThat(theirs.getJenkins()).isEqualTo("another Jenkins (ffeeddcc…)");
        assertThat(theirs.getBuildUrl()).isNull();
        assertThat(theirs.getBuild()).startsWith("Größe").doesNotContain("\n", "\u001b");
    }

    @Test
    void aJobThatTheViewerMayNotSeeIsNotNamedAndBreaksNothing() {
        HeadlessJob job = jenkins.job("secret/nightly");
        leaveVolume(Jenkins.get().getLegacyInstanceId(), "secret/nightly");
        scan();
        jenkins.deny(Jenkins.ADMINISTER);

        assertThat(page.scan(null).getRuns())
                .singleElement()
                .extracting(OrphanView::getBuild)
                .isEqualTo("secret/nightly #7");
        jenkins.deny(job, Item.READ);
        assertThat(page.scan(null).getRuns())
                .as("who may discover the job")
                .singleElement()
                .satisfies(ScanPageTest::assertUnnamed);
        jenkins.deny(job, Item.DISCOVER);
        assertThat(page.scan(null).getRuns()).as("who may not").singleElement().satisfies(ScanPageTest::assertUnnamed);
    }

    private static void assertUnnamed(OrphanView run) {
        assertThat(run.getBuild()).isEqualTo("A build that you may not see");
        assertThat(run.getBuildUrl()).isNull();
        assertThat(run.getJenkins()).isEqualTo("this Jenkins");
        assertThat(run.getObjects())
                .hasSize(2)
                .anyMatch(object -> object.startsWith("Cinder volume (") && object.endsWith(", 2.0 GiB, available"));
    }

    @Test
    void aConfirmationRemovesItAndTheRowSaysSo() {
        RunId run = leaveVolume("ffeeddccbbaa", "nightly");
        ScanView view = scan();

        page.doRemove(view.getStartedAt(), run.value());
        await().atMost(LONG).until(() -> !page.scan(null).isRunning());

        assertThat(cloud.snapshots()).isEmpty();
        assertThat(page.scan(null).getRuns()).singleElement().satisfies(row -> {
            assertThat(row.getVerdict()).isEqualTo("Removed");
            assertThat(row.isRemovable()).isFalse();
        });
        assertThat(page.scan(null).isAnyRemovable()).isFalse();
    }

    @Test
    void whatAnUnreadableJournalNamesIsFoundByItsTagsAndTheFileStays() throws Exception {
        RunId run = leaveVolume(Jenkins.get().getLegacyInstanceId(), "nightly");
        Path torn = Files.createDirectories(home.resolve("cinder-snapshot-backup/journals"))
                .resolve(run + ".json");
        Files.writeString(torn, "{");
        ScanView view = scan();

        page.doRemove(view.getStartedAt(), null);
        await().atMost(LONG).until(() -> !page.scan(null).isRunning());

        assertThat(cloud.snapshots()).isEmpty();
        assertThat(torn).exists();
    }

    @Test
    void aCredentialThatJenkinsItselfDoesNotHaveIsSaidInTheLineOfItsPlace() {
        CinderBackupConfiguration.get()
                .setClouds(List.of(cloud("production", "cloud"), cloud("folders", "in-a-folder")));

        ScanView view = scan();

        ScanView.TargetView place = view.getTargets().get(1);
        assertThat(place.isFailed()).isTrue();
        assertThat(place.getLines().toString())
                .contains(
                        "'in-a-folder'",
                        "that Jenkins itself may use",
                        "one in a folder is for the jobs of that folder and cannot be reached here");
        assertThat(view.getTargets().get(0).isFailed()).isFalse();
        assertThat(view.getNothing()).isEqualTo("Nothing with our tags was found where it could be scanned");
    }

    @Test
    void aClusterIsLookedThroughInTheNamespacesThatItsJobsMayUse() {
        CinderBackupConfiguration.get().setClouds(List.of());
        CinderBackupConfiguration.get()
                .setClusters(List.of(Describables.make(
                        KubernetesCluster.class,
                        Map.of(
                                "name",
                                "down",
                                "serverUrl",
                                "http://127.0.0.1:1",
                                "credentialsId",
                                "cluster",
                                "namespaces",
                                List.of("shop", "crm")))));

        ScanView view = scan();

        assertThat(view.getTargets()).singleElement().satisfies(place -> {
            assertThat(place.isFailed()).isTrue();
            assertThat(place.getLines().toString()).contains("127.0.0.1").doesNotContain("canary-token");
        });
        assertThat(view.getNothing()).as("nobody could see that").isNull();
    }

    @Test
    void thousandsOfRunsAreShownPageByPage() {
        String source = cloud.addVolume("source", 1);
        BlockStorage storage = new OpenstackClouds().blockStorage(cloud.cloud());
        for (int i = 0; i < 101; i++) {
            Ownership tags = new Ownership(
                    new Origin("x", "job-" + i, "1"),
                    RunId.random(),
                    source,
                    Instant.now(),
                    Instant.now().plus(Duration.ofDays(2)));
            storage.createSnapshot(new BlockStorage.NewSnapshot(source, "s" + i, "", true, tags));
        }

        assertThat(scan().getRuns()).hasSize(50);

        assertThat(page.scan("3").getRuns()).hasSize(1);
        assertThat(page.scan("999999").getPage()).isEqualTo(3);
        assertThat(page.scan("0").getPage()).isEqualTo(1);
        assertThat(page.scan("2; drop").getPage()).isEqualTo(1);
    }
}
