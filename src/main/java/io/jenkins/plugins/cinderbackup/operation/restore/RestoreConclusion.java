package io.jenkins.plugins.cinderbackup.operation.restore;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.Conclusion;
import io.jenkins.plugins.cinderbackup.engine.ResultRow;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.Sizes;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.operation.restore.RestoreGoal.Restored;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a restore has come to. */
final class RestoreConclusion implements Conclusion {
    private static final String NAMESPACE = "namespace";
    private static final String PVC = "pvc";
    private static final String VOLUME_ID = "volumeId";
    private static final String BACKUP = "backup";
    private static final String FILES = "files";
    private static final String BYTES = "bytes";
    private static final String SNAPSHOT_BEFORE = "snapshotBefore";
    private static final String VOLUME_BEFORE = "volumeBefore";

    @Override
    public Map<String, Object> values(RunJournal journal) {
        RestorePlan plan = RestorePlan.class.cast(journal.plan());
        Optional<Restored> restored = journal.facts().get(RestoreGoal.RESTORED);
        boolean handed = plan.inPlace()
                ? journal.failure().isEmpty() && (restored.isPresent() || Reverting.isDone(journal))
                : handedOver(plan, journal).isPresent();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(NAMESPACE, handed ? plan.target().namespace() : null);
        values.put(PVC, handed ? plan.target().claim() : null);
        values.put(
                VOLUME_ID,
                plan.inPlace()
                        ? journal.sourceVolume()
                        : handedOver(plan, journal).map(TrackedResource::id).orElse(null));
        values.put(
                BACKUP, RestorePoint.of(journal).map(RestoreConclusion::backup).orElse(null));
        values.put(FILES, restored.map(Restored::files).orElse(null));
        values.put(BYTES, restored.map(Restored::bytes).orElse(null));
        values.put(SNAPSHOT_BEFORE, kept(SafetySnapshot.of(plan, journal)));
        values.put(VOLUME_BEFORE, plan.revert() ? kept(SafetyVolume.of(plan, journal)) : null);
        return values;
    }

    @CheckForNull
    private static String kept(Optional<TrackedResource> before) {
        return before.filter(TrackedResource::isToStay).map(TrackedResource::id).orElse(null);
    }

    private static Map<String, Object> backup(RestorePoint point) {
        Map<String, Object> backup = new LinkedHashMap<>();
        backup.put("id", point.id());
        backup.put("time", point.time().toString());
        backup.put("from", point.from());
        return backup;
    }

    /** The volume of the new PVC. */
    private static Optional<TrackedResource> handedOver(RestorePlan plan, RunJournal journal) {
        return journal.resources().stream()
                .filter(resource -> !plan.inPlace() && resource.kind() == ResourceKind.VOLUME && resource.isToStay())
                .findFirst();
    }

    @Override
    public List<String> lines(RunJournal journal) {
        RestorePlan plan = RestorePlan.class.cast(journal.plan());
        List<String> lines = new ArrayList<>();
        handedOver(plan, journal).ifPresent(volume -> {
            lines.add("Restored to " + plan.describeSubject() + ", " + volume.describe());
            RestorePoint.of(journal)
                    .map(RestorePoint::cinderSnapshotId)
                    .ifPresent(snapshot -> lines.add(
                            "Cinder snapshot " + snapshot + " stays for as long as that volume is a copy of it"));
        });
        if (plan.inPlace()) {
            WayBack.of(plan, journal)
                    .filter(TrackedResource::isToStay)
                    .ifPresent(before -> lines.add("Kept, as the volume was before: " + before.describe()));
            if (Overwriting.isHalfWritten(journal)) {
                lines.add(Overwriting.halfWritten(plan, journal));
            }
            if (Reverting.isOpen(journal)) {
                lines.add(Reverting.open(plan, journal));
            }
        }
        return lines;
    }

    @Override
    public List<ResultRow> rows(Map<String, ?> values) {
        List<ResultRow> rows = new ArrayList<>();
        if (values.get(BACKUP) instanceof Map<?, ?> backup) {
            rows.add(new ResultRow(
                    "Backup",
                    String.valueOf(backup.get("id")),
                    backup.get("time") + ", from the " + backup.get("from")));
        }
        if (values.get(PVC) != null) {
            rows.add(ResultRow.ofText("PVC", values.get(NAMESPACE) + "/" + values.get(PVC)));
        }
        if (values.get(VOLUME_ID) != null) {
            rows.add(ResultRow.ofId("Cinder volume", String.valueOf(values.get(VOLUME_ID))));
        }
        restored(values).ifPresent(text -> rows.add(ResultRow.ofText("Restored", text)));
        if (values.get(SNAPSHOT_BEFORE) != null) {
            rows.add(ResultRow.ofId("Cinder snapshot from before, kept", String.valueOf(values.get(SNAPSHOT_BEFORE))));
        }
        if (values.get(VOLUME_BEFORE) != null) {
            rows.add(ResultRow.ofId("Cinder volume from before, kept", String.valueOf(values.get(VOLUME_BEFORE))));
        }
        return rows;
    }

    @Override
    public Optional<String> summary(Map<String, ?> values) {
        return restored(values);
    }

    private static Optional<String> restored(Map<String, ?> values) {
        return Optional.of(values)
                .filter(known -> known.get(FILES) != null && known.get(BYTES) != null)
                .map(RestoreConclusion::sizes);
    }

    private static String sizes(Map<String, ?> values) {
        return values.get(FILES) + " files and folders, " + Sizes.binary(((Number) values.get(BYTES)).longValue());
    }
}
