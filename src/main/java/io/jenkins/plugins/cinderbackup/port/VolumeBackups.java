package io.jenkins.plugins.cinderbackup.port;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.model.BackupQuota;
import io.jenkins.plugins.cinderbackup.model.BackupRecord;
import io.jenkins.plugins.cinderbackup.model.IncrementRefusedException;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import io.jenkins.plugins.cinderbackup.port.BlockStorage.NewVolume;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cinder's own backups of volumes, as the engine needs them. No call waits for a state. Every call throws {@link TransientException} for what can pass by
 * itself and {@link PermanentException} for what cannot.
 */
public interface VolumeBackups {
    /** The project's quota of backups. */
    BackupQuota quota();

    /** A backup by id; empty only if Cinder says that there is none. May be as old as the last poll, never older than our last change of it. */
    Optional<VolumeBackup> backup(String id);

    /** The same, looked up afresh. */
    Optional<VolumeBackup> backupNow(String id);

    /** The backups that carry this run's tags, looked up afresh; repairs a creating call whose answer was lost. */
    List<VolumeBackup> backupsOf(RunId run);

    /** All backups that the filter lets through, looked up afresh, newest data first. */
    List<VolumeBackup> backups(BackupFilter filter);

    /**
     * Starts a backup, and answers its id.
     *
     * @throws IncrementRefusedException if it is to be an increment, and there is nothing that it could build on
     * @throws PermanentException also if the cloud is too old for our marks on it
     */
    String createBackup(NewBackup backup);

    /** Marks the backup as one that outlives its run: only a retention of the same job removes it. */
    void keepBackup(String id);

    /**
     * Asks for the deletion; a backup that is gone already is fine, one that is in use, or that others build on, is a {@link TransientException}.
     *
     * @throws PermanentException also if another one's data could go with it: see {@link VolumeBackup#isSnapshotCopyInCeph}
     */
    void deleteBackup(String id);

    /**
     * The same for an administrator's Cinder and a backup in whatever state: one that is being made is no longer.
     *
     * @throws PermanentException also if the driver cannot do that, such as the one for Ceph
     */
    void forceDeleteBackup(String id);

    /**
     * Asks an administrator's Cinder to set the state of a backup, {@code available} or {@code error}, whatever is under way with it. The backup service does so when it
     * comes to it, and looks at nothing. One that is being made goes on; a restore ends.
     */
    void resetBackup(String id, String state);

    /**
     * What an administrator's Cinder needs to know the backup again once its database has lost it; nothing changes.
     *
     * @throws PermanentException also if the backup is not {@code available}
     */
    BackupRecord exportRecord(String id);

    /**
     * Has an administrator's Cinder take a backup of its record into the credential's project. The backup is {@code creating} at first. Cinder looks at none of its data.
     *
     * <p>Not to be called for a backup that Cinder knows: before Zed it answers that it knows it, and deletes it from its database
     * (<a href="https://bugs.launchpad.net/cinder/+bug/1965847">bug 1965847</a>).
     *
     * @throws PermanentException also if Cinder knows the backup
     */
    void importRecord(BackupRecord record);

    /** Whether this Cinder can {@link #restoreToNew}: it can from microversion 3.47. */
    boolean canRestoreToNew();

    /** Starts to write a backup over an existing volume, which must be {@code available}. From then on its data is that of the backup or lost. */
    void restoreOver(String backupId, String volumeId);

    /**
     * Starts a volume with the backup's data. Cinder takes our tags off it when the data is there.
     *
     * @throws PermanentException also if the cloud is too old for it
     */
    Volume restoreToNew(String backupId, NewVolume volume);

    /**
     * Writes a volume's metadata anew. A restore leaves it with that of the volume that was backed up, our tags on that one included; after this call it has
     * what is given and nothing else.
     *
     * @param kept our tags and the mark that it outlives its run, or null for none
     */
    void rewriteMetadata(String volumeId, Map<String, String> metadata, @CheckForNull Ownership kept);

    /**
     * Which backups are meant; what is null is any.
     *
     * @param allProjects of all projects, where the credential is an administrator's
     */
    record BackupFilter(
            @CheckForNull String volumeId,
            @CheckForNull String name,
            @CheckForNull String status,
            boolean allProjects) {
        /** All of one volume. */
        public static BackupFilter ofVolume(String volumeId) {
            return new BackupFilter(volumeId, null, null, false);
        }
    }

    /**
     * A backup to make.
     *
     * @param snapshotId the volume's snapshot to read; empty to read the volume itself, which is locked meanwhile
     * @param incremental only what has changed since the newest backup of the volume
     * @param force also when the volume is attached
     * @param container where to, as the driver calls that; empty for Cinder's choice
     * @param availabilityZone where the backup service is; empty for Cinder's choice
     * @param metadata the user's own, beside our tags
     */
    record NewBackup(
            String volumeId,
            Optional<String> snapshotId,
            String name,
            String description,
            boolean incremental,
            boolean force,
            Optional<String> container,
            Optional<String> availabilityZone,
            Map<String, String> metadata,
            Ownership tags) {
        public NewBackup {
            metadata = Map.copyOf(metadata);
        }
    }
}
