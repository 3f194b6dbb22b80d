package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Conclusion;
import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.Procedure;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.phase.Checks;
import io.jenkins.plugins.cinderbackup.phase.Patience;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sets the state of one of Cinder's own backups: the way out where one is stuck, for an administrator. */
public final class VolumeBackupResetOperation {
    /** The name of the phase in which Cinder is asked. */
    public static final PhaseId RESETTING = new PhaseId("Resetting");

    /** The operation. */
    public static final Operation<VolumeBackupResetPlan> OPERATION = new Operation<>(
            "volume backup reset",
            VolumeBackupResetPlan.class,
            VolumeBackupResetOperation::procedure,
            plan -> VolumeBackupRequirements.RESETTING,
            List.of(Checks.PASSED, ResetBackup.FACT),
            new Reset());

    private VolumeBackupResetOperation() {}

    private static Procedure procedure(VolumeBackupResetPlan plan) {
        return CloudProcedure.of(
                plan, new Patience(plan.timeout(), "timeout"), new Resetting(plan), new ResetBackupCheck(plan));
    }

    /** What it has come to. */
    private static final class Reset implements Conclusion {
        private static final String STATUS = "status";

        @Override
        public Map<String, Object> values(RunJournal journal) {
            Optional<ResetBackup> reset = journal.facts().get(ResetBackup.FACT);
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("backupId", reset.map(ResetBackup::id).orElse(null));
            values.put("statusBefore", reset.map(ResetBackup::before).orElse(null));
            values.put(STATUS, reset.map(ResetBackup::after).orElse(null));
            return values;
        }

        @Override
        public List<String> lines(RunJournal journal) {
            return journal
                    .facts()
                    .get(ResetBackup.FACT)
                    .filter(reset -> reset.after() != null)
                    .map(reset -> reset.describe() + " was '" + reset.before() + "' and is '" + reset.after() + "'")
                    .stream()
                    .toList();
        }

        @Override
        public Optional<String> summary(Map<String, ?> values) {
            return Optional.ofNullable(values.get(STATUS)).map(status -> values.get("statusBefore") + " → " + status);
        }
    }
}
