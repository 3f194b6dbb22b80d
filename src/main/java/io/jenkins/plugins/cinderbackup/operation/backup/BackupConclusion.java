package io.jenkins.plugins.cinderbackup.operation.backup;

import io.jenkins.plugins.cinderbackup.engine.Conclusion;
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
        Optional<TrackedResource> kept = kept(journal);
        Optional<BackupSummary> summary = BackupFacts.summary(journal);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("resticSnapshotId", summary.map(BackupSummary::snapshotId).orElse(null));
        values.put("cinderSnapshotId", kept.map(TrackedResource::id).orElse(null));
        values.put("cinderSnapshotName", kept.map(TrackedResource::name).orElse(null));
        values.put("volumeId", journal.sourceVolume());
        values.put("filesNew", summary.map(BackupSummary::filesNew).orElse(0L));
        values.put("filesChanged", summary.map(BackupSummary::filesChanged).orElse(0L));
        values.put(
                "filesUnmodified", summary.map(BackupSummary::filesUnmodified).orElse(0L));
        values.put(
                "bytesProcessed",
                summary.map(BackupSummary::totalBytesProcessed).orElse(0L));
        values.put("bytesAdded", summary.map(BackupSummary::dataAdded).orElse(0L));
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
        kept(journal).ifPresent(kept -> lines.add("Kept: " + kept.describe()));
        return lines;
    }

    private static Optional<TrackedResource> kept(RunJournal journal) {
        return journal.resources().stream()
                .filter(resource -> resource.state() == TrackedResource.State.KEPT)
                .findFirst();
    }
}
