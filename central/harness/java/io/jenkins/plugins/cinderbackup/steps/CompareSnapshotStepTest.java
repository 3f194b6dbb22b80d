package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.cinderbackup.catalog.Proof;
import io.jenkins.plugins.cinderbackup.files.FileTree;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.page.RunResultAction;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.NeedsRestic;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code compareSnapshot} of {@code cinderSnapshotVerify}: the real restic reads the Cinder snapshot that was kept of a backup, and sees where the two differ. */
@NeedsRestic
@Timeout(120)
class CompareSnapshotStepTest {
    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private HeadlessRun build;

    /** The folder that stands for the Cinder snapshot. */
    private Path kept;

    private FileTree source;

    @BeforeEach
    void backUp() throws Exception {
        Files.writeString(world.content.resolve("scratch.tmp"), "not to be backed up");
        world.backUp("SUCCESS", world.arguments("exclude", List.of("*.tmp")));
        build = world.build();
        kept = world.site.content(world.site.openstack().snapshots().get(0).id());
        source = FileTree.of(world.content);
    }

    private Map<String, Object> comparison() {
        return world.drill("compareSnapshot", true, "check", false);
    }

    /** What the build fails with; the Cinder snapshot and the source are as they were. */
    private String failure() throws Exception {
        FileTree before = FileTree.of(kept);
        String message = world.verify(comparison(), build).failure(LONG).getMessage();
        assertThat(FileTree.of(kept)).isEqualTo(before);
        assertOnlyTheSnapshotIsLeft();
        return message;
    }

    private void assertOnlyTheSnapshotIsLeft() {
        assertThat(world.leftovers()).singleElement().asString().startsWith("Cinder snapshot backup-shop-db-");
        assertThat(FileTree.of(world.content)).isEqualTo(source);
        await().atMost(LONG).until(() -> BackupServices.get().journals().runs().isEmpty());
    }

    private Map<String, Object> values() {
        return build.getAction(RunResultAction.class).getRecord().getValues();
    }

    private static Object check(Map<?, ?> values) {
        return ((Map<?, ?>) values.get("checks")).get("compareSnapshot");
    }

    private static Path largest(Path folder) throws IOException {
        return folder.resolve("large.bin");
    }

    @Test
    void aBackupThatIsWhatItsSnapshotIsIsVerifiedAndThatIsRemembered() throws Exception {
        HeadlessStep step = world.verify(comparison(), build);

        Map<?, ?> returned = (Map<?, ?>) step.await(LONG);

        assertThat(returned)
                .extracting("result", "verified", "warnings", "leftovers")
                .containsExactly("SUCCESS", true, List.of(), List.of());
        assertThat(check(returned))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("passed", true)
                .hasEntrySatisfying(
                        "detail", detail -> assertThat(detail.toString()).contains("all of it is in the repository"));
        assertThat(step.consoleText())
                .containsSubsequence("Compare", "CopyingSnapshot", "CreatingCopyPVC", "CompareSnapshot", "Cleanup")
                .contains("were read from Cinder snapshot ");
        Proof proof = BackupServices.get()
                .catalog()
                .of("production/shop/db")
                .get(0)
                .proofs()
                .get(0);
        assertThat(proof.passed()).containsExactly("restore", "compareSnapshot");
        assertOnlyTheSnapshotIsLeft();
    }

    @Test
    void aByteThatDiffersIsSeenThoughSizeAndTimeAreTheSame() throws Exception {
        Path file = largest(kept);
        FileTime time = Files.getLastModifiedTime(file);
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            content.seek(content.length() / 2);
            int before = content.read();
            content.seek(content.length() / 2);
            content.write(before ^ 1);
        }
        Files.setLastModifiedTime(file, time);

        assertThat(failure())
                .startsWith("Verification failed in CompareSnapshot: The backup of production/shop/db of ")
                .contains(
                        " is not good: it differs from Cinder snapshot ",
                        "1 data blobs of the snapshot are not in the repository: they are of /data/large.bin.")
                .doesNotContain("This says nothing");
        assertThat(values()).containsEntry("verified", false);
        assertThat((Map<?, ?>) check(values())).extracting("passed").isEqualTo(false);
        assertThat(BackupServices.get()
                        .catalog()
                        .of("production/shop/db")
                        .get(0)
                        .proofs())
                .noneMatch(Proof::verifies);
    }

    @Test
    void aFileThatIsMissingInTheBackupIsSeen() throws Exception {
        Files.writeString(kept.resolve("forgotten"), "never backed up");

        assertThat(failure()).contains(" is not good: it differs from Cinder snapshot ", "/data/forgotten");
        assertThat(values()).containsEntry("verified", false);
    }

    @Test
    void aFileThatOnlyTheBackupHasIsSeen() throws Exception {
        Files.delete(largest(kept));

        assertThat(failure()).contains(" is not good: it differs from Cinder snapshot ", "the backup has ");
        assertThat(values()).containsEntry("verified", false);
    }

    @Test
    void withoutASnapshotThereIsNoVolumeMadeAndNothingSaid() throws Exception {
        world.backUp(
                "SUCCESS", world.arguments("snapshot", Map.of("retention", Map.of("keepLast", 0, "keepForDays", 0))));
        int made = world.site.openstack().requests("POST", "/volumes").size();

        assertThat(world.verify(comparison(), build).failure(LONG))
                .hasMessageStartingWith("Verification failed in FindingBackup: The backup cannot be compared with its "
                        + "Cinder snapshot: no Cinder snapshot was kept of restic snapshot ")
                .hasMessageContaining("`snapshot.retention`")
                .hasMessageContaining("This says nothing about the backup");
        assertThat(values()).containsEntry("verified", null);
        assertThat(world.site.openstack().requests("POST", "/volumes")).hasSize(made);
        assertThat(world.leftovers()).isEmpty();
    }
}
