package io.jenkins.plugins.cinderbackup.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassSizeTest {
    private static final int MOST_LINES = 400;

    @ParameterizedTest
    @ValueSource(strings = {"src/main/java", "src/test/java", "central/jenkins-api/java", "central/harness/java"})
    void noSourceFileIsLongerThanALooksWorth(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(ProjectFolder.root().resolve(folder))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")))
                    .isNotEmpty()
                    .allSatisfy(file ->
                            assertThat(lines(file)).as("lines of %s", file).isLessThanOrEqualTo(MOST_LINES));
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
