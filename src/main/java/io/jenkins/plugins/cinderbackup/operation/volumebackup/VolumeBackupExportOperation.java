package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Conclusion;
import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.Procedure;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.BackupRecord;
import io.jenkins.plugins.cinderbackup.phase.Checks;
import io.jenkins.plugins.cinderbackup.phase.Patience;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Exports what Cinder needs to know one of its own backups again once its database has lost it; for an administrator. */
public final class VolumeBackupExportOperation {
    /** The name of the phase in which Cinder is asked. */
    public static final PhaseId EXPORTING = new PhaseId("Exporting");

    /** The operation. */
    public static final Operation<VolumeBackupExportPlan> OPERATION = new Operation<>(
            "volume backup export",
            VolumeBackupExportPlan.class,
            VolumeBackupExportOperation::procedure,
            plan -> VolumeBackupRequirements.EXPORTING,
            List.of(Checks.PASSED, ExportedRecords.FACT),
            new Exported());

    private VolumeBackupExportOperation() {}

    private static Procedure procedure(VolumeBackupExportPlan plan) {
        return CloudProcedure.of(
                plan, new Patience(plan.timeout(), "timeout"), new Exporting(plan), new ExportableBackup(plan));
    }

    /** What an export has come to: all records or none. */
    private static final class Exported implements Conclusion {
        private static final String BACKUPS = "backups";

        private static Optional<ExportedRecords> whole(RunJournal journal) {
            return journal.facts().get(ExportedRecords.FACT).filter(ExportedRecords::isWhole);
        }

        @Override
        public Map<String, Object> values(RunJournal journal) {
            Optional<ExportedRecords> exported = whole(journal);
            List<String> ids = exported.map(ExportedRecords::ids).orElse(List.of());
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("backupId", ids.isEmpty() ? null : ids.get(ids.size() - 1));
            values.put(BACKUPS, ids);
            values.put("record", exported.map(ExportedRecords::text).orElse(null));
            return values;
        }

        /** Without the records: they name users and projects. */
        @Override
        public List<String> lines(RunJournal journal) {
            return whole(journal).stream()
                    .flatMap(exported -> exported.oldestFirst().stream())
                    .map(BackupRecord::describe)
                    .map(backup -> "Exported the record of " + backup)
                    .toList();
        }

        @Override
        public Optional<String> summary(Map<String, ?> values) {
            return Optional.ofNullable(values.get(BACKUPS))
                    .map(ids -> ((List<?>) ids).size())
                    .filter(size -> size > 0)
                    .map(size -> size + " records");
        }
    }
}
