package io.jenkins.plugins.cinderbackup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.engine.RunEvent;
import io.jenkins.plugins.cinderbackup.engine.RunReport;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import io.jenkins.plugins.cinderbackup.files.FileTree;
import io.jenkins.plugins.cinderbackup.files.SampleFiles;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ClusterConnection;
import io.jenkins.plugins.cinderbackup.model.ContainerResources;
import io.jenkins.plugins.cinderbackup.model.JobSettings;
import io.jenkins.plugins.cinderbackup.model.Objective;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupPlan;
import io.jenkins.plugins.cinderbackup.operation.restore.RestorePlan;
import io.jenkins.plugins.cinderbackup.operation.restore.RestorePlan.From;
import io.jenkins.plugins.cinderbackup.restic.RepositoryEnvironment;
import io.jenkins.plugins.cinderbackup.restic.RepositoryUrl;
import io.jenkins.plugins.cinderbackup.restic.RestoreScope;
import io.jenkins.plugins.cinderbackup.restic.RetentionPolicy;
import io.jenkins.plugins.cinderbackup.restic.SnapshotChoice;
import io.jenkins.plugins.cinderbackup.simulator.SimulatedSite;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.LocalRestic;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.NeedsRestic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A backup and its restore with the adapters as shipped and the restic of this machine: what comes back is what was there. */
@Timeout(120)
@NeedsRestic
class RestoreEndToEndTest {
    private static final String OWN_FOLDER = "lost+found";

    @TempDir
    private Path temp;

    private final List<RunEvent> events = new ArrayList<>();
    private SimulatedSite site;
    private String volume;
    private FileTree before;

    @BeforeEach
    void backUp() throws Exception {
        site = new SimulatedSite(Files.createDirectory(temp.resolve("volumes")));
        Path content = Files.createDirectory(temp.resolve("content"));
        SampleFiles.fill(content, 60, 1);
        Files.setPosixFilePermissions(content, PosixFilePermissions.fromString("rwxr-x--x"));
        volume = site.addSource("shop", "db", 2, content);
        site.kubernetes().createNamespace("backups");
        site.repositories().initialise("shop", "canary-restic-password");
        before = FileTree.of(content);
        RunReport report = engine().run(backup());
        assertThat(report.result()).as(events.toString()).isEqualTo(RunResult.SUCCESS);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private static List<String> differences(FileTree before, Path folder) {
        return before.differencesTo(FileTree.of(folder)).stream()
                .filter(line -> !line.contains(OWN_FOLDER))
                .toList();
    }

    @Test
    void aNewPvcHasAllFilesAndTheVolumesOwnFolderAndNothingElseIsLeft() throws Exception {
        RunReport report = engine().run(restore("db-restored", false, RestoreScope.ALL));

        assertThat(report.result()).as(report + " " + events).isEqualTo(RunResult.SUCCESS);
        String restored = site.volumeOf("shop", "db-restored");
        assertThat(report.values()).containsEntry("volumeId", restored).containsEntry("pvc", "db-restored");
        assertThat(differences(before, site.content(restored))).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(site.content(restored))))
                .isEqualTo("rwxr-x--x");
        assertThat(site.kubernetes()
                        .get("persistentvolumeclaims", "shop", "db-restored")
                        .orElseThrow()
                        .at("/status/phase")
                        .asText())
                .isEqualTo("Bound");
        assertThat(site.kubernetes().list("persistentvolumeclaims")).hasSize(2);
        assertThat(site.kubernetes().list("persistentvolumes")).hasSize(2);
        assertThat(site.kubernetes().list("jobs")).isEmpty();
        assertThat(site.kubernetes().list("secrets")).isEmpty();
    }

    static Stream<Path> programs() {
        return Stream.concat(
                Stream.of(LocalRestic.program()),
                Stream.ofNullable(System.getenv("RESTIC_NEWEST")).map(Path::of));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void aVolumeInPlaceIsAsItWasAndASnapshotOfTheDamageIsKeptOrAnOldResticIsRefused(Path restic) throws Exception {
        site.kubernetes().node().program(restic);
        SampleFiles.damage(site.content(volume));
        assertThat(differences(before, site.content(volume))).isNotEmpty();
        site.detach("shop", "db");

        FileTree damaged = FileTree.of(site.content(volume));

        RunReport report = engine().run(restore("db", true, RestoreScope.ALL));

        if (report.result() == RunResult.FAILURE) {
            assertThat(report.failure().message()).startsWith("This restic is too old");
            assertThat(damaged.differencesTo(FileTree.of(site.content(volume)))).isEmpty();
            return;
        }
        assertThat(report.result()).as(report + " " + events).isEqualTo(RunResult.SUCCESS);
        // What the backup does not have stays: nothing was asked to be removed
        assertThat(differences(before, site.content(volume))).allMatch(line -> line.startsWith("not there before: "));
        assertThat(site.leftovers(Set.of(volume)))
                .containsExactly(
                        "Cinder snapshot " + site.openstack().snapshots().get(0).name() + " (available)");
        assertThat(site.openstack().snapshots().get(0).id())
                .isEqualTo(report.values().get("snapshotBefore"));
    }

    @Test
    void aVolumeThatAPodUsesIsNotTouched() throws Exception {
        site.startWorkload("shop", "db-0", "db");

        RunReport report = engine().run(restore("db", true, RestoreScope.ALL));

        assertThat(report.result()).isEqualTo(RunResult.FAILURE);
        assertThat(report.failure().message()).contains("PVC shop/db is used by pod db-0");
        assertThat(site.openstack().snapshots()).isEmpty();
        assertThat(site.leftovers(Set.of(volume))).isEmpty();
    }

    @Test
    void aSourceThatIsGoneComesBackUnderItsOwnName() throws Exception {
        site.kubernetes().delete("persistentvolumeclaims", "shop", "db");
        site.kubernetes()
                .list("persistentvolumes")
                .forEach(pv -> site.kubernetes()
                        .delete("persistentvolumes", "", pv.at("/metadata/name").asText()));

        RunReport report = engine().run(restore("db", false, RestoreScope.ALL));

        assertThat(report.result()).as(report + " " + events).isEqualTo(RunResult.SUCCESS);
        assertThat(differences(before, site.content(site.volumeOf("shop", "db"))))
                .isEmpty();
    }

    private EngineRun engine() {
        ClusterConnection cluster = new ClusterConnection(
                site.kubernetes().url(), null, new ClusterConnection.Credential.Token("canary-token"), null);
        return new EngineRun(
                site.openstack().cloud(), cluster, this::repository, temp.resolve("journals"), events::add);
    }

    private RepositoryEnvironment repository() {
        RepositoryUrl url = RepositoryUrl.parse(site.repositories().url("shop"));
        return RepositoryEnvironment.of(url, "canary-restic-password")
                .withLogin(url, SimulatedSite.BACKUP_USER, SimulatedSite.BACKUP_PASSWORD);
    }

    private RepositorySettings settings() {
        return new RepositorySettings(
                site.repositories().url("shop"), null, false, true, false, Duration.ofSeconds(60));
    }

    private static final ContainerResources RESOURCES = new ContainerResources("200m", "256Mi", "2", "2Gi");
    private static final JobSettings JOB = new JobSettings(
            "restic/restic:0.18.1",
            "IfNotPresent",
            List.of(),
            "backups",
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            null,
            Map.of(),
            List.of(),
            null,
            Map.of(),
            Map.of(),
            0);

    private RestorePlan restore(String claim, boolean inPlace, RestoreScope scope) {
        return new RestorePlan(
                "cloud",
                "cluster/shop/db",
                "shop",
                "db",
                new SnapshotChoice(SnapshotChoice.LATEST, null, List.of()),
                null,
                From.NEAREST,
                new RestorePlan.Target(
                        "shop", claim, null, null, Map.of(), Map.of(), List.of(), Duration.ofSeconds(30)),
                inPlace,
                false,
                List.of(),
                scope,
                true,
                settings(),
                RESOURCES,
                JOB,
                Duration.ofSeconds(30),
                false,
                List.of());
    }

    private BackupPlan backup() {
        return new BackupPlan(
                "cloud",
                "cluster",
                "shop",
                "db",
                null,
                "ext4",
                new BackupPlan.SnapshotSettings(true, Duration.ofSeconds(60), "backup", 0, 0),
                new BackupPlan.TemporaryVolume(null, null, null, Duration.ofSeconds(30)),
                settings(),
                "shop-db",
                List.of("/"),
                List.of(OWN_FOLDER),
                List.of(),
                new RetentionPolicy(1, 0, 0, 0, 0, 0, "", List.of(), true),
                RESOURCES,
                JOB,
                Duration.ofSeconds(30),
                new BackupPlan.Guard(50, null, null, false, List.of()),
                false,
                List.of(),
                Objective.NONE);
    }
}
