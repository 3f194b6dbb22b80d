package io.jenkins.plugins.cinderbackup.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;

/** Fills a folder as a volume in use looks: thousands of small files, and one of each kind that a backup tends to get wrong. */
public final class SampleFiles {
    private static final int MIB = 1 << 20;

    private final Path root;
    private final Random random;

    private SampleFiles(Path root, long seed) {
        this.root = root;
        this.random = new Random(seed);
    }

    /**
     * Fills the folder.
     *
     * @param files how many small files
     * @param largeMiB the size of the one large file, random bytes
     */
    public static void fill(Path root, int files, int largeMiB) {
        try {
            SampleFiles sample = new SampleFiles(root, files);
            sample.small(files);
            sample.oddities();
            sample.large(root.resolve("large.bin"), largeMiB);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes some files, adds some, removes some, renames one; a few hundred KiB in all. */
    public static void change(Path root, long seed) {
        try {
            new SampleFiles(root, seed).change();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes over a file, removes one and adds one, as a workload does while its snapshot is backed up. */
    public static void damage(Path root) {
        try {
            Path folder = root.resolve("table-0");
            Files.writeString(folder.resolve("row-40.dat"), "written over");
            Files.delete(folder.resolve("row-41.dat"));
            Files.writeString(root.resolve("too-late.txt"), "not in the snapshot");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void small(int files) throws IOException {
        for (int i = 0; i < files; i++) {
            Path folder = Files.createDirectories(root.resolve("table-" + i / 100));
            Files.write(folder.resolve("row-" + i + ".dat"), bytes(random.nextInt(16 * 1024)));
        }
    }

    private void oddities() throws IOException {
        Path odd = Files.createDirectories(root.resolve("odd"));
        Path unicode = Files.createDirectories(odd.resolve("Ünïcödé 数据库 🗄"));
        Files.writeString(unicode.resolve("naïve – café.txt"), "unicode");
        Files.writeString(odd.resolve("l".repeat(251) + ".txt"), "a name of 255 bytes");
        Files.writeString(odd.resolve(" blanks  and 'quotes\" and \\ "), "shell's delight");
        Files.writeString(odd.resolve("-rf"), "a name like an option");
        Files.createSymbolicLink(odd.resolve("link"), Path.of("../large.bin"));
        Files.createSymbolicLink(odd.resolve("dangling"), Path.of("/nowhere/at all"));
        Path original = Files.writeString(odd.resolve("hard-link-1"), "one file, three names");
        Files.createLink(odd.resolve("hard-link-2"), original);
        Files.createLink(root.resolve("table-0").resolve("hard-link-3"), original);
        Path secret = Files.writeString(odd.resolve("private.key"), "only its owner reads it");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        Files.createDirectories(odd.resolve("empty/and/deep"));
        Files.createFile(odd.resolve("empty-file"));
        Files.createDirectories(root.resolve("lost+found"));
        sparse(odd.resolve("sparse.img"));
    }

    private static void sparse(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap("begin".getBytes(StandardCharsets.UTF_8)), 0);
            channel.write(ByteBuffer.wrap("end".getBytes(StandardCharsets.UTF_8)), 32L * MIB);
        }
    }

    private void large(Path file, int mib) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int i = 0; i < mib; i++) {
                channel.write(ByteBuffer.wrap(bytes(MIB)));
            }
        }
    }

    private void change() throws IOException {
        Path folder = root.resolve("table-0");
        for (int i = 0; i < 20; i++) {
            Files.write(folder.resolve("row-" + i + ".dat"), bytes(8 * 1024));
        }
        for (int i = 20; i < 30; i++) {
            Files.delete(folder.resolve("row-" + i + ".dat"));
        }
        Files.move(folder.resolve("row-30.dat"), folder.resolve("row-30.renamed"));
        Path cache = Files.createDirectories(root.resolve("cache"));
        for (int i = 0; i < 15; i++) {
            Files.write(cache.resolve("page-" + i + (i < 10 ? ".dat" : ".tmp")), bytes(4 * 1024));
        }
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
