package io.jenkins.plugins.cinderbackup.operation.backup;

import io.jenkins.plugins.cinderbackup.engine.Conclusion;
import io.jenkins.plugins.cinderbackup.engine.ResultRow;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.Sizes;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.restic.BackupSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a backup has come to. */
final class BackupConclusion implements Conclusion {
    @Override
    public Map<String, Object> values(RunJournal journal) {
        Optional<TrackedResource> kept = BackupFacts.keptSnapshot(journal);
        Optional<BackupSummary> summary = BackupFacts.summary(journal);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(
                BackupValues.RESTIC_SNAPSHOT_ID,
                summary.map(BackupSummary::snapshotId).orElse(null));
        values.put(
                BackupValues.CINDER_SNAPSHOT_ID, kept.map(TrackedResource::id).orElse(null));
        values.put(
                BackupValues.CINDER_SNAPSHOT_NAME,
                kept.map(TrackedResource::name).orElse(null));
        values.put(BackupValues.VOLUME_ID, journal.sourceVolume());
        values.put(BackupValues.FILES_NEW, summary.map(BackupSummary::filesNew).orElse(0L));
        values.put(
                BackupValues.FILES_CHANGED,
                summary.map(BackupSummary::filesChanged).orElse(0L));
        values.put(
                BackupValues.FILES_UNMODIFIED,
                summary.map(BackupSummary::filesUnmodified).orElse(0L));
        values.put(
                BackupValues.BYTES_PROCESSED,
                summary.map(BackupSummary::totalBytesProcessed).orElse(0L));
        values.put(
                BackupValues.BYTES_ADDED, summary.map(BackupSummary::dataAdded).orElse(0L));
        return values;
    }

    @Override
    public List<String> lines(RunJournal journal) {
        List<String> lines = new ArrayList<>();
        BackupFacts.summary(journal).ifPresent(summary -> {
            lines.add("restic snapshot " + summary.snapshotId());
            lines.add(String.format(
                    Locale.ROOT,
                    "%,d files (%,d new, %,d changed, %,d unmodified), %s, %s added",
                    summary.totalFilesProcessed(),
                    summary.filesNew(),
                    summary.filesChanged(),
                    summary.filesUnmodified(),
                    Sizes.binary(summary.totalBytesProcessed()),
                    Sizes.binary(summary.dataAdded())));
        });
        BackupFacts.keptSnapshot(journal).ifPresent(kept -> lines.add("Kept: " + kept.describe()));
        return lines;
    }

    @Override
    public List<ResultRow> rows(Map<String, ?> values) {
        BackupValues backup = new BackupValues(values);
        List<ResultRow> rows = new ArrayList<>();
        if (backup.isBackedUp()) {
            rows.add(ResultRow.ofText("Size", backup.sizes()));
            rows.add(ResultRow.ofText("Files", backup.files()));
            rows.add(ResultRow.ofId("restic snapshot", backup.text(BackupValues.RESTIC_SNAPSHOT_ID)));
        }
        if (backup.text(BackupValues.CINDER_SNAPSHOT_ID) != null) {
            rows.add(new ResultRow(
                    "Cinder snapshot, kept",
                    backup.text(BackupValues.CINDER_SNAPSHOT_ID),
                    backup.text(BackupValues.CINDER_SNAPSHOT_NAME)));
        }
        if (backup.text(BackupValues.VOLUME_ID) != null) {
            rows.add(ResultRow.ofId("Source volume", backup.text(BackupValues.VOLUME_ID)));
        }
        return rows;
    }

    @Override
    public Optional<String> summary(Map<String, ?> values) {
        BackupValues backup = new BackupValues(values);
        return backup.isBackedUp() ? Optional.of(backup.sizes()) : Optional.empty();
    }
}
