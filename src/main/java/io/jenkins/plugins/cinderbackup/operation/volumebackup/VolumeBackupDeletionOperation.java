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

/** Removes one of Cinder's own backups, until Cinder says that it is gone. */
public final class VolumeBackupDeletionOperation {
    /** The name of the phase in which Cinder removes. */
    public static final PhaseId REMOVING = new PhaseId("Removing");

    /** The operation. */
    public static final Operation<VolumeBackupDeletionPlan> OPERATION = new Operation<>(
            "volume backup deletion",
            VolumeBackupDeletionPlan.class,
            VolumeBackupDeletionOperation::procedure,
            plan -> plan.force() ? VolumeBackupRequirements.REMOVING_BY_FORCE : VolumeBackupRequirements.REMOVING,
            List.of(Checks.PASSED, DoomedBackup.FACT, RemovedBackups.FACT),
            new Removed());

    private VolumeBackupDeletionOperation() {}

    private static Procedure procedure(VolumeBackupDeletionPlan plan) {
        return CloudProcedure.of(
                plan, new Patience(plan.timeout(), "timeout"), new RemovingBackup(plan), new DoomedBackupCheck(plan));
    }

    /** What a removal has come to. */
    private static final class Removed implements Conclusion {
        private static final String REMOVED = "removed";

        @Override
        public Map<String, Object> values(RunJournal journal) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put(
                    "backupId",
                    journal.facts().get(DoomedBackup.FACT).map(DoomedBackup::id).orElse(null));
            values.put(REMOVED, RemovedBackups.of(journal));
            return values;
        }

        @Override
        public List<String> lines(RunJournal journal) {
            return RemovedBackups.of(journal).stream()
                    .map(id -> "Cinder backup " + id + " is gone")
                    .toList();
        }

        @Override
        public Optional<String> leftOpen(RunJournal journal) {
            List<String> gone = RemovedBackups.of(journal);
            return gone.isEmpty()
                    ? Optional.empty()
                    : Optional.of("These backups are gone all the same: " + String.join(", ", gone) + ".");
        }

        @Override
        public List<ResultRow> rows(Map<String, ?> values) {
            return ResultRow.ofIds("Removed", values.get(REMOVED));
        }
    }
}
