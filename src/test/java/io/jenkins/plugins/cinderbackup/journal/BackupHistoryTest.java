package io.jenkins.plugins.cinderbackup.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupHistoryTest {
    @TempDir
    private Path temp;

    private BackupHistory history;

    @BeforeEach
    void open() {
        history = new BackupHistory(temp.resolve("history"));
    }

    @Test
    void remembersAcrossTheProcessWhichRepositoriesAJobHasUsed() {
        history.add("folder/größte Sicherung", "src:a", "s3:one", 10L, 1000L);

        BackupHistory later = new BackupHistory(temp.resolve("history"));
        assertThat(later.hasUsed("folder/größte Sicherung", "s3:one")).isTrue();
        assertThat(later.hasUsed("folder/größte Sicherung", "s3:two")).isFalse();
        assertThat(later.hasUsed("another", "s3:one")).isFalse();
    }

    @Test
    void aBackupWithGapsIsNoMeasureForLaterOnes() {
        history.add("job", "src:a", "s3:one", 10L, 1000L);
        history.add("job", "src:a", "s3:one", null, null);

        assertThat(history.last("job", "src:a")).get().extracting(BackupHistory.Entry::files).isEqualTo(10L);
        assertThat(history.last("job", "src:b")).isEmpty();
    }

    @Test
    void aTornFileCountsAsNothingAndIsReplaced() throws Exception {
        history.add("job", "src:a", "s3:one", 10L, 1000L);
        try (var files = Files.list(temp.resolve("history"))) {
            Files.writeString(files.findFirst().orElseThrow(), "{\"job\": ");
        }

        assertThat(history.last("job", "src:a")).isEmpty();
        assertThat(history.hasUsed("job", "s3:one")).isFalse();
        history.add("job", "src:a", "s3:two", 10L, 1000L);
        assertThat(history.hasUsed("job", "s3:two")).isTrue();
    }

    @Test
    void staysSmallForAJobThatChangesItsRepositoryEachTime() {
        IntStream.range(0, 50).forEach(i -> history.add("job", "src:a", "s3:" + i, 1L, 1L));

        assertThat(history.last("job", "src:a").orElseThrow().repositories()).hasSize(20).endsWith("s3:49");
    }
}
