package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.model.BackupRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The records of a backup and of those that it builds on, as far as they were exported.
 *
 * @param oldestFirst each builds on the one before it
 * @param next the id of the one that the first of them builds on, or of the backup itself; null once the full one is there
 */
record ExportedRecords(
        List<BackupRecord> oldestFirst, @CheckForNull String next) {
    /** Known once the checks have passed. */
    static final Fact<ExportedRecords> FACT = new Fact<>("exportedRecords", ExportedRecords.class);

    ExportedRecords {
        oldestFirst = List.copyOf(oldestFirst);
    }

    ExportedRecords before(BackupRecord older) {
        List<BackupRecord> all = new ArrayList<>(oldestFirst);
        all.add(0, older);
        return new ExportedRecords(all, older.parentId());
    }

    /** Whether no record is missing: an increment is worth nothing without what it builds on. */
    boolean isWhole() {
        return next == null;
    }

    List<String> ids() {
        return oldestFirst.stream().map(BackupRecord::id).toList();
    }

    /** A JSON list that an import takes. */
    String text() {
        return oldestFirst.stream().map(BackupRecord::text).collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }
}
