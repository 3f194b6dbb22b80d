package io.jenkins.plugins.cinderbackup.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTextsTest {
    @TempDir
    private Path home;

    @BeforeEach
    void fill() throws IOException {
        Files.createDirectories(home.resolve("jobs/nightly"));
        Files.writeString(home.resolve("jobs/nightly/build.xml"), "a build");
        Files.writeString(home.resolve("atomic1.tmp"), "a secret");
        Files.write(home.resolve("bytes"), new byte[] {(byte) 0xff, 'k'});
        Files.createSymbolicLink(home.resolve("lastBuild"), home.resolve("jobs/nightly"));
    }

    @Test
    void everyFileIsReadWhateverItsBytes() {
        assertThat(FolderTexts.of(home))
                .containsOnlyKeys(
                        home.resolve("jobs/nightly/build.xml"), home.resolve("atomic1.tmp"), home.resolve("bytes"))
                .containsEntry(home.resolve("bytes"), "\u00ffk");
    }

    @Test
    void aFolderCanBeLeftOut() {
        assertThat(FolderTexts.of(home, home.resolve("jobs")))
                .containsOnlyKeys(home.resolve("atomic1.tmp"), home.resolve("bytes"));
    }

    /** The walk may have been past the new name, so without a second walk the secret would be missed. */
    @Test
    void aFileThatBecomesAnotherWhileItIsReadIsReadThere() {
        assertThat(FolderTexts.of(home, home.resolve("plugins"), file -> {
                    if (file.endsWith("atomic1.tmp")) {
                        Files.move(
                                file,
                                Files.createDirectories(home.resolve("a/0")).resolve("credentials.xml"));
                    }
                    return text(file);
                }))
                .containsEntry(home.resolve("a/0/credentials.xml"), "a secret")
                .doesNotContainKey(home.resolve("atomic1.tmp"));
    }

    @Test
    void aFileThatVanishesAfterItWasReadIsKept() {
        assertThat(FolderTexts.of(home, home.resolve("plugins"), file -> {
                    String text = text(file);
                    if (file.endsWith("atomic1.tmp")) {
                        Files.delete(file);
                    }
                    return text;
                }))
                .containsEntry(home.resolve("atomic1.tmp"), "a secret");
    }

    @Test
    void aFolderThatVanishesIsNoTrouble() {
        assertThat(FolderTexts.of(home, home.resolve("plugins"), file -> {
                    Files.deleteIfExists(home.resolve("jobs/nightly/build.xml"));
                    Files.deleteIfExists(home.resolve("jobs/nightly"));
                    return text(file);
                }))
                .containsKey(home.resolve("atomic1.tmp"));
    }

    @Test
    void aFileThatCannotBeReadIsNotPassedOver() {
        assertThatThrownBy(() -> FolderTexts.of(home, home.resolve("plugins"), file -> {
                    throw new IOException("bad sector");
                }))
                .hasMessageContaining("bad sector");
    }

    @Test
    void afterEndlesslyManyVanishingFilesItDoesNotPretendToHaveSeenAll() {
        assertThatThrownBy(() -> FolderTexts.of(home, home.resolve("plugins"), file -> {
                    throw new NoSuchFileException(file.toString());
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("vanish");
    }

    @Test
    void aFolderThatIsNotThereIsAMistakeOfTheTest() {
        assertThatThrownBy(() -> FolderTexts.of(home.resolve("elsewhere"))).hasMessageContaining("elsewhere");
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
