package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.engine.Plan;
import io.jenkins.plugins.cinderbackup.model.BackupRecord;
import io.jenkins.plugins.cinderbackup.model.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The import of records of Cinder's own backups.
 *
 * @param cloud the OpenStack cloud as the user knows it
 * @param records none without what it builds on before it, unless the cloud has that; there is at least one
 * @param timeout until all of them are imported
 * @param cleanupTimeout how long deletions of what the run makes may take to be confirmed; what it imports stays
 * @param dryRun say what would be done, import nothing
 */
public record VolumeBackupImportPlan(
        String cloud, List<BackupRecord> records, Duration timeout, Duration cleanupTimeout, boolean dryRun)
        implements Plan {
    public VolumeBackupImportPlan {
        records = List.copyOf(records);
    }

    /** What is wrong with the order of the records, whatever the cloud has. */
    @NonNull
    public static List<Finding> problems(@NonNull List<BackupRecord> records) {
        Set<String> all = records.stream().map(BackupRecord::id).collect(Collectors.toSet());
        Set<String> before = new HashSet<>();
        List<Finding> problems = new ArrayList<>();
        for (BackupRecord record : records) {
            if (all.contains(record.parentId()) && !before.contains(record.parentId())) {
                problems.add(Finding.of(
                        "The record of " + record.describe() + " stands before that of backup " + record.parentId()
                                + ", on which it builds.",
                        "put the oldest first, as they were exported"));
            }
            if (!before.add(record.id())) {
                problems.add(Finding.of(
                        "There is more than one record of " + record.describe() + ".",
                        "leave the one that was exported last"));
            }
        }
        return problems;
    }

    private BackupRecord newest() {
        return records.get(records.size() - 1);
    }

    @Override
    public String subject() {
        return newest().name().isEmpty() ? newest().id() : newest().name();
    }

    @Override
    public String describeSubject() {
        return "backup " + subject();
    }

    @Override
    public String describe() {
        return "Import of the record of Cinder's " + describeSubject();
    }
}
