package io.jenkins.plugins.cinderbackup.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class DemoTest {
    @Test
    void theExamplesCallBacksUpWhatIsRestoredAndLeavesNothingElse() throws Exception {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8);

        assertThat(Demo.run(out, Path.of("..").resolve(Demo.JENKINSFILE), 300, 8))
                .as(() -> text.toString(StandardCharsets.UTF_8))
                .isEmpty();

        assertThat(text.toString(StandardCharsets.UTF_8))
                .contains(
                        "ok: the second backup is incremental",
                        "ok: all ",
                        "ok: the list has these 2 backups",
                        "ok: PVC postgres-data-restored has all ",
                        "ok: nothing but the retained snapshots and what was restored");
    }
}
