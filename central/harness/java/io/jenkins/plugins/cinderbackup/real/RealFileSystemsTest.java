package io.jenkins.plugins.cinderbackup.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.files.FileTree;
import io.jenkins.plugins.cinderbackup.files.SampleFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is on the volume: another file system than the usual, and one that is mounted and written while its snapshot is taken. */
@Real
class RealFileSystemsTest {
    @RegisterExtension
    private final FreshSite fresh = new FreshSite();

    @TempDir
    private Path temp;

    @Test
    void everyFileOfAnXfsComesBack() throws Exception {
        RealSite.Source source = fresh.site().source("db", "xfs", root -> SampleFiles.fill(root, 500, 4));

        Map<String, Object> returned = fresh.jenkins().run(fresh.jenkins().arguments("db"));

        fresh.assertRestorable(source.tree(), returned);
        fresh.assertNothingLeftBut(source, returned);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "xfs"})
    void whatWasSyncedBeforeTheSnapshotOfAMountedVolumeComesBack(String fsType) throws Exception {
        RealSite site = fresh.site();
        String volume = site.volume("db");
        try (VolumeMount mount = VolumeMount.format(volume, fsType)) {
            Path settled = Files.createDirectory(mount.root().resolve("settled"));
            Path busy = Files.createDirectory(mount.root().resolve("busy"));
            SampleFiles.fill(settled, 300, 2);
            mount.sync();
            site.claim("db", volume, fsType);
            String attachment = site.cinder().attach(volume);
            try (WriteLoad load = WriteLoad.start(number -> writeDurably(busy.resolve("order-" + number), number))) {
                Map<String, Object> returned =
                        fresh.jenkins().run(fresh.jenkins().arguments("db"));
                load.awaitMore(5);

                FreshSite.assertSucceeded(returned);
                fresh.assertNothingLeftBut(new RealSite.Source(site.namespace(), "db", volume, null), returned);
                assertThat(journalIsDirty(volume, (String) returned.get("cinderSnapshotId"), fsType))
                        .as("a dirty journal")
                        .isTrue();
                Path restored = fresh.restore(fresh.jenkins().restic(), (String) returned.get("resticSnapshotId"));
                FileTree tree = ResticClient.withoutLostAndFound(FileTree.of(settled));
                assertThat(tree.differencesTo(FileTree.of(restored.resolve("settled"))))
                        .isEmpty();
                long durable = load.countBefore(fresh.snapshotOrdered(returned));
                assertThat(durable).isPositive();
                assertThat(LongStream.rangeClosed(1, durable))
                        .allSatisfy(number -> assertThat(restored.resolve("busy/order-" + number))
                                .hasContent("order " + number));
                assertThat(restored.resolve("busy/order-" + load.count())).doesNotExist();
            } finally {
                site.cinder().detach(attachment);
            }
        }
    }

    private static void writeDurably(Path file, long number) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(("order " + number).getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the snapshot's file system says that its journal is to be replayed before it is used. */
    private boolean journalIsDirty(String volume, String snapshot, String fsType) {
        String bytes = temp.resolve("bytes").toString();
        Ceph.rbd("export", "--no-progress", "volume-" + volume + "@snapshot-" + snapshot, bytes);
        List<String> look =
                fsType.equals("ext4") ? List.of("dumpe2fs", "-h", bytes) : List.of("xfs_repair", "-n", bytes);
        return Command.attempt(Map.of(), look)
                .output()
                .contains(fsType.equals("ext4") ? "needs_recovery" : "valuable metadata changes in a log");
    }
}
