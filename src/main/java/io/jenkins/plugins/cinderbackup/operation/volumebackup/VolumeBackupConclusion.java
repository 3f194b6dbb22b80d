package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Conclusion;
import io.jenkins.plugins.cinderbackup.engine.ResultRow;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a backup has come to. */
final class VolumeBackupConclusion implements Conclusion {
    private static final String ID = "backupId";
    private static final String NAME = "name";
    private static final String VOLUME_ID = "volumeId";
    private static final String SIZE = "sizeGiB";
    private static final String INCREMENTAL = "incremental";
    private static final String REMOVED = "removed";
    private static final String GROUP = "group";

    @Override
    public Map<String, Object> values(RunJournal journal) {
        Optional<MadeBackup> made = journal.facts().get(MadeBackup.FACT);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(ID, made.map(MadeBackup::id).orElse(null));
        values.put(NAME, made.map(MadeBackup::name).orElse(null));
        values.put(VOLUME_ID, journal.sourceVolume());
        values.put(SIZE, made.map(MadeBackup::sizeGiB).orElse(null));
        values.put(INCREMENTAL, made.map(MadeBackup::incremental).orElse(null));
        values.put("objects", made.map(MadeBackup::objects).orElse(null));
        values.put("container", made.map(MadeBackup::container).orElse(null));
        values.put(
                "dataTimestamp",
                made.map(MadeBackup::dataTimestamp).map(String::valueOf).orElse(null));
        values.put(REMOVED, RemovedBackups.of(journal));
        String group = VolumeBackupFacts.plan(journal).group();
        if (group != null) {
            values.put(GROUP, group);
        }
        return values;
    }

    @Override
    public List<String> lines(RunJournal journal) {
        return journal
                .facts()
                .get(MadeBackup.FACT)
                .map(made -> "Cinder backup " + made.name() + " (" + made.id() + "), "
                        + (made.incremental() ? "an increment" : "full") + ", of a volume of " + made.sizeGiB()
                        + " GiB")
                .stream()
                .toList();
    }

    @Override
    public Optional<String> leftOpen(RunJournal journal) {
        return journal.facts().get(MadeBackup.FACT).map(made -> "Cinder backup " + made.id() + " was made, and stays.");
    }

    @Override
    public List<ResultRow> rows(Map<String, ?> values) {
        List<ResultRow> rows = new ArrayList<>();
        if (values.get(ID) != null) {
            rows.add(new ResultRow("Cinder backup", String.valueOf(values.get(ID)), String.valueOf(values.get(NAME))));
        }
        if (values.get(VOLUME_ID) != null) {
            rows.add(ResultRow.ofId("Source volume", String.valueOf(values.get(VOLUME_ID))));
        }
        if (values.get(GROUP) != null) {
            rows.add(ResultRow.ofId("Group", String.valueOf(values.get(GROUP))));
        }
        summary(values).ifPresent(text -> rows.add(ResultRow.ofText("Kind", text)));
        if (values.get(REMOVED) instanceof List<?> removed && !removed.isEmpty()) {
            rows.add(ResultRow.ofText("Earlier backups removed", String.valueOf(removed.size())));
        }
        return rows;
    }

    @Override
    public Optional<String> summary(Map<String, ?> values) {
        return Optional.ofNullable(values.get(INCREMENTAL))
                .map(incremental ->
                        (Boolean.TRUE.equals(incremental) ? "increment" : "full") + " of " + values.get(SIZE) + " GiB");
    }
}
