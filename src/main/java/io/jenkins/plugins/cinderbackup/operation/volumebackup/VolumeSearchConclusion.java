package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Conclusion;
import io.jenkins.plugins.cinderbackup.engine.ResultRow;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.Count;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a search for the volumes of a server has come to. */
final class VolumeSearchConclusion implements Conclusion {
    private static final String VOLUMES = "volumes";

    @Override
    public Map<String, Object> values(RunJournal journal) {
        Optional<FoundVolumes> found = journal.facts().get(FoundVolumes.FACT);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(
                ServerBackups.SERVER,
                VolumeSearchPlan.class.cast(journal.plan()).server());
        values.put(
                ServerBackups.GROUP,
                found.map(volumes -> ServerBackups.group(journal)).orElse(null));
        values.put(
                VOLUMES,
                found.map(all -> all.volumes().stream()
                                .map(VolumeSearchConclusion::values)
                                .toList())
                        .orElse(null));
        return values;
    }

    private static Map<String, Object> values(FoundVolumes.Found volume) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("volumeId", volume.id());
        values.put("name", volume.name());
        values.put("device", volume.device());
        values.put("sizeGiB", volume.sizeGiB());
        return values;
    }

    @Override
    public List<ResultRow> rows(Map<String, ?> values) {
        List<ResultRow> rows = new ArrayList<>();
        rows.add(ResultRow.ofId("Server", String.valueOf(values.get(ServerBackups.SERVER))));
        if (values.get(ServerBackups.GROUP) != null) {
            rows.add(ResultRow.ofId("Group", String.valueOf(values.get(ServerBackups.GROUP))));
        }
        summary(values).ifPresent(text -> rows.add(ResultRow.ofText("Found", text)));
        return rows;
    }

    @Override
    public Optional<String> summary(Map<String, ?> values) {
        return values.get(VOLUMES) instanceof List<?> volumes
                ? Optional.of(Count.of(volumes.size(), "volume"))
                : Optional.empty();
    }
}
