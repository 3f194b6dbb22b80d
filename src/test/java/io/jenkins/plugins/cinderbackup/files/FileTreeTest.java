package io.jenkins.plugins.cinderbackup.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FileTreeTest {
    private static final int FILES = 150;

    @TempDir
    private Path temp;

    @Test
    void aCopyWithLinksTimesAndModesIsTheSame() throws Exception {
        assertThat(FileTree.of(original()).differencesTo(FileTree.of(copy()))).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void everyKindOfDamageIsSeen(String damage, Consumer<Path> harm) throws Exception {
        FileTree before = FileTree.of(original());
        Path copy = copy();

        harm.accept(copy);

        assertThat(before.differencesTo(FileTree.of(copy))).as(damage).isNotEmpty();
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                Arguments.of("one byte", harm(root -> Files.write(root.resolve("table-0/row-3.dat"), new byte[] {1}))),
                Arguments.of(
                        "a mode",
                        harm(root -> Files.setPosixFilePermissions(
                                root.resolve("odd/private.key"), PosixFilePermissions.fromString("rw-r--r--")))),
                Arguments.of("a missing empty folder", harm(root -> Files.delete(root.resolve("odd/empty/and/deep")))),
                Arguments.of("a link's target", harm(root -> {
                    Files.delete(root.resolve("odd/dangling"));
                    Files.createSymbolicLink(root.resolve("odd/dangling"), Path.of("/else"));
                })),
                Arguments.of("a hard link torn apart", harm(root -> {
                    Files.copy(root.resolve("odd/hard-link-1"), root.resolve("odd/copy"));
                    Files.move(
                            root.resolve("odd/copy"),
                            root.resolve("odd/hard-link-2"),
                            StandardCopyOption.REPLACE_EXISTING);
                })),
                Arguments.of("one file more", harm(root -> Files.createFile(root.resolve("more")))));
    }

    private interface Harm {
        void to(Path root) throws IOException;
    }

    private static Consumer<Path> harm(Harm harm) {
        return root -> {
            try {
                harm.to(root);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private Path original() throws IOException {
        Path root = temp.resolve("original");
        if (Files.notExists(root)) {
            SampleFiles.fill(Files.createDirectory(root), FILES, 1);
        }
        return root;
    }

    private Path copy() throws Exception {
        Process cp = new ProcessBuilder(
                        "cp", "-a", original().toString(), temp.resolve("copy").toString())
                .inheritIO()
                .start();
        assertThat(cp.waitFor()).isZero();
        return temp.resolve("copy");
    }
}
