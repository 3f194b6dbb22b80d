package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.BackupRecord;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import io.jenkins.plugins.cinderbackup.phase.storage.StorageState;
import java.time.Duration;
import java.util.Optional;

/**
 * Has Cinder import one record after the other, each when the one before it is {@code available}. A backup's id is that of its record: it is looked for before each
 * request, and one whose answer was lost is not made again while it may still be carried out.
 */
record Importing(VolumeBackupImportPlan plan) implements Phase {
    /** How long is waited before an import is asked for again of which nothing is to be seen, though its call may have been carried out. */
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(30);

    @Override
    public PhaseId id() {
        return VolumeBackupImportOperation.IMPORTING;
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        ImportedRecords imports = run.fact(ImportedRecords.FACT).orElseThrow();
        Optional<BackupRecord> next =
                plan.records().stream().filter(record -> !imports.has(record)).findFirst();
        if (next.isEmpty()) {
            if (!imports.imported().isEmpty()) {
                run.caution(
                        "Cinder has looked at no data of what it has imported: whether that is there and whole only a restore can tell.");
            }
            return PhaseStatus.DONE;
        }
        String id = next.get().id();
        Optional<VolumeBackup> found = imports.wasAskedFor(next.get())
                ? run.backups().backup(id)
                : run.backups().backupNow(id);
        if (found.isPresent()) {
            return look(run, imports, next.get(), found.get());
        }
        boolean mayAppear = imports.wasAskedFor(next.get())
                && run.now().isBefore(imports.since().plus(AGAIN_AFTER));
        return mayAppear ? PhaseStatus.WAITING : ask(run, imports, next.get());
    }

    private static PhaseStatus look(RunContext run, ImportedRecords imports, BackupRecord record, VolumeBackup backup) {
        if (StorageState.isFailed(backup.status())) {
            String reason = backup.failReason() == null ? "" : ": " + backup.failReason();
            throw new PermanentException(
                    remains("Cinder has not imported the record of " + record.describe() + ": that is in state '"
                            + backup.status() + "'" + reason),
                    null);
        }
        if (!backup.isWhole()) {
            return PhaseStatus.WAITING;
        }
        run.found(ImportedRecords.FACT, imports.seen(record));
        return PhaseStatus.ACTED;
    }

    private static PhaseStatus ask(RunContext run, ImportedRecords imports, BackupRecord record) {
        run.found(ImportedRecords.FACT, imports.asked(record, run.now()));
        try {
            run.backups().importRecord(record);
        } catch (PermanentException e) {
            if (run.backups().backupNow(record.id()).isPresent()) {
                // It was refused because an earlier one without an answer was carried out after all
                return PhaseStatus.ACTED;
            }
            run.found(ImportedRecords.FACT, imports.notAsked());
            throw e;
        } catch (TransientException e) {
            if (!e.mayTakeEffect()) {
                run.found(ImportedRecords.FACT, imports.notAsked());
            }
            throw e;
        }
        return PhaseStatus.ACTED;
    }

    /** What a failed import has left, with what to do about it. Cinder removes the data of one that it knew before, so we remove none. */
    static Finding remains(String seen) {
        return Finding.of(
                seen,
                "have the cloud's administrator see to the cause: a cinder-backup service must have the driver that the record names",
                "what has failed is in the way of the next import. Remove it with cinderVolumeBackupDelete, but put a copy of the backup's data aside first:"
                        + " where Cinder had known and deleted the backup before, that removes the data too");
    }

    @Override
    public Duration limit() {
        return plan.timeout();
    }

    @Override
    public Finding timedOut(RunContext run) {
        return Finding.of(
                "The record of Cinder's " + plan.describeSubject() + " was not imported in time",
                "have a look whether the cinder-backup service is up, which does it (openstack volume service list)",
                "increase `timeout`, and import the same records again: what is there by then is passed over");
    }
}
