package io.jenkins.plugins.cinderbackup.simulator.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.openstack.cinder.OpenstackClouds;
import io.jenkins.plugins.cinderbackup.port.BlockStorage;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A volume made from a snapshot has the content of the moment of the snapshot. */
class FolderContentsTest {
    @TempDir
    private Path folder;

    @Test
    void aBlankVolumeStaysBlankInItsCopiesUntilItIsFormatted() {
        FolderContents contents = new FolderContents(folder);
        contents.create("volume");
        contents.snapshot("volume", "before");

        contents.format("volume");

        contents.snapshot("volume", "after");
        assertThat(contents.folder("volume").orElseThrow()).isEmptyDirectory();
        assertThat(contents.isBlank("volume")).isFalse();
        assertThat(contents.isBlank("before")).isTrue();
        assertThat(contents.isBlank("after")).isFalse();
        contents.delete("before");
        assertThat(contents.isBlank("before")).isFalse();
    }

    @Test
    void aCloneHasWhatTheSourceHadAtTheSnapshotAndGoesWithItsVolume() throws Exception {
        Path source = Files.createDirectories(folder.resolve("source"));
        Path copies = Files.createDirectories(folder.resolve("copies"));
        Files.writeString(source.resolve("ä 日本.txt"), "before");
        Files.createLink(source.resolve("hard"), source.resolve("ä 日本.txt"));
        Files.createSymbolicLink(source.resolve("soft"), Path.of("nowhere"));
        Files.setPosixFilePermissions(source.resolve("ä 日本.txt"), PosixFilePermissions.fromString("rw-------"));
        FolderContents contents = new FolderContents(copies);
        try (OpenstackSimulator simulator = OpenstackSimulator.start(Ticker.system(), contents)) {
            String volume = simulator.addVolume("source", 1, source);
            BlockStorage storage = new OpenstackClouds().blockStorage(simulator.cloud());
            Ownership tags =
                    new Ownership(new Origin("i", "j", "1"), RunId.random(), volume, Instant.EPOCH, Instant.EPOCH);
            String snapshot = storage.createSnapshot(new BlockStorage.NewSnapshot(volume, "s", "", true, tags))
                    .id();
            Files.writeString(source.resolve("ä 日本.txt"), "after");
            storage.snapshot(snapshot);
            String clone = storage.createVolume(new BlockStorage.NewVolume(
                            Optional.of(snapshot),
                            Optional.empty(),
                            "c",
                            "",
                            1,
                            Optional.empty(),
                            Optional.empty(),
                            Map.of(),
                            tags))
                    .id();

            Path copy = contents.folder(clone).orElseThrow();
            assertThat(copy.resolve("ä 日本.txt")).hasContent("before");
            assertThat(Files.isSameFile(copy.resolve("hard"), copy.resolve("ä 日本.txt")))
                    .isTrue();
            assertThat(Files.readSymbolicLink(copy.resolve("soft"))).isEqualTo(Path.of("nowhere"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy.resolve("ä 日本.txt"))))
                    .isEqualTo("rw-------");

            storage.volume(clone);
            storage.deleteVolume(clone);
            assertThat(simulator.volumes()).hasSize(1);
            storage.deleteSnapshot(snapshot);
            assertThat(simulator.snapshots()).isEmpty();
            assertThat(copies).isEmptyDirectory();
            assertThat(source.resolve("ä 日本.txt")).hasContent("after");
        }
    }
}
