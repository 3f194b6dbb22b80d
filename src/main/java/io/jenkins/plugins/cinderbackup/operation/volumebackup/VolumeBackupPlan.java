package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.Plan;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.GroupMark;
import io.jenkins.plugins.cinderbackup.model.Objective;
import io.jenkins.plugins.cinderbackup.phase.Names;
import io.jenkins.plugins.cinderbackup.phase.Patience;
import io.jenkins.plugins.cinderbackup.phase.storage.CinderDescription;
import io.jenkins.plugins.cinderbackup.phase.storage.CsiMetadata;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A backup of a volume by Cinder.
 *
 * @param cloud the OpenStack cloud as the user knows it
 * @param cloudName its name in the global configuration; null where the job has written it inline
 * @param volumeId the volume, or null if it is named by something else
 * @param volume its name, which must be the only one, or null
 * @param claim the PVC that it is behind, or null
 * @param group the same on all backups that are begun together, or null for a single one
 * @param name the backup's name, or null for one of the volume and the time
 * @param description what an administrator reads in Cinder, or null for what the run is and whose
 * @param container where to, as the driver calls that, or null for Cinder's choice
 * @param availabilityZone where the backup service is, or null for Cinder's choice
 * @param metadata what is written on it beside our tags
 * @param maxIncrements after so many increments a full one follows where that is left to the run; 0 for no limit
 * @param force also when the volume is attached
 * @param fromSnapshot whether a snapshot is taken and read in place of the volume
 * @param snapshotId the snapshot that is read, which is there already, or null
 * @param keepLast so many of the newest of this job stay
 * @param keepForDays those younger than so many days stay; where both are 0, all do
 * @param objective what the backups of the volume are to achieve
 * @param timeout until the backup is {@code available}
 * @param cleanupTimeout how long deletions may take to be confirmed
 * @param dryRun say what would be done, create nothing
 * @param remarks settings that do nothing as they are, and why, as sentences
 */
public record VolumeBackupPlan(
        String cloud,
        @CheckForNull String cloudName,
        @CheckForNull String volumeId,
        @CheckForNull String volume,
        @CheckForNull Claim claim,
        @CheckForNull String group,
        @CheckForNull String name,
        @CheckForNull String description,
        @CheckForNull String container,
        @CheckForNull String availabilityZone,
        Map<String, String> metadata,
        Increment incremental,
        int maxIncrements,
        boolean force,
        boolean fromSnapshot,
        @CheckForNull String snapshotId,
        int keepLast,
        int keepForDays,
        Objective objective,
        Duration timeout,
        Duration cleanupTimeout,
        boolean dryRun,
        List<String> remarks)
        implements Plan {
    private static final String PREFIX = "volume-backup";

    public VolumeBackupPlan {
        metadata = Map.copyOf(metadata);
        // A run may go on that was begun before there was one
        objective = objective == null ? Objective.NONE : objective;
        remarks = List.copyOf(remarks);
    }

    /** Whether only what has changed is backed up. */
    public enum Increment {
        /** Where there is a backup to build on, and not too many increments do so already. */
        AUTO,
        /** Or not at all. */
        TRUE,
        /** Never. */
        FALSE
    }

    /** A PVC, in the cluster that the run is connected to. */
    public record Claim(String namespace, String name) {
        /** As a user reads it in a sentence. */
        String describe() {
            return "PVC " + namespace + "/" + name;
        }
    }

    @Override
    public String subject() {
        if (claim != null) {
            return claim.namespace + "/" + claim.name;
        }
        return volumeId == null ? String.valueOf(volume) : volumeId;
    }

    @Override
    public String describeSubject() {
        return claim == null ? "volume " + subject() : claim.describe();
    }

    @Override
    public String describe() {
        return "Backup of " + describeSubject() + " by Cinder";
    }

    @Override
    public Optional<String> destination() {
        return Optional.of("Cinder's backups in cloud " + cloud);
    }

    /** Of the snapshot that is read, where one is taken. */
    Names names() {
        return new Names(PREFIX, claim == null ? subject() : claim.namespace + "-" + claim.name);
    }

    /** Of the backup. */
    String backupName(RunContext run) {
        return name == null ? names().snapshot(run.journal().startedAt()) : name;
    }

    /** What an administrator reads of the backup. */
    String description(RunContext run) {
        return description == null ? CinderDescription.of(run) : CinderDescription.fit(description);
    }

    /** What is written on the backup beside our tags: whose volume it is of, and what the user wants. */
    Map<String, String> written() {
        Map<String, String> all = new HashMap<>(claim == null ? Map.of() : CsiMetadata.of(claim.namespace, claim.name));
        all.putAll(metadata);
        if (group != null) {
            all.putAll(GroupMark.of(group));
        }
        return all;
    }

    /** The same backup of that volume, as one of a group; who has begun the group has said what does nothing as it is. */
    VolumeBackupPlan ofVolume(String id, @CheckForNull String backupName, @CheckForNull String backupGroup) {
        return new VolumeBackupPlan(
                cloud,
                cloudName,
                id,
                null,
                null,
                backupGroup,
                backupName,
                description,
                container,
                availabilityZone,
                metadata,
                incremental,
                maxIncrements,
                force,
                fromSnapshot,
                snapshotId,
                keepLast,
                keepForDays,
                objective,
                timeout,
                cleanupTimeout,
                dryRun,
                List.of());
    }

    /** Whether the run takes a snapshot. */
    boolean takesSnapshot() {
        return fromSnapshot && snapshotId == null;
    }

    /** Whether a snapshot is read, one that the run takes or another. */
    boolean readsSnapshot() {
        return fromSnapshot || snapshotId != null;
    }

    /** Whether backups of earlier runs are removed that are not to stay. */
    boolean removesAny() {
        return keepLast > 0 || keepForDays > 0;
    }

    Patience patience() {
        return new Patience(timeout, "timeout");
    }
}
