package io.jenkins.plugins.cinderbackup.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.engine.FinishedRuns;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckedPartsTest {
    @TempDir
    private Path temp;

    private CheckedParts parts;
    private String repository;

    @BeforeEach
    void open() {
        parts = new CheckedParts(temp.resolve("parts.json"));
        repository =
                FinishedRuns.check("1/10").plan().usedRepository().orElseThrow().key();
    }

    @Test
    void theNextPartHasItsTurnOnceOneWasRead() {
        assertThat(parts.next(repository, "auto/10")).isEqualTo("1/10");
        remember(FinishedRuns.check("1/10"));

        assertThat(parts.next(repository, "auto/10")).isEqualTo("2/10");
        assertThat(new CheckedParts(temp.resolve("parts.json")).next(repository, "auto/10"))
                .as("after a restart")
                .isEqualTo("2/10");
        assertThat(parts.next("another", "auto/10")).isEqualTo("1/10");
    }

    @Test
    void aCheckThatWasNotMadeHasReadNothing() {
        remember(FinishedRuns.check("1/10"));
        remember(FinishedRuns.brokenCheck("2/10"));

        assertThat(parts.next(repository, "auto/10")).isEqualTo("2/10");
    }

    @Test
    void whatIsNoPartAndWhatIsNoCheckChangesNothing() {
        remember(FinishedRuns.check("1/10"));
        remember(FinishedRuns.check("5%"));
        remember(FinishedRuns.successful());

        assertThat(parts.next(repository, "auto/10")).isEqualTo("2/10");
    }

    @Test
    void aFileThatCannotBeReadCountsAsNone() throws Exception {
        remember(FinishedRuns.check("1/10"));
        Files.writeString(temp.resolve("parts.json"), "{");

        assertThat(parts.next(repository, "auto/10")).isEqualTo("1/10");
        remember(FinishedRuns.check("1/10"));
        assertThat(parts.next(repository, "auto/10")).isEqualTo("2/10");
    }

    private void remember(RunJournal journal) {
        parts.begin(journal);
        parts.end(journal);
    }
}
