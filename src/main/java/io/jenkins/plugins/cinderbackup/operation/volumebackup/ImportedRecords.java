package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.model.BackupRecord;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * How far an import has come.
 *
 * @param known the ids of backups that the cloud knew without it
 * @param imported the ids of those that it knows by it
 * @param asked the id of the one whose import is under way, or null
 * @param since when that was asked for, or null
 */
record ImportedRecords(
        List<String> known,
        List<String> imported,
        @CheckForNull String asked,
        @CheckForNull Instant since) {
    /** Known once the checks have passed. */
    static final Fact<ImportedRecords> FACT = new Fact<>("importedRecords", ImportedRecords.class);

    static final ImportedRecords NONE = new ImportedRecords(List.of(), List.of(), null, null);

    ImportedRecords {
        known = List.copyOf(known);
        imported = List.copyOf(imported);
    }

    boolean has(BackupRecord record) {
        return known.contains(record.id()) || imported.contains(record.id());
    }

    boolean wasAskedFor(BackupRecord record) {
        return record.id().equals(asked);
    }

    ImportedRecords asked(BackupRecord record, Instant now) {
        return new ImportedRecords(known, imported, record.id(), now);
    }

    /** That request was certainly not carried out. */
    ImportedRecords notAsked() {
        return new ImportedRecords(known, imported, null, null);
    }

    /** The cloud knows the backup. */
    ImportedRecords seen(BackupRecord record) {
        return wasAskedFor(record)
                ? new ImportedRecords(known, and(imported, record), null, null)
                : new ImportedRecords(and(known, record), imported, asked, since);
    }

    private static List<String> and(List<String> ids, BackupRecord record) {
        return Stream.concat(ids.stream(), Stream.of(record.id())).toList();
    }
}
