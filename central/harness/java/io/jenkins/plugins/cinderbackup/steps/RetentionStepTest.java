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

    private Map<String, Object> keeping(Map<String, Object> retention, Object... more) {
        Map<String, Object> arguments = world.arguments();
        arguments.put("retention", retention);
        for (int i = 0; i < more.length; i += 2) {
            arguments.put((String) more[i], more[i + 1]);
        }
        return arguments;
    }

    private static String id(Map<String, Object> returned) {
        return ((String) returned.get("resticSnapshotId")).substring(0, 8);
    }

    /** A backup of this result. */
    private String backUp(String result, Map<String, Object> arguments) throws Exception {
        Map<String, Object> returned = world.run(arguments);
        assertThat(returned).as("%s", returned.get("warnings")).containsEntry("result", result);
        return id(returned);
    }

    @Test
    void twoClustersOnOneHostKeepTheirBackupsApart() throws Exception {
        List<String> made = new ArrayList<>();
        for (int cluster = 0; cluster < 2; cluster++) {
            try (SimulatedSite site =
                    new SimulatedSite(Files.createDirectory(world.temp.resolve("volumes-" + cluster)))) {
                site.addSource("shop", "db", 2, world.content);
                Map<String, Object> arguments = keeping(Map.of("keepLast", 1), "job", Map.of("namespace", "shop"));
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
                made.add(backUp("SUCCESS", arguments));
            }
        }

        assertThat(repository.ids()).containsExactlyElementsOf(made);
    }

    @Test
    void twoStepsWithDifferentPathsOnOneClaimKeepTheirBackupsApart() throws Exception {
        Files.writeString(Files.createDirectory(world.content.resolve("conf")).resolve("app.conf"), "a = 1\n");
        Map<String, Object> whole = keeping(Map.of("keepDaily", 7));
        Map<String, Object> part = keeping(Map.of("keepLast", 1), "paths", List.of("/conf"));
        Map<String, Object> both = keeping(Map.of("keepLast", 5), "paths", List.of("/conf", "/"));
        String first = backUp("SUCCESS", both);
        String second = backUp("SUCCESS", both);
        String third = backUp("SUCCESS", whole);

        String fourth = backUp("SUCCESS", part);

        assertThat(repository.ids()).containsExactly(first, second, third, fourth);
    }

    @Test
    void claimsWhoseDefaultHostIsTheSameAreRestoredByTheirTag() throws Exception {
        Path other = Files.createDirectory(world.temp.resolve("other"));
        SampleFiles.fill(other, 3, 2);
        world.site.addSource("shop-dev", "data", 2, other);
        world.site.addSource("shop", "dev-data", 2, world.content);
        String ours = backUp("SUCCESS", keeping(Map.of("keepLast", 1), "pvc", "dev-data"));

        backUp("SUCCESS", keeping(Map.of("keepLast", 1), "namespace", "shop-dev", "pvc", "data"));

        assertThat(repository.ids("--tag", "src:production/shop/dev-data", "--latest", "1"))
                .containsExactly(ours);
    }

    @Test
    void aPolicyThatWouldNotKeepTheBackupItselfIsRefusedBeforeAnythingIsCreated() throws Exception {
        String before = backUp("SUCCESS", keeping(Map.of(), "tags", List.of("gold")));

        Throwable refusal = world.start(keeping(Map.of("keepTags", List.of("glod")), "tags", List.of("gold")))
                .failure(LONG);

        assertThat(refusal)
                .isInstanceOf(AbortException.class)
                .hasMessageContaining(
                        "retention.keepTags [glod] would not keep the backup that is made: its tags are [gold].");
        assertThat(repository.ids()).containsExactly(before);
    }

    @Test
    void theCatalogHasWhatTheRepositoryHasAndWhatARestoreNeeds() throws Exception {
        Map<String, Object> arguments = keeping(Map.of("keepLast", 1));
        backUp("SUCCESS", arguments);
        String second = backUp("SUCCESS", arguments);

        assertThat(BackupServices.get().catalog().of("production/shop/db"))
                .singleElement()
                .satisfies(catalog -> assertThat(catalog.backups())
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
        String untagged = backUp("SUCCESS", keeping(Map.of()));

        String gold =
                backUp("SUCCESS", keeping(Map.of("keepTags", List.of("gold")), "tags", List.of("gold", "nightly")));

        assertThat(repository.ids()).containsExactly(gold).doesNotContain(untagged);
    }

    @Test
    void aClockThatWasAheadDoesNotRemoveTheBackupJustMade() throws Exception {
        Map<String, Object> arguments = keeping(Map.of("keepLast", 1));
        world.resticIsCalledWith("backup", "--time", "2035-01-01 00:00:00");
        String future = backUp("SUCCESS", arguments);
        world.site.kubernetes().node().program(Path.of("/usr/bin/restic"));

        String now = backUp("SUCCESS", arguments);

        assertThat(repository.ids()).containsExactlyInAnyOrder(now, future);
    }

    @Test
    void snapshotsOfNothingNeverTakeTheirPlaceFromGoodOnes() throws Exception {
        Map<String, Object> arguments = keeping(Map.of("keepLast", 2));
        backUp("SUCCESS", arguments);
        String second = backUp("SUCCESS", arguments);
        Path away = Files.move(world.content, world.temp.resolve("away"));
        Files.createDirectory(world.content);
        for (int night = 0; night < 2; night++) {
            assertThat(world.start(arguments).failure(LONG)).hasMessageContaining("The backup is empty");
            assertThat(repository.ids()).hasSize(2);
        }
        Files.delete(world.content);
        Files.move(away, world.content);

        String last = backUp("SUCCESS", arguments);

        assertThat(repository.ids()).containsExactly(second, last);
    }

    @Test
    void incompleteBackupsNeverTakeTheirPlaceFromSoundOnesAndAreFoundUnderTheirOwnTag() throws Exception {
        Map<String, Object> arguments = keeping(Map.of("keepLast", 2));
        String sound = backUp("SUCCESS", arguments);
        world.makeOneFileUnreadable();
        List<String> incomplete = new ArrayList<>();
        for (int night = 0; night < 3; night++) {
            incomplete.add(backUp("UNSTABLE", arguments));
        }

        assertThat(repository.ids("--tag", "src:production/shop/db")).containsExactly(sound);
        assertThat(repository.ids("--tag", "unsound:production/shop/db"))
                .containsExactlyElementsOf(incomplete.subList(1, 3));
    }

    @Test
    void unsoundBackupsAgeByTheSamePolicyAndAreNotKeptForEver() throws Exception {
        Map<String, Object> arguments = keeping(Map.of("keepLast", 2));
        backUp("SUCCESS", arguments);
        world.makeOneFileUnreadable();
        String incomplete = backUp("UNSTABLE", arguments);
        world.site.kubernetes().node().program(Path.of("/usr/bin/restic"));

        String second = backUp("SUCCESS", arguments);
        assertThat(repository.ids()).contains(incomplete).hasSize(3);
        String third = backUp("SUCCESS", arguments);

        assertThat(repository.ids()).containsExactly(second, third);
    }

    @Test
    void aBackupWithoutOneOfItsPathsIsNotKeptForEverEither() throws Exception {
        Path part = Files.createDirectory(world.content.resolve("part"));
        Files.writeString(part.resolve("file"), "1");
        Map<String, Object> arguments = keeping(Map.of("keepLast", 1), "paths", List.of("/", "/part"));
        backUp("SUCCESS", arguments);
        Path away = Files.move(part, world.temp.resolve("part"));
        String incomplete = backUp("UNSTABLE", arguments);
        assertThat(repository.ids("--tag", "unsound:production/shop/db")).containsExactly(incomplete);
        Files.move(away, part);

        String last = backUp("SUCCESS", arguments);

        assertThat(repository.ids()).containsExactly(last);
    }

    @Test
    void aBackupThatHasShrunkIsSetApartAndDoesNotCountLater() throws Exception {
        Map<String, Object> arguments = keeping(Map.of("keepLast", 1));
        String whole = backUp("SUCCESS", arguments);
        world.loseMostFiles();
        String shrunk = backUp("UNSTABLE", arguments);

        assertThat(repository.ids("--tag", "src:production/shop/db")).containsExactly(whole);
        assertThat(repository.ids("--tag", "unsound:production/shop/db")).containsExactly(shrunk);
    }
}
