package io.jenkins.plugins.cinderbackup.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.engine.FinishedRuns;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupFacts;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupHistoryTest {
    private static final int MAX_FILES = 3;

    @TempDir
    private Path temp;

    private FileJournalStore journals;
    private BackupHistory history;

    @BeforeEach
    void open() {
        journals = new FileJournalStore(temp.resolve("journals"));
        history = open(MAX_FILES);
    }

    private BackupHistory open(int maxFiles) {
        return new BackupHistory(temp.resolve("history"), journals, maxFiles);
    }

    private static RunId run(int number) {
        return new RunId("%016x".formatted(number));
    }

    private BackupPlan.Guard guardOf(RunJournal journal) {
        return history.guard(
                BackupFacts.plan(journal).group(),
                BackupFacts.plan(journal).repository().key(),
                50);
    }

    private void remember(RunJournal journal) {
        history.begin(journal);
        history.end(journal);
    }

    @Test
    void whatIsComparedIsOfASourceWithItsPathsInARepositoryWhicheverJobMadeIt() {
        RunJournal whole = FinishedRuns.of(run(1), "s3:https://one/b", List.of("/"), 500);
        remember(whole);

        assertThat(guardOf(FinishedRuns.of(run(2), "s3:https://ONE:443/b/", List.of("/."), 4))
                        .lastFiles())
                .isEqualTo(500);
        assertThat(guardOf(FinishedRuns.of(run(2), "s3:https://one/b", List.of("/conf"), 4))
                        .lastFiles())
                .isNull();
        assertThat(guardOf(FinishedRuns.of(run(2), "s3:https://two/b", List.of("/"), 4))
                        .lastFiles())
                .isNull();
    }

    @Test
    void aRepositoryWasUsedByWhicheverSourceAcrossTheProcess() {
        remember(FinishedRuns.of(run(1), "s3:https://one/b", List.of("/"), 500));

        assertThat(open(MAX_FILES).hasUsed("s3:https://one/b")).isTrue();
        assertThat(history.hasUsed("s3:https://two/b")).isFalse();
    }

    @Test
    void aRepositoryWasNotUsedByARunThatMadeNoBackup() {
        RunJournal failed = FinishedRuns.failed(run(1));
        remember(failed);

        assertThat(history.hasUsed(BackupFacts.plan(failed).repository().key())).isFalse();
    }

    @Test
    void aDryRunAndARunThatIsNoBackupAreNotRemembered() {
        remember(FinishedRuns.dry());
        remember(FinishedRuns.check());

        assertThat(temp.resolve("history")).doesNotExist();
    }

    @Test
    void aBackupWithGapsIsNoMeasureForLaterOnesAndMayBeLeft() {
        RunJournal sound = FinishedRuns.of(run(1), "s3:https://one/b", List.of("/"), 10);
        remember(sound);
        RunJournal incomplete = FinishedRuns.incomplete(run(2), "s3:https://one/b", List.of("/"));
        remember(incomplete);

        assertThat(guardOf(sound).lastFiles()).isEqualTo(10);
        assertThat(guardOf(sound).unsoundLeft()).isTrue();
        assertThat(guardOf(sound).unsettled()).isEmpty();
    }

    @Test
    void aRunWhoseEndNobodySawIsUnsettledOnceItIsOverAndUntilItIsSetApart() {
        RunJournal lost = FinishedRuns.of(run(1), "s3:https://one/b", List.of("/"), 10);
        history.begin(lost);
        journals.save(FinishedRuns.fresh(run(1)));
        assertThat(guardOf(lost).unsettled()).as("it still goes on").isEmpty();

        journals.remove(run(1));

        assertThat(guardOf(lost).unsettled()).containsExactly(run(1));
        remember(FinishedRuns.after(run(2), "s3:https://one/b", guardOf(lost)));
        assertThat(guardOf(lost).unsettled()).isEmpty();
    }

    @Test
    void ofAnUnknownGroupItIsSaidThatSomethingMayBeLeft() {
        assertThat(guardOf(FinishedRuns.failed(run(1))))
                .isEqualTo(new BackupPlan.Guard(50, null, null, true, List.of()));
    }

    @Test
    void aTornFileCountsAsNothingAndIsReplaced() throws Exception {
        RunJournal sound = FinishedRuns.of(run(1), "s3:https://one/b", List.of("/"), 10);
        remember(sound);
        Files.writeString(files().get(0), "{\"group\": ");

        assertThat(guardOf(sound).lastFiles()).isNull();
        assertThat(history.hasUsed(BackupFacts.plan(sound).repository().key())).isFalse();
        remember(sound);
        assertThat(guardOf(sound).lastFiles()).isEqualTo(10);
    }

    @Test
    void ofTooManyThoseGoThatWereNotUsedForLongest() throws Exception {
        List<RunJournal> runs = IntStream.range(0, MAX_FILES + 1)
                .mapToObj(i -> FinishedRuns.of(run(i), "s3:https://one/" + i, List.of("/"), 10))
                .toList();
        for (RunJournal journal : runs.subList(0, MAX_FILES)) {
            List<Path> before = files();
            remember(journal);
            Path fresh = files().stream()
                    .filter(file -> !before.contains(file))
                    .findFirst()
                    .orElseThrow();
            Files.setLastModifiedTime(fresh, FileTime.from(Instant.ofEpochSecond(1000 + before.size())));
        }
        remember(runs.get(0));

        remember(runs.get(MAX_FILES));

        assertThat(files()).hasSize(MAX_FILES);
        assertThat(guardOf(runs.get(0)).lastFiles()).isEqualTo(10);
        assertThat(guardOf(runs.get(1)).lastFiles()).isNull();
    }

    private List<Path> files() throws IOException {
        Path folder = temp.resolve("history");
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }
}
