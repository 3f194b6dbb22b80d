package io.jenkins.plugins.cinderbackup.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees of {@code ./dev test}: {@code quietly} in dev.d/common.sh. */
class TestRunOutputTest {
    private static final String MAVEN = """
            [INFO] Scanning for projects...
            [WARNING] X.java:[1,1] a warning of the compiler
            [INFO] --- maven-surefire-plugin:3.5.6:test (default-test) @ cinder-snapshot-backup ---
            [INFO] Running io.jenkins.plugins.cinderbackup.engine.GoodTest
            [INFO] Tests run: 3, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 1.5 s -- in io.jenkins.plugins.cinderbackup.engine.GoodTest
            [ERROR] Tests run: 1, Failures: 1, Errors: 0, Skipped: 0, Time elapsed: 2 s <<< FAILURE! -- in io.jenkins.plugins.cinderbackup.engine.BadTest
            [ERROR] io.jenkins.plugins.cinderbackup.engine.BadTest.isGood -- Time elapsed: 0.05 s <<< FAILURE!
            java.lang.AssertionError:

            expected: good
            \tat io.jenkins.plugins.cinderbackup.engine.BadTest.isGood(BadTest.java:7)

            [INFO] Running io.jenkins.plugins.cinderbackup.engine.OtherTest
            [INFO] BUILD FAILURE
            [ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.
            """;

    @TempDir
    private Path temp;

    @Test
    void progressAndFailuresInFullAreSeenAndTheRestIsInTheFile() throws Exception {
        Path log = temp.resolve("test.log");

        Process run = quietly(log, "cat " + Files.writeString(temp.resolve("maven"), MAVEN) + "; exit 1");
        String seen = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(run.waitFor()).as("Maven's exit code").isEqualTo(1);
        assertThat(seen.lines())
                .containsExactly(
                        "  maven-surefire-plugin:3.5.6:test",
                        "  Tests run: 3, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 1.5 s -- in engine.GoodTest",
                        "[ERROR] Tests run: 1, Failures: 1, Errors: 0, Skipped: 0, Time elapsed: 2 s <<< FAILURE! -- in io.jenkins.plugins.cinderbackup.engine.BadTest",
                        "[ERROR] io.jenkins.plugins.cinderbackup.engine.BadTest.isGood -- Time elapsed: 0.05 s <<< FAILURE!",
                        "java.lang.AssertionError:",
                        "",
                        "expected: good",
                        "\tat io.jenkins.plugins.cinderbackup.engine.BadTest.isGood(BadTest.java:7)",
                        "");
        assertThat(log).hasContent(MAVEN);
    }

    private static Process quietly(Path log, String command) throws Exception {
        String script = "set -euo pipefail; source dev.d/common.sh; maven_says() { " + command + "; }; quietly " + log
                + " maven_says";
        return new ProcessBuilder("bash", "-c", script)
                .directory(ProjectFolder.root().toFile())
                .redirectErrorStream(true)
                .start();
    }
}
