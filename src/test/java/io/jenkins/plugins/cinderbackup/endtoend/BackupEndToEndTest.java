package io.jenkins.plugins.cinderbackup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.engine.RunEvent;
import io.jenkins.plugins.cinderbackup.engine.RunReport;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import io.jenkins.plugins.cinderbackup.files.SampleFiles;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ClusterConnection;
import io.jenkins.plugins.cinderbackup.model.ContainerResources;
import io.jenkins.plugins.cinderbackup.model.JobSettings;
import io.jenkins.plugins.cinderbackup.model.Objective;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupPlan;
import io.jenkins.plugins.cinderbackup.restic.RepositoryEnvironment;
import io.jenkins.plugins.cinderbackup.restic.RepositoryUrl;
import io.jenkins.plugins.cinderbackup.restic.RetentionPolicy;
import io.jenkins.plugins.cinderbackup.simulator.SimulatedSite;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.NeedsRestic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@NeedsRestic
class BackupEndToEndTest {
    private static final int FILES = 120;

    @TempDir
    private Path temp;

    private final List<RunEvent> events = new ArrayList<>();
    private SimulatedSite site;
    private String volume;

    @BeforeEach
    void start() throws Exception {
        site = new SimulatedSite(Files.createDirectory(temp.resolve("volumes")));
        Path content = Files.createDirectory(temp.resolve("content"));
        SampleFiles.fill(content, FILES, 1);
        volume = site.addSource("shop", "db", 2, content);
        site.kubernetes().createNamespace("backups");
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void aVolumeInUseIsBackedUpAndNothingIsLeft() throws Exception {
        RunReport report = run(plan(0));

        assertThat(report.result()).as(events.toString()).isEqualTo(RunResult.SUCCESS);
        assertThat((long) report.values().get("filesNew")).isGreaterThan(FILES);
        assertThat(site.leftovers(Set.of(volume))).isEmpty();
    }

    @Test
    void aKeptSnapshotStaysAndTheSecondBackupAddsLittle() throws Exception {
        run(plan(1));
        RunReport second = run(plan(1));

        assertThat(second.result()).as(events.toString()).isEqualTo(RunResult.SUCCESS);
        // A copied folder has new inodes, so restic reads it again; but it stores no content twice.
        assertThat((long) second.values().get("filesNew")).isZero();
        assertThat((long) second.values().get("bytesAdded"))
                .isLessThan((long) second.values().get("bytesProcessed") / 10);
        assertThat(site.leftovers(Set.of(volume)))
                .containsExactly("Cinder snapshot " + second.values().get("cinderSnapshotName") + " (available)");
    }

    @Test
    void aBlankVolumeIsNeverASuccess() throws Exception {
        site.format(volume, "");

        RunReport report = run(plan(0));

        assertThat(report.result()).isEqualTo(RunResult.FAILURE);
        assertThat(report.failure().message()).contains("finds no file system", "cannot mount unformatted disk");
        assertThat(site.leftovers(Set.of(volume))).isEmpty();
    }

    private RunReport run(BackupPlan plan) throws Exception {
        ClusterConnection cluster = new ClusterConnection(
                site.kubernetes().url(), null, new ClusterConnection.Credential.Token("canary-token"), null);
        return new EngineRun(site.openstack().cloud(), cluster, this::repository, temp.resolve("journals"), events::add)
                .run(plan);
    }

    private RepositoryEnvironment repository() {
        RepositoryUrl url = RepositoryUrl.parse(site.repositories().url("shop"));
        return RepositoryEnvironment.of(url, "canary-restic-password")
                .withLogin(url, SimulatedSite.BACKUP_USER, SimulatedSite.BACKUP_PASSWORD);
    }

    private BackupPlan plan(int keep) {
        return new BackupPlan(
                "cloud",
                "cluster",
                "shop",
                "db",
                null,
                "ext4",
                new BackupPlan.SnapshotSettings(true, Duration.ofSeconds(60), "backup", keep, 0),
                new BackupPlan.TemporaryVolume(null, null, null, Duration.ofSeconds(30)),
                new RepositorySettings(
                        site.repositories().url("shop"), null, false, true, false, Duration.ofSeconds(60)),
                "shop-db",
                List.of("/"),
                List.of("lost+found"),
                List.of(),
                new RetentionPolicy(1, 0, 0, 0, 0, 0, "", List.of(), true),
                new ContainerResources("200m", "256Mi", "2", "2Gi"),
                new JobSettings(
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
                        0),
                Duration.ofSeconds(30),
                new BackupPlan.Guard(50, null, null, false, List.of()),
                false,
                List.of(),
                Objective.NONE);
    }
}
