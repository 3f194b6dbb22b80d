package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.BackupQuota;
import io.jenkins.plugins.cinderbackup.model.BackupRecord;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import io.jenkins.plugins.cinderbackup.phase.Check;
import io.jenkins.plugins.cinderbackup.phase.CheckRound;
import io.jenkins.plugins.cinderbackup.phase.storage.QuotaFindings;
import io.jenkins.plugins.cinderbackup.phase.storage.StorageState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which of the backups the cloud knows already, so that they are passed over; whether the others are worth an import, having below them what they build on; and
 * whether the quota has room for them.
 */
record ImportableRecords(VolumeBackupImportPlan plan) implements Check {
    /** What Cinder writes as a backup's volume until an import has come to its end (IMPORT_VOLUME_ID in cinder/backup/api.py). */
    private static final String NO_VOLUME = "00000000-0000-0000-0000-000000000000";

    @Override
    public void check(CheckRound round) {
        ImportedRecords there = ImportedRecords.NONE;
        List<BackupRecord> missing = new ArrayList<>();
        for (BackupRecord record : plan.records()) {
            Optional<VolumeBackup> found = look(round, record.id());
            if (found.isEmpty()) {
                missing.add(record);
            } else if (found.get().isWhole()) {
                there = there.seen(record);
            } else {
                judge(round, found.get());
            }
        }
        round.put(ImportedRecords.FACT, there);
        judgeParents(round, missing);
        if (!missing.isEmpty()) {
            round.attempt(round.run().backups()::quota).ifPresent(quota -> judgeRoom(round, quota, missing));
        }
    }

    private static Optional<VolumeBackup> look(CheckRound round, String id) {
        return round.attempt(() -> round.run().backups().backupNow(id)).flatMap(found -> found);
    }

    /** One that is being imported already is awaited later. */
    private static void judge(CheckRound round, VolumeBackup backup) {
        if (!StorageState.isFailed(backup.status())) {
            return;
        }
        String seen = backup.describe() + " is there already, in state '" + backup.status() + "'"
                + (backup.failReason() == null ? "." : ": " + backup.failReason());
        if (StorageState.isDeleting(backup.status())) {
            round.passing(List.of(Finding.of(seen, "wait until it is gone")));
        } else if (backup.volumeId().equals(NO_VOLUME)) {
            round.wrong(List.of(Importing.remains(seen + " An import of it has failed.")));
        } else {
            round.wrong(List.of(Finding.of(
                    seen,
                    "Cinder imports no record over a backup that it knows: find out what is wrong with that one")));
        }
    }

    private void judgeParents(CheckRound round, List<BackupRecord> missing) {
        Set<String> given = plan.records().stream().map(BackupRecord::id).collect(Collectors.toSet());
        for (BackupRecord record : missing) {
            String parent = record.parentId();
            if (parent == null || given.contains(parent)) {
                continue;
            }
            boolean usable = look(round, parent)
                    .filter(backup -> !StorageState.isFailed(backup.status()))
                    .isPresent();
            if (!usable) {
                round.wrong(
                        List.of(
                                Finding.of(
                                        "The record of " + record.describe() + " is that of an increment, and backup "
                                                + parent
                                                + ", on which it builds, is neither among the records nor usable in cloud "
                                                + plan.cloud()
                                                + ".",
                                        "import the records of the whole chain, the oldest first: an increment alone cannot be restored")));
            }
        }
    }

    private void judgeRoom(CheckRound round, BackupQuota quota, List<BackupRecord> missing) {
        List<String> whose = List.of("it is that of the credential's own project, to which imported backups belong");
        round.wrong(QuotaFindings.of(plan.cloud(), "backups", quota.backups(), missing.size(), () -> whose));
        round.wrong(QuotaFindings.of(
                plan.cloud(),
                "backup_gigabytes",
                quota.gigabytes(),
                missing.stream().mapToLong(BackupRecord::sizeGiB).sum(),
                () -> whose));
    }

    @Override
    public void passed(CheckRound round) {
        RunContext run = round.run();
        ImportedRecords there = round.get(ImportedRecords.FACT).orElseThrow();
        run.found(ImportedRecords.FACT, there);
        plan.records().forEach(record -> run.note(line(record, there.has(record))));
        if (there.known().size() < plan.records().size()) {
            run.note("Imported backups belong to the project of the credential, whosever they were.");
        }
    }

    private String line(BackupRecord record, boolean known) {
        if (known) {
            return "Passing over the record of " + record.describe() + ": Cinder knows it already";
        }
        return (plan.dryRun() ? "Dry run: nothing is imported. A run would import" : "Importing") + " the record of "
                + record.describe();
    }
}
