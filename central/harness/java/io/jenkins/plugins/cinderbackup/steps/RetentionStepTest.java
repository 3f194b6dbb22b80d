package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import io.jenkins.plugins.cinderbackup.files.SampleFiles;
import io.jenkins.plugins.cinderbackup.simulator.SimulatedSite;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What stays in the repository, night after night, with a real restic. */
@Timeout(240)
class RetentionStepTest {
    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private StepRepository repository;

    @BeforeEach
    void start() throws Exception {
        repository = new StepRepository(world);
    }

    @Test
    void twoClustersOnOneHostKeepTheirBackupsApart() throws Exception {
        List<String> made = new ArrayList<>();
        for (int cluster = 0; cluster < 2; cluster++) {
            try (SimulatedSite site =
                    new SimulatedSite(Files.createDirectory(world.temp.resolve("volumes-" + cluster)))) {
                site.addSource("shop", "db", 2, world.content);
                Map<String, Object> arguments =
                        world.arguments("retention", Map.of("keepLast", 1), "job", Map.of("namespace", "shop"));
                arguments.put(
                        "kubernetes", Map.of("serverUrl", site.kubernetes().url(), "credentialsId", "cluster"));
                arguments.put(
                        "openstack",
                        Map.of(
                                "authUrl",
                                site.openstack().authUrl(),
                                "credentialsId",
                                "cloud",
                                "projectName",
                                OpenstackSimulator.PROJECT,
                                "regionName",
                                OpenstackSimulator.REGION));
                made.add(world.backUp("SUCCESS", arguments));
            }
        }

        assertThat(repository.ids()).containsExactlyElementsOf(made);
    }

    @Test
    void twoStepsWithDifferentPathsOnOneClaimKeepTheirBackupsApart() throws Exception {
        Files.writeString(Files.createDirectory(world.content.resolve("conf")).resolve("app.conf"), "a = 1\n");
        Map<String, Object> whole = world.arguments("retention", Map.of("keepDaily", 7));
        Map<String, Object> part = world.arguments("retention", Map.of("keepLast", 1), "paths", List.of("/conf"));
        Map<String, Object> both = world.arguments("retention", Map.of("keepLast", 5), "paths", List.of("/conf", "/"));
        String first = world.backUp("SUCCESS", both);
        String second = world.backUp("SUCCESS", both);
        String third = world.backUp("SUCCESS", whole);

        String fourth = world.backUp("SUCCESS", part);

        assertThat(repository.ids()).containsExactly(first, second, third, fourth);
    }

    @Test
    void claimsWhoseDefaultHostIsTheSameAreRestoredByTheirTag() throws Exception {
        Path other = Files.createDirectory(world.temp.resolve("other"));
        SampleFiles.fill(other, 3, 2);
        world.site.addSource("shop-dev", "data", 2, other);
        world.site.addSource("shop", "dev-data", 2, world.content);
        String ours = world.backUp("SUCCESS", world.arguments("retention", Map.of("keepLast", 1), "pvc", "dev-data"));

        world.backUp(
                "SUCCESS", world.arguments("retention", Map.of("keepLast", 1), "namespace", "shop-dev", "pvc", "data"));

        assertThat(repository.ids("--tag", "src:production/shop/dev-data", "--latest", "1"))
                .containsExactly(ours);
    }

    @Test
    void aPolicyThatWouldNotKeepTheBackupItselfIsRefusedBeforeAnythingIsCreated() throws Exception {
        String before = world.backUp("SUCCESS", world.arguments("retention", Map.of(), "tags", List.of("gold")));

        Throwable refusal = world.start(
                        world.arguments("retention", Map.of("keepTags", List.of("glod")), "tags", List.of("gold")))
                .failure(LONG);

        assertThat(refusal)
                .isInstanceOf(AbortException.class)
                .hasMessageContaining(
                        "retention.keepTags [glod] would not keep the backup that is made: its tags are [gold].");
        assertThat(repository.ids()).containsExactly(before);
    }

    @Test
    void theCatalogHasWhatTheRepositoryHasAndWhatARestoreNeeds() throws Exception {
        Map<String, Object> arguments = world.arguments("retention", Map.of("keepLast", 1));
        world.backUp("SUCCESS", arguments);
        String second = world.backUp("SUCCESS", arguments);

        assertThat(BackupServices.get().catalog().of("production/shop/db"))
                .singleElement()
                .satisfies(catalog -> assertThat(catalog.snapshots())
                        .singleElement()
                        .satisfies(backup -> {
                            assertThat(backup.isCalled(second)).isTrue();
                            assertThat(backup.tree()).hasSize(64);
                            assertThat(backup.files()).isPositive();
                            assertThat(backup.build()).isNotEmpty();
                            assertThat(backup.description().volume().fsType()).isEqualTo("ext4");
                            assertThat(backup.description().volume().sizeBytes())
                                    .isEqualTo(2L << 30);
                        }));
    }

    @Test
    void aPolicyOfTagsAloneKeepsWhatCarriesOne() throws Exception {
        String untagged = world.backUp("SUCCESS", world.arguments("retention", Map.of()));

        String gold = world.backUp(
                "SUCCESS",
                world.arguments("retention", Map.of("keepTags", List.of("gold")), "tags", List.of("gold", "nightly")));

        assertThat(repository.ids()).containsExactly(gold).doesNotContain(untagged);
    }

    @Test
    void aClockThatWasAheadDoesNotRemoveTheBackupJustMade() throws Exception {
        Map<String, Object> arguments = world.arguments("retention", Map.of("keepLast", 1));
        world.site.openstack().dateNextSnapshot(Instant.now().plus(Duration.ofDays(3650)));
        String future = world.backUp("SUCCESS", arguments);

        String now = world.backUp("SUCCESS", arguments);

        assertThat(repository.ids()).containsExactlyInAnyOrder(now, future);
    }
}
