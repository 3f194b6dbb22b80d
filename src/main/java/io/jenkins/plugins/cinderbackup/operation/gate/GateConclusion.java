package io.jenkins.plugins.cinderbackup.operation.gate;

import io.jenkins.plugins.cinderbackup.engine.Conclusion;
import io.jenkins.plugins.cinderbackup.engine.ResultRow;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.KnownBackup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a gate has found. */
final class GateConclusion implements Conclusion {
    private static final String BACKUPS = "backups";

    @Override
    public Map<String, Object> values(RunJournal journal) {
        GatePlan plan = GatePlan.class.cast(journal.plan());
        List<Map<String, Object>> backups = new ArrayList<>();
        journal.facts()
                .get(Gate.FACT)
                .ifPresent(passed -> passed.backups()
                        .forEach((claim, backup) -> backups.add(values(plan.namespace(), claim, backup))));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(BACKUPS, backups);
        return values;
    }

    private static Map<String, Object> values(String namespace, String claim, KnownBackup backup) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("namespace", namespace);
        values.put("pvc", claim);
        values.put("resticSnapshotId", backup.id());
        values.put("time", backup.time().toString());
        values.put("bytes", backup.bytes());
        values.put("job", backup.job());
        values.put("build", backup.build());
        return values;
    }

    @Override
    public List<ResultRow> rows(Map<String, ?> values) {
        return values.get(BACKUPS) instanceof List<?> backups && !backups.isEmpty()
                ? List.of(ResultRow.ofText("PVCs with a sound backup", String.valueOf(backups.size())))
                : List.of();
    }
}
