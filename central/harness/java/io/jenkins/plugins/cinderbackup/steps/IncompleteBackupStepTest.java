package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes in the repository, night after night, of backups that are empty, incomplete or shrunk, with a real restic. */
@Timeout(240)
class IncompleteBackupStepTest {
    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private StepRepository repository;

    @BeforeEach
    void start() throws Exception {
        repository = new StepRepository(world);
    }

    @Test
    void snapshotsOfNothingNeverTakeTheirPlaceFromGoodOnes() throws Exception {
        Map<String, Object> arguments = world.arguments("retention", Map.of("keepLast", 2));
        world.backUp("SUCCESS", arguments);
        String second = world.backUp("SUCCESS", arguments);
        Path away = Files.move(world.content, world.temp.resolve("away"));
        Files.createDirectory(world.content);
        for (int night = 0; night < 2; night++) {
            assertThat(world.start(arguments).failure(LONG)).hasMessageContaining("The backup is empty");
            assertThat(repository.ids()).hasSize(2);
        }
        Files.delete(world.content);
        Files.move(away, world.content);

        String last = world.backUp("SUCCESS", arguments);

        assertThat(repository.ids()).containsExactly(second, last);
    }

    @Test
    void incompleteBackupsNeverTakeTheirPlaceFromSoundOnesAndAreFoundUnderTheirOwnTag() throws Exception {
        Map<String, Object> arguments = world.arguments("retention", Map.of("keepLast", 2));
        String sound = world.backUp("SUCCESS", arguments);
        world.makeOneFileUnreadable();
        List<String> incomplete = new ArrayList<>();
        for (int night = 0; night < 3; night++) {
            incomplete.add(world.backUp("UNSTABLE", arguments));
        }

        assertThat(repository.ids("--tag", "src:production/shop/db")).containsExactly(sound);
        assertThat(repository.ids("--tag", "unsound:production/shop/db"))
                .containsExactlyElementsOf(incomplete.subList(1, 3));
    }

    @Test
    void unsoundBackupsAgeByTheSamePolicyAndAreNotKeptForEver() throws Exception {
        Map<String, Object> arguments = world.arguments("retention", Map.of("keepLast", 2));
        world.backUp("SUCCESS", arguments);
        world.makeOneFileUnreadable();
        String incomplete = world.backUp("UNSTABLE", arguments);
        world.site.kubernetes().node().program(Path.of("/usr/bin/restic"));

        String second = world.backUp("SUCCESS", arguments);
        assertThat(repository.ids()).contains(incomplete).hasSize(3);
        String third = world.backUp("SUCCESS", arguments);

        assertThat(repository.ids()).containsExactly(second, third);
    }

    @Test
    void aBackupWithoutOneOfItsPathsIsNotKeptForEverEither() throws Exception {
        Path part = Files.createDirectory(world.content.resolve("part"));
        Files.writeString(part.resolve("file"), "1");
        Map<String, Object> arguments =
                world.arguments("retention", Map.of("keepLast", 1), "paths", List.of("/", "/part"));
        world.backUp("SUCCESS", arguments);
        Path away = Files.move(part, world.temp.resolve("part"));
        String incomplete = world.backUp("UNSTABLE", arguments);
        assertThat(repository.ids("--tag", "unsound:production/shop/db")).containsExactly(incomplete);
        Files.move(away, part);

        String last = world.backUp("SUCCESS", arguments);

        assertThat(repository.ids()).containsExactly(last);
    }

    @Test
    void aBackupThatHasShrunkIsSetApartAndDoesNotCountLater() throws Exception {
        Map<String, Object> arguments = world.arguments("retention", Map.of("keepLast", 1));
        String whole = world.backUp("SUCCESS", arguments);
        world.loseMostFiles();
        String shrunk = world.backUp("UNSTABLE", arguments);

        assertThat(repository.ids("--tag", "src:production/shop/db")).containsExactly(whole);
        assertThat(repository.ids("--tag", "unsound:production/shop/db")).containsExactly(shrunk);
    }
}
