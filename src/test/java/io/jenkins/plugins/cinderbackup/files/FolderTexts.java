package io.jenkins.plugins.cinderbackup.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;

/**
 * What every file below a folder says, while others write there.
 *
 * <p>A file that vanishes has often become another one: the temporary file of an atomic write. So what was read is kept, and the folder is walked
 * again until one whole walk has found all that it was told of.
 */
public final class FolderTexts {
    private static final int MOST_WALKS = 100;

    private final Path folder;
    private final Path without;
    private final Reader reader;
    private final Map<Path, String> texts = new TreeMap<>();

    private FolderTexts(Path folder, Path without, Reader reader) {
        this.folder = folder;
        this.without = without;
        this.reader = reader;
    }

    /** How a file is read. */
    @FunctionalInterface
    interface Reader {
        String read(Path file) throws IOException;
    }

    /** The files' texts, a byte a character. */
    public static Map<Path, String> of(Path folder) {
        return of(folder, folder.resolve("no such folder"));
    }

    /**
     * The files' texts, a byte a character.
     *
     * @param without a folder in it that is left out
     */
    public static Map<Path, String> of(Path folder, Path without) {
        return of(folder, without, file -> Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    static Map<Path, String> of(Path folder, Path without, Reader reader) {
        return new FolderTexts(folder, without, reader).read();
    }

    private Map<Path, String> read() {
        try {
            for (int walk = 0; walk < MOST_WALKS; walk++) {
                if (walkFindsAll()) {
                    return texts;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("files below " + folder + " vanish in each of " + MOST_WALKS + " walks");
    }

    private boolean walkFindsAll() throws IOException {
        Walk walk = new Walk();
        Files.walkFileTree(folder, walk);
        return !walk.missed;
    }

    private final class Walk extends SimpleFileVisitor<Path> {
        private boolean missed;

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return directory.equals(without) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (attributes.isRegularFile()) {
                try {
                    texts.merge(file, reader.read(file), (before, now) -> before.equals(now) ? now : before + now);
                } catch (NoSuchFileException e) {
                    missed = true;
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException && !file.equals(folder)) {
                missed = true;
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
            return failure == null ? FileVisitResult.CONTINUE : visitFileFailed(directory, failure);
        }
    }
}
