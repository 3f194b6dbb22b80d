package io.jenkins.plugins.cinderbackup.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.removal.PendingRemoval;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A journal that a restart cannot read: said clearly, kept, and left to an administrator, with its objects still found by their tags. */
@Timeout(120)
class BrokenJournalStepTest {
    @RegisterExtension
    private final StepWorld world = new StepWorld();

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "torn, it is torn",
        "empty, it is empty",
        "of another version, its schema is 99",
        "not text, it is torn",
        "a folder, it is not a regular file"
    })
    void isSaidAndKeptAndWhatItNamedStaysFindable(String how, String why) throws Exception {
        world.site.openstack().transition(Duration.ofSeconds(2));
        HeadlessStep step = world.start(world.arguments());
        await().atMost(StepWorld.LONG)
                .until(() -> !world.site.openstack().snapshots().isEmpty());
        byte[] stored = step.store();
        world.restart();
        Path file = only(world.home.resolve("cinder-snapshot-backup/journals"));
        damage(file, how);

        step.resume(stored);

        assertThat(step.failure(StepWorld.LONG)).hasMessageContaining(why).hasMessageContaining("It is left as it is");
        assertThat(file).exists();
        BackupServices.get().removal().refresh();
        BackupServices.get().removal().next();
        List<PendingRemoval> pending = BackupServices.get().removal().pending();
        assertThat(pending)
                .singleElement()
                .satisfies(run -> assertThat(run.obstacles().toString())
                        .contains(why, run.run().value()));
        assertThat(BackupServices.get().removal().needsHelp()).isTrue();
        assertThat(world.site.openstack().snapshots())
                .singleElement()
                .satisfies(left -> assertThat(left.metadata())
                        .containsValue(pending.get(0).run().value()));
    }

    private static Path only(Path folder) throws Exception {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void damage(Path file, String how) throws Exception {
        byte[] whole = Files.readAllBytes(file);
        switch (how) {
            case "torn" -> Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
            case "empty" -> Files.write(file, new byte[0]);
            case "of another version" -> Files.writeString(file, "{\"schema\":99}");
            case "not text" -> Files.write(file, new byte[] {(byte) 0xff, 0, 1, 2});
            default -> {
                Files.delete(file);
                Files.createDirectory(file);
            }
        }
    }
}
