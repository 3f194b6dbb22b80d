package io.jenkins.plugins.cinderbackup.operation.backup;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.Plan;
import io.jenkins.plugins.cinderbackup.model.ContainerResources;
import io.jenkins.plugins.cinderbackup.model.JobSettings;
import io.jenkins.plugins.cinderbackup.model.Objective;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.phase.Names;
import io.jenkins.plugins.cinderbackup.phase.cluster.TemporaryClaim;
import io.jenkins.plugins.cinderbackup.phase.restic.ResticSetup;
import io.jenkins.plugins.cinderbackup.phase.storage.KeepRule;
import io.jenkins.plugins.cinderbackup.restic.BackupSummary;
import io.jenkins.plugins.cinderbackup.restic.RetentionPolicy;
import io.jenkins.plugins.cinderbackup.restic.SnapshotGroup;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to do: the settings of one run after defaults, resolved names and checks ({@link PlanCheck}). It holds ids and names only, no
 * secret, and is kept in the journal, so that a run goes on with what it began with.
 *
 * @param cloud the OpenStack cloud as the user knows it: its configured name, or the auth URL's host
 * @param cluster the Kubernetes cluster as it stands in restic's tags: its configured name, or the API server's whole URL, so encoded that no two are one
 * @param namespace the namespace of the source PVC; also the temporary objects' where {@link JobSettings#namespace} is the same
 * @param pvc the source PVC, or null if a Cinder volume is backed up by its id alone
 * @param volumeId the Cinder volume, or null if the PVC's PV names it
 * @param fsType the file system on a volume that is named by id alone
 * @param host restic's host name, the same from run to run
 * @param paths what to back up, relative to the volume's root
 * @param exclude restic's exclude patterns as the user wrote them
 * @param tags the user's restic tags
 * @param retention what restic is to keep, possibly nothing to do
 * @param cleanupTimeout how long deletions may take to be confirmed
 * @param guard what an earlier backup was, and how much smaller this one may be
 * @param dryRun check all, print the plan, create nothing
 * @param remarks settings that do nothing as they are, and why, as sentences
 * @param objective what the backups of the source are to achieve
 */
public record BackupPlan(
        String cloud,
        String cluster,
        String namespace,
        @CheckForNull String pvc,
        @CheckForNull String volumeId,
        String fsType,
        SnapshotSettings snapshot,
        TemporaryVolume temporaryVolume,
        RepositorySettings repository,
        String host,
        List<String> paths,
        List<String> exclude,
        List<String> tags,
        RetentionPolicy retention,
        ContainerResources resources,
        JobSettings job,
        Duration cleanupTimeout,
        Guard guard,
        boolean dryRun,
        List<String> remarks,
        Objective objective)
        implements Plan {
    public BackupPlan {
        paths = List.copyOf(paths);
        exclude = List.copyOf(exclude);
        tags = List.copyOf(tags);
        remarks = List.copyOf(remarks);
        // A run may go on that was begun before there was a guard, or an objective
        guard = guard == null ? Guard.NONE : guard;
        objective = objective == null ? Objective.NONE : objective;
    }

    /**
     * @param force also when the volume is attached
     * @param timeout until the snapshot is {@code available}
     * @param keepLast so many of the newest stay
     * @param keepForDays those younger than so many days stay
     */
    public record SnapshotSettings(boolean force, Duration timeout, String namePrefix, int keepLast, int keepForDays) {
        /** Which snapshots outlive their run. */
        KeepRule keep() {
            return new KeepRule(namePrefix, keepLast, keepForDays);
        }
    }

    /**
     * @param storageClass the storage class name on the temporary PV and PVC, or null for the source's
     * @param timeout until the volume is {@code available}, and again until the PVC is {@code Bound}
     */
    public record TemporaryVolume(
            @CheckForNull String storageClass,
            @CheckForNull String volumeType,
            @CheckForNull String availabilityZone,
            Duration timeout) {}

    /**
     * What is known of earlier backups of the {@linkplain #group() group}, by whichever job.
     *
     * @param maxShrinkPercent how much smaller than the last sound backup this one may be, in percent of it; 100 is off
     * @param lastFiles files of the last sound backup, or null if there was none
     * @param lastBytes its bytes, or null
     * @param unsoundLeft whether some that are not sound may be in the repository
     * @param unsettled runs that are over and of whose backups nobody knows whether there are any and what they are worth
     */
    public record Guard(
            int maxShrinkPercent,
            @CheckForNull Long lastFiles,
            @CheckForNull Long lastBytes,
            boolean unsoundLeft,
            List<RunId> unsettled) {
        public Guard {
            unsettled = List.copyOf(unsettled);
        }

        /** Nothing to compare with. */
        static final Guard NONE = new Guard(100, null, null, false, List.of());

        /** Whether a backup has shrunk by more than it may; where there is nothing to compare with it has not. */
        public boolean hasShrunk(BackupSummary now) {
            return hasShrunk(lastFiles, now.totalFilesProcessed()) || hasShrunk(lastBytes, now.totalBytesProcessed());
        }

        private boolean hasShrunk(@CheckForNull Long before, long now) {
            return before != null && (before - now) * 100.0 > (double) maxShrinkPercent * before;
        }
    }

    /** What is backed up, in names and as restic's default host: {@code namespace-pvc}, or the volume's id. */
    public String sourceName() {
        return sourceName(namespace, pvc, volumeId);
    }

    /** See {@link #sourceName()}; where a plan is still being made. */
    public static String sourceName(String namespace, @CheckForNull String pvc, @CheckForNull String volumeId) {
        return pvc == null ? String.valueOf(volumeId) : namespace + "-" + pvc;
    }

    @Override
    public String describe() {
        return "Backup of " + describeSubject();
    }

    @Override
    public Optional<String> destination() {
        return Optional.of(repository.url());
    }

    @Override
    public Optional<RepositorySettings> usedRepository() {
        return Optional.of(repository);
    }

    /** What is backed up, as a user reads it. */
    @Override
    public String describeSubject() {
        return (pvc == null ? "volume " : "PVC ") + subject();
    }

    /** The source in a word: {@code namespace/pvc}, or the volume's id. */
    @Override
    public String subject() {
        return pvc == null ? String.valueOf(volumeId) : namespace + "/" + pvc;
    }

    /** The snapshots that the policy is for, and that the backup is compared with. */
    public SnapshotGroup group() {
        return group(cluster, namespace, pvc, volumeId, host, paths);
    }

    /** See {@link #group()}; where a plan is still being made. */
    public static SnapshotGroup group(
            String cluster,
            String namespace,
            @CheckForNull String pvc,
            @CheckForNull String volumeId,
            String host,
            List<String> paths) {
        return new SnapshotGroup(SnapshotGroup.source(cluster, namespace, pvc, volumeId), host, paths);
    }

    Names names() {
        return new Names(snapshot.namePrefix(), sourceName());
    }

    ResticSetup restic() {
        return new ResticSetup(repository, job, resources, names());
    }

    TemporaryClaim temporaryClaim() {
        return new TemporaryClaim(
                names(), job.namespace(), temporaryVolume.storageClass(), temporaryVolume.availabilityZone(), fsType);
    }
}
