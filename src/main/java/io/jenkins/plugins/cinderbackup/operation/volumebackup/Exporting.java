package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.BackupRecord;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import java.time.Duration;
import java.util.Optional;

/** Exports the record of a backup, then that of the one that it builds on, which only its record names, and so on to the full one. Nothing in the cloud changes. */
record Exporting(VolumeBackupExportPlan plan) implements Phase {
    @Override
    public PhaseId id() {
        return VolumeBackupExportOperation.EXPORTING;
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        ExportedRecords exported = run.fact(ExportedRecords.FACT).orElseThrow();
        if (exported.isWhole()) {
            return PhaseStatus.DONE;
        }
        if (exported.ids().contains(exported.next())) {
            throw PermanentException.of(
                    "Cinder says that backup " + exported.next() + " builds on itself.",
                    "ask the cloud's administrator");
        }
        if (!exported.oldestFirst().isEmpty()) {
            requireParent(run, exported);
        }
        BackupRecord record = run.backups().exportRecord(exported.next());
        run.found(ExportedRecords.FACT, exported.before(record));
        return PhaseStatus.ACTED;
    }

    private static void requireParent(RunContext run, ExportedRecords exported) {
        Optional<VolumeBackup> parent = run.backups().backup(exported.next());
        if (parent.isEmpty()) {
            throw PermanentException.of(
                    "The " + exported.oldestFirst().get(0).describe() + " is an increment, and backup "
                            + exported.next() + ", on which it builds, is not there: nothing can be restored of it.",
                    "choose a backup whose chain is whole",
                    "where the record of the missing one was exported earlier, import it first");
        }
    }

    @Override
    public Duration limit() {
        return plan.timeout();
    }

    @Override
    public Finding timedOut(RunContext run) {
        return Finding.of(
                "The record of backup " + plan.backup() + " was not exported in time",
                "have a look whether the cinder-backup service is up, which does it (openstack volume service list)",
                "increase `timeout`");
    }
}
