package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.BackupRecord;
import io.jenkins.plugins.cinderbackup.model.Objective;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupDeletionPlan;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupExportPlan;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupImportPlan;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupPlan;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupPlan.Claim;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupPlan.Increment;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupResetPlan;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeRestorePlan;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeSearchPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Plans of backups by Cinder: each field as a test wants it. */
final class VolumeBackupPlanBuilder {
    /** Null where the cloud is written inline. */
    String cloudName = "production";

    String volumeId = World.SOURCE;
    String volume;
    Claim claim;
    /** The group that it is one of; null where it is the only one. */
    String group;
    /** The server of which all volumes are searched for; null where a volume is named. */
    String server;

    String description;
    Map<String, String> metadata = Map.of();
    Increment incremental = Increment.AUTO;
    int maxIncrements = 6;
    boolean force = true;
    boolean fromSnapshot = true;
    String snapshotId;
    int keepLast;
    int keepForDays;
    Objective objective = Objective.NONE;
    boolean dryRun;
    /** What is removed; null where a backup is made. */
    String removed;

    boolean dependents;
    boolean removedByForce;
    /** The state that is set of what is removed otherwise; null where none is. */
    String state;
    /** What the record of is exported; null where none is. */
    String exported;
    /** What is imported; empty where nothing is. */
    List<BackupRecord> imported = List.of();
    /** What is restored; null where nothing is. */
    String restored;
    /** The volume that it is written over; null where one is made. */
    String over;
    /** The size of the new volume; 0 for the backup's. */
    long sizeGiB;

    VolumeBackupPlan build() {
        return new VolumeBackupPlan(
                "production",
                cloudName,
                volumeId,
                volume,
                claim,
                group,
                null,
                description,
                null,
                null,
                metadata,
                incremental,
                maxIncrements,
                force,
                fromSnapshot,
                snapshotId,
                keepLast,
                keepForDays,
                objective,
                Duration.ofMinutes(10),
                Duration.ofMinutes(10),
                dryRun,
                List.of());
    }

    VolumeSearchPlan search() {
        volumeId = null;
        return new VolumeSearchPlan(server, build());
    }

    VolumeRestorePlan restore() {
        return new VolumeRestorePlan(
                "production",
                restored,
                null,
                over,
                over == null ? new VolumeRestorePlan.Target("restored-db", sizeGiB, null, null) : null,
                Duration.ofMinutes(10),
                Duration.ofMinutes(10),
                dryRun);
    }

    VolumeBackupResetPlan reset() {
        return new VolumeBackupResetPlan(
                "production", cloudName, removed, state, Duration.ofMinutes(5), Duration.ofMinutes(10), dryRun);
    }

    VolumeBackupExportPlan export() {
        return new VolumeBackupExportPlan(
                "production", exported, Duration.ofMinutes(10), Duration.ofMinutes(10), dryRun);
    }

    VolumeBackupImportPlan imports() {
        return new VolumeBackupImportPlan(
                "production", imported, Duration.ofMinutes(10), Duration.ofMinutes(10), dryRun);
    }

    VolumeBackupDeletionPlan deletion() {
        return new VolumeBackupDeletionPlan(
                "production",
                cloudName,
                removed,
                dependents,
                removedByForce,
                Duration.ofHours(1),
                Duration.ofMinutes(10),
                dryRun);
    }
}
