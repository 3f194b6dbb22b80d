package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Conclusion;
import io.jenkins.plugins.cinderbackup.engine.ResultRow;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.phase.OverwrittenVolume;
import io.jenkins.plugins.cinderbackup.phase.RestoredBackup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a restore has come to. */
final class VolumeRestoreConclusion implements Conclusion {
    private static final String VOLUME_ID = "volumeId";
    private static final String VOLUME = "volume";
    private static final String BACKUP_ID = "backupId";
    private static final String SIZE = "sizeGiB";
    private static final String TIMESTAMP = "dataTimestamp";

    @Override
    public Map<String, Object> values(RunJournal journal) {
        Optional<RestoredVolume> restored = journal.facts().get(RestoredVolume.FACT);
        Optional<RestoredBackup> backup = journal.facts().get(RestoredBackup.FACT);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(VOLUME_ID, restored.map(RestoredVolume::id).orElse(null));
        values.put(VOLUME, restored.map(RestoredVolume::name).orElse(null));
        values.put(SIZE, restored.map(RestoredVolume::sizeGiB).orElse(null));
        values.put(BACKUP_ID, backup.map(RestoredBackup::id).orElse(null));
        values.put("backup", backup.map(RestoredBackup::name).orElse(null));
        values.put(
                TIMESTAMP,
                backup.map(RestoredBackup::dataTimestamp).map(String::valueOf).orElse(null));
        values.put("restoreSeconds", restored.map(RestoredVolume::seconds).orElse(null));
        return values;
    }

    @Override
    public List<String> lines(RunJournal journal) {
        return journal
                .facts()
                .get(RestoredVolume.FACT)
                .map(restored -> "Cinder volume " + restored.name() + " (" + restored.id() + "), " + restored.sizeGiB()
                        + " GiB, restored within " + restored.seconds() + " s")
                .or(() -> useless(journal))
                .stream()
                .toList();
    }

    private static Optional<String> useless(RunJournal journal) {
        return journal.facts()
                .get(OverwrittenVolume.FACT)
                .filter(OverwrittenVolume::isOpen)
                .map(
                        open -> "Cinder volume " + journal.sourceVolume()
                                + " is useless: what was on it is lost, and not all of the backup may be there. Do not use it before it is 'available' and was restored again.");
    }

    /** A volume that the run has made is removed where it does not stay. */
    @Override
    public Optional<String> leftOpen(RunJournal journal) {
        Optional<RestoredVolume> restored = journal.facts().get(RestoredVolume.FACT);
        return restored.map(volume -> "Cinder volume " + volume.id() + " was restored, and stays.")
                .or(() -> useless(journal));
    }

    @Override
    public List<ResultRow> rows(Map<String, ?> values) {
        List<ResultRow> rows = new ArrayList<>();
        if (values.get(VOLUME_ID) != null) {
            rows.add(
                    new ResultRow("Volume", String.valueOf(values.get(VOLUME_ID)), String.valueOf(values.get(VOLUME))));
        }
        if (values.get(BACKUP_ID) != null) {
            rows.add(ResultRow.ofId("Cinder backup", String.valueOf(values.get(BACKUP_ID))));
            rows.add(ResultRow.ofText("Data of", String.valueOf(values.get(TIMESTAMP))));
        }
        return rows;
    }

    @Override
    public Optional<String> summary(Map<String, ?> values) {
        return Optional.ofNullable(values.get(SIZE)).map(size -> size + " GiB of " + values.get(TIMESTAMP));
    }
}
