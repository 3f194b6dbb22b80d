package io.jenkins.plugins.cinderbackup.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.engine.Failure;
import io.jenkins.plugins.cinderbackup.engine.RunEvent;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.phase.storage.CreatingSnapshot;
import io.jenkins.plugins.cinderbackup.restic.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleEventsTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ConsoleEvents console = new ConsoleEvents(
            "shop/uploads",
            new PrintStream(bytes, true, StandardCharsets.UTF_8),
            text -> text.replace("canary", "****"));

    @Test
    void aHeartbeatHasPercentBytesRateAndTimeLeft() {
        long gib = 1L << 30;
        console.accept(new RunEvent.Working(new Progress(
                0.25, 25 * gib, 100 * gib, 12_000, 50_000, Duration.ofSeconds(250), Duration.ofSeconds(750), 2)));

        assertThat(text())
                .isEqualTo(
                        "[cinder-backup shop/uploads]    25 %, 25.0 GiB of 100.0 GiB, 12,000 of 50,000 files, 102.4 MiB/s, 12 min 30 s left, 2 files unreadable\n");
    }

    @Test
    void aFailureHasItsHintsBelowIt() {
        console.accept(new RunEvent.Failed(new Failure(
                CreatingSnapshot.ID,
                List.of(Finding.of("Snapshot creation timed out", "increase `snapshot.timeout`")),
                Instant.EPOCH)));

        assertThat(text().lines())
                .containsExactly(
                        "[cinder-backup shop/uploads] FAILED in CreatingSnapshot:",
                        "[cinder-backup shop/uploads]   Snapshot creation timed out",
                        "[cinder-backup shop/uploads]       - increase `snapshot.timeout`");
    }

    @Test
    void textFromOutsideCannotStartALineColourItOrLeak() {
        console.accept(new RunEvent.Warning("file 'a\n[cinder-backup] Succeeded\u001b[31m' with canary"));

        assertThat(text().lines()).hasSize(1);
        assertThat(text())
                .startsWith("[cinder-backup shop/uploads]   WARNING: ")
                .doesNotContain("\u001b")
                .contains("with ****");
    }

    @Test
    void aSubjectThatIsLongOrStrangeStaysWithinItsBrackets() {
        new ConsoleEvents(
                        "größe/" + "x".repeat(300) + "\n\u202e",
                        new PrintStream(bytes, true, StandardCharsets.UTF_8),
                        text -> text)
                .line("Pending");

        assertThat(text()).hasSizeLessThan(130).matches("\\[cinder-backup größe/x+…] Pending\n");
    }

    @Test
    void linesOfParallelBranchesAreToldApart() {
        new ConsoleEvents("shop/db", new PrintStream(bytes, true, StandardCharsets.UTF_8), text -> text).line("Backup");
        console.line("Backup");

        assertThat(text().lines())
                .containsExactly("[cinder-backup shop/db] Backup", "[cinder-backup shop/uploads] Backup");
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
