package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Conclusion;
import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.Procedure;
import io.jenkins.plugins.cinderbackup.engine.ResultRow;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.phase.Checks;
import io.jenkins.plugins.cinderbackup.phase.Patience;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Has Cinder know backups again that its database has lost; for an administrator. */
public final class VolumeBackupImportOperation {
    /** The name of the phase in which Cinder is asked. */
    public static final PhaseId IMPORTING = new PhaseId("Importing");

    /** The operation. */
    public static final Operation<VolumeBackupImportPlan> OPERATION = new Operation<>(
            "volume backup import",
            VolumeBackupImportPlan.class,
            VolumeBackupImportOperation::procedure,
            plan -> VolumeBackupRequirements.IMPORTING,
            List.of(Checks.PASSED, ImportedRecords.FACT),
            new Imported());

    private VolumeBackupImportOperation() {}

    private static Procedure procedure(VolumeBackupImportPlan plan) {
        return CloudProcedure.of(
                plan, new Patience(plan.timeout(), "timeout"), new Importing(plan), new ImportableRecords(plan));
    }

    /** What an import has come to. */
    private static final class Imported implements Conclusion {
        private static final String IMPORTED = "imported";

        private static ImportedRecords of(RunJournal journal) {
            return journal.facts().get(ImportedRecords.FACT).orElse(ImportedRecords.NONE);
        }

        @Override
        public Map<String, Object> values(RunJournal journal) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put(IMPORTED, of(journal).imported());
            values.put("knownBefore", of(journal).known());
            return values;
        }

        @Override
        public List<String> lines(RunJournal journal) {
            return of(journal).imported().stream()
                    .map(id -> "Cinder knows backup " + id + " by its record")
                    .toList();
        }

        @Override
        public Optional<String> leftOpen(RunJournal journal) {
            ImportedRecords records = of(journal);
            String imported = records.imported().isEmpty()
                    ? ""
                    : "These backups are imported all the same, and stay: " + String.join(", ", records.imported())
                            + ". ";
            String asked = records.asked() == null
                    ? ""
                    : "Cinder may still import the record of backup " + records.asked() + ". ";
            return imported.isEmpty() && asked.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            imported + asked + "An import of the same records takes up where this one has stopped.");
        }

        @Override
        public List<ResultRow> rows(Map<String, ?> values) {
            return ResultRow.ofIds("Imported", values.get(IMPORTED));
        }

        @Override
        public Optional<String> summary(Map<String, ?> values) {
            return Optional.ofNullable(values.get(IMPORTED))
                    .map(ids -> ((List<?>) ids).size())
                    .filter(size -> size > 0)
                    .map(size -> size + " imported");
        }
    }
}
