package io.jenkins.plugins.cinderbackup.port;

import io.jenkins.plugins.cinderbackup.model.AttachedVolume;
import io.jenkins.plugins.cinderbackup.model.KeepMark;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.Site;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.model.SnapshotListing;
import io.jenkins.plugins.cinderbackup.model.StorageQuota;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.model.Volume;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Cinder, as the engine needs it. No call waits for a state. Every call throws {@link TransientException} for what can pass by
 * itself and {@link PermanentException} for what cannot.
 */
public interface BlockStorage {
    /** Which cloud this is: another answer means other volumes and snapshots. */
    Site site();

    /** The names of the roles that the credential has on the project, as Keystone writes them. */
    Set<String> roles();

    /** The project's quota. */
    StorageQuota quota();

    /** A volume by id; empty only if Cinder says that there is none. May be as old as the last poll, never older than our last change of it. */
    Optional<Volume> volume(String id);

    /** A snapshot by id; empty only if Cinder says that there is none. May be as old as the last poll, never older than our last change of it. */
    Optional<Snapshot> snapshot(String id);

    /** The volumes of this name, looked up afresh: Cinder has any number of one name. */
    List<Volume> volumesNamed(String name);

    /** The volumes that the server of this id has, by Cinder's attachments, in the order of its devices; looked up afresh. Empty also if there is no such server. */
    List<AttachedVolume> volumesAttachedTo(String server);

    /** The volumes that carry our tags, of whichever run and controller, looked up afresh. */
    List<Volume> ourVolumes();

    /** The volumes that carry this run's tags, looked up afresh; repairs a creating call whose answer was lost. */
    List<Volume> volumesOf(RunId run);

    /** The snapshots that carry this run's tags, looked up afresh; repairs a creating call whose answer was lost. */
    List<Snapshot> snapshotsOf(RunId run);

    /** All snapshots of the volume that carry our tags, of whichever run and controller. */
    SnapshotListing ourSnapshotsOf(String volumeId);

    /** The newest snapshot of the volume, of whomever: the only one that Cinder reverts it to. Looked up afresh; empty if it has none. */
    Optional<Snapshot> latestSnapshotOf(String volumeId);

    /** Whether this Cinder can {@link #revert}: it can from microversion 3.40. */
    boolean canRevert();

    /** Volumes of the project that were made from these snapshots: one for each snapshot that has any, by its id. */
    Map<String, Volume> clonesOf(Set<String> snapshotIds);

    /** Starts a snapshot. */
    Snapshot createSnapshot(NewSnapshot snapshot);

    /** Starts a volume, from a snapshot, from another volume, or a blank one. */
    Volume createVolume(NewVolume volume);

    /**
     * Starts to bring a volume back to what it was at its latest snapshot, in place. When it is accepted, the volume is {@code reverting} and the snapshot
     * {@code restoring}; both are {@code available} again when it is done. Refused unless both are {@code available} and of one size. But a volume stays
     * {@code reverting} for good where only the snapshot was not, so that whoever calls looks at both before.
     */
    void revert(String volumeId, String snapshotId);

    /** Marks the snapshot as one that outlives its run: only a retention of the same source removes it. */
    void keepSnapshot(String id, KeepMark mark);

    /** Marks the volume as one that outlives its run: nothing of ours removes it any more, whatever a journal says. */
    void keepVolume(String id);

    /** Asks for the deletion; a volume that is gone already is fine, one still attached is a {@link TransientException}. */
    void deleteVolume(String id);

    /** Asks for the deletion; a snapshot that is gone already is fine. Cinder may accept and then refuse: only a look-up tells. */
    void deleteSnapshot(String id);

    /** What Cinder has to say about why an object ended in an error state ({@code GET /messages}), if anything. */
    Optional<String> complaintAbout(String id);

    /**
     * A snapshot to make.
     *
     * @param force also when the volume is attached
     */
    record NewSnapshot(String volumeId, String name, String description, boolean force, Ownership tags) {}

    /**
     * A volume to make.
     *
     * @param snapshotId what it is made from, if from a snapshot
     * @param volumeId what it is a copy of, if of a volume; blank if neither is given
     * @param sizeGiB at least the size of what it is made from
     * @param volumeType the volume type, if one was chosen
     * @param availabilityZone the availability zone, if one was chosen
     * @param metadata what others find it by, beside our tags
     */
    record NewVolume(
            Optional<String> snapshotId,
            Optional<String> volumeId,
            String name,
            String description,
            long sizeGiB,
            Optional<String> volumeType,
            Optional<String> availabilityZone,
            Map<String, String> metadata,
            Ownership tags) {
        public NewVolume {
            metadata = Map.copyOf(metadata);
        }
    }
}
