package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Conclusion;
import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.Procedure;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.Count;
import io.jenkins.plugins.cinderbackup.phase.Checks;
import io.jenkins.plugins.cinderbackup.phase.Patience;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists Cinder's own backups. */
public final class VolumeBackupListOperation {
    /** The name of the phase in which Cinder is asked. */
    public static final PhaseId LISTING = new PhaseId("Listing");

    /** Under which the conclusion has the backups, a list of maps. */
    public static final String BACKUPS = "backups";

    /** The operation. */
    public static final Operation<VolumeBackupListPlan> OPERATION = new Operation<>(
            "volume backup list",
            VolumeBackupListPlan.class,
            VolumeBackupListOperation::procedure,
            plan -> VolumeBackupRequirements.LISTING,
            List.of(Checks.PASSED, ListedBackups.FACT),
            new Found());

    private VolumeBackupListOperation() {}

    private static Procedure procedure(VolumeBackupListPlan plan) {
        return CloudProcedure.of(plan, new Patience(plan.cleanupTimeout(), "cleanup.timeout"), new Listing(plan));
    }

    /** What a list has come to. */
    private static final class Found implements Conclusion {
        private static final String TOTAL = "total";

        @Override
        public Map<String, Object> values(RunJournal journal) {
            Optional<ListedBackups> listed = journal.facts().get(ListedBackups.FACT);
            Map<String, Object> values = new LinkedHashMap<>();
            values.put(TOTAL, listed.map(ListedBackups::total).orElse(null));
            values.put(
                    BACKUPS,
                    listed.map(found -> found.newest().stream()
                                    .map(ListedBackups.Listed::values)
                                    .toList())
                            .orElse(null));
            return values;
        }

        @Override
        public List<String> lines(RunJournal journal) {
            List<String> lines = new ArrayList<>();
            journal.facts().get(ListedBackups.FACT).ifPresent(listed -> {
                int shown = listed.newest().size();
                lines.add("Cinder has " + Count.of(listed.total(), "such backup")
                        + (shown < listed.total() ? "; the newest " + shown + ":" : ""));
                listed.newest().forEach(backup -> lines.add(backup.line()));
            });
            return lines;
        }

        @Override
        public Optional<String> summary(Map<String, ?> values) {
            return Optional.ofNullable(values.get(TOTAL))
                    .map(total -> Count.of(((Number) total).longValue(), "backup"));
        }
    }
}
