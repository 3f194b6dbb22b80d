package io.jenkins.plugins.cinderbackup.catalog;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.model.KnownBackup;
import io.jenkins.plugins.cinderbackup.restic.BackedUpVolume;
import io.jenkins.plugins.cinderbackup.restic.ListedSnapshot;
import io.jenkins.plugins.cinderbackup.restic.SnapshotGroup;
import io.jenkins.plugins.cinderbackup.restic.SnapshotTags;
import io.jenkins.plugins.cinderbackup.text.ByteQuantity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * One of the backups in a repository of restic. What a restore needs to know of its volume is in its {@linkplain #description() tags}.
 *
 * @param id             restic's id; before 0.17 its first 8 digits, until the repository is listed
 * @param original       the id that it had first, or null if it has it still
 * @param tree           the id of what it holds; null until the repository is listed
 * @param time           since when the volume that it is of has not changed: when its snapshot was taken
 * @param host           restic's host
 * @param paths          as in the container
 * @param tags           all of its tags
 * @param worth          what it is worth
 * @param files          how many files it has; null if nobody knows, as the sizes are
 * @param bytes          how many bytes these have
 * @param added          how many bytes the repository did not have before
 * @param cinderSnapshot the id of the Cinder snapshot that was kept of it, or null
 * @param job            the full name of the job that has made it; null if another controller has
 * @param build          the number of its build, or null
 * @param ended          when its run was over; null if nobody knows
 */
public record ResticBackup(
        @NonNull String id,
        @CheckForNull String original,
        @CheckForNull String tree,
        @NonNull Instant time,
        @NonNull String host,
        @NonNull List<String> paths,
        @NonNull List<String> tags,
        @NonNull BackupWorth worth,
        @CheckForNull Long files,
        @CheckForNull Long bytes,
        @CheckForNull Long added,
        @CheckForNull String cinderSnapshot,
        @CheckForNull String job,
        @CheckForNull String build,
        @CheckForNull Instant ended)
        implements BackupEntry {
    /**
     * Copies the lists.
     *
     * @throws NullPointerException if one is missing that must be there, as in a torn file
     */
    public ResticBackup {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(worth, "worth");
        paths = List.copyOf(paths);
        tags = List.copyOf(tags);
    }

    /** A backup that this controller has not made, or does not remember. */
    static ResticBackup of(ListedSnapshot listed, BackupWorth worth) {
        return new ResticBackup(
                listed.id(),
                filled(listed.original()),
                filled(listed.tree()),
                listed.time(),
                listed.host(),
                listed.paths(),
                listed.tags(),
                worth,
                listed.files(),
                listed.bytes(),
                listed.added(),
                null,
                null,
                null,
                null);
    }

    @CheckForNull
    private static String filled(String text) {
        return text.isEmpty() ? null : text;
    }

    /** What the engine needs to know of it. */
    @NonNull
    KnownBackup known() {
        return new KnownBackup(id, time, worth == BackupWorth.SOUND, worth.word(), bytes, job, build);
    }

    /** {@inheritDoc} */
    @NonNull
    @Override
    public BackupType type() {
        return BackupType.RESTIC;
    }

    /** restic's id of what it holds. */
    @CheckForNull
    @Override
    public String checksum() {
        return tree;
    }

    /** {@inheritDoc} */
    @CheckForNull
    @Override
    public String remark() {
        return null;
    }

    /** {@inheritDoc} */
    @NonNull
    @Override
    public Map<String, Object> details() {
        SnapshotTags known = description();
        BackedUpVolume volume = known.volume();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("resticSnapshotId", id);
        details.put("original", original);
        details.put("tree", tree);
        details.put("cinderSnapshotId", cinderSnapshot);
        details.put("consistency", filled(volume.consistency()));
        details.put("files", files);
        details.put("bytes", bytes);
        details.put("bytesAdded", added);
        details.put("host", host);
        details.put("paths", paths);
        details.put("tags", known.others());
        details.put("volumeId", filled(volume.volumeId()));
        details.put("size", volume.sizeBytes() == 0 ? null : ByteQuantity.write(volume.sizeBytes()));
        details.put("storageClass", filled(volume.storageClass()));
        details.put("fsType", filled(volume.fsType()));
        details.put("zone", filled(volume.zone()));
        details.put("accessModes", volume.accessModes());
        details.put("run", filled(known.run()));
        return details;
    }

    /** What its tags say. */
    @NonNull
    public SnapshotTags description() {
        return SnapshotTags.of(tags).orElseThrow(() -> new IllegalStateException("Backup " + id + " is none of ours"));
    }

    /** Whether it is of the same paths, whatever its host: by its tag, or by what restic says of one that has none. */
    boolean isOfPathsOf(SnapshotGroup group) {
        String hash = description().paths();
        return hash.isEmpty() ? group.hasPaths(paths) : hash.equals(group.pathsHash());
    }

    /** By one of its ids, the first one included, of which at least 8 digits are given. */
    @Override
    public boolean isCalled(@NonNull String digits) {
        return ListedSnapshot.isSame(id, digits) || original != null && ListedSnapshot.isSame(original, digits);
    }

    /** Whether both are the same backup, whatever its tags, and so its id, have become. */
    boolean isSame(ResticBackup other) {
        String run = description().run();
        return isCalled(other.id)
                || other.original != null && isCalled(other.original)
                || !run.isEmpty() && run.equals(other.description().run());
    }

    /** Whether a list of that instant may not have it yet: restic takes its list of ids first, and is long at reading thousands of snapshots. */
    boolean mayBeLaterThan(Instant asOf) {
        return ended != null && ended.isAfter(asOf);
    }

    /** The same with what the repository knows better, of an entry that was made of its list. */
    ResticBackup listedAs(ResticBackup listed) {
        return new ResticBackup(
                listed.id,
                listed.original,
                listed.tree,
                listed.time,
                listed.host,
                listed.paths,
                listed.tags,
                worthAfter(listed),
                listed.files == null ? files : listed.files,
                listed.bytes == null ? bytes : listed.bytes,
                listed.added == null ? added : listed.added,
                cinderSnapshot,
                job,
                build,
                ended);
    }

    /**
     * Tags that are as they were say nothing new of one that is known; others tell a sound one from one that is not, and no more. A list finds one sound
     * only where its run is over, and has told it apart if it was not.
     */
    private BackupWorth worthAfter(ResticBackup listed) {
        boolean sameTags = worth != BackupWorth.UNKNOWN && Set.copyOf(tags).equals(Set.copyOf(listed.tags));
        boolean notSound = listed.worth == BackupWorth.UNKNOWN && worth != BackupWorth.SOUND;
        return sameTags || notSound ? worth : listed.worth;
    }

    /** The same with what its run knows better, of an entry that was made of the repository's list. */
    ResticBackup madeAs(ResticBackup made) {
        return new ResticBackup(
                id,
                original,
                tree,
                time,
                host,
                paths,
                tags,
                made.worth,
                made.files,
                made.bytes,
                made.added,
                made.cinderSnapshot,
                made.job,
                made.build,
                made.ended);
    }

    ResticBackup withWorth(BackupWorth other) {
        return new ResticBackup(
                id,
                original,
                tree,
                time,
                host,
                paths,
                tags,
                other,
                files,
                bytes,
                added,
                cinderSnapshot,
                job,
                build,
                ended);
    }

    ResticBackup withoutCinderSnapshot() {
        return new ResticBackup(
                id, original, tree, time, host, paths, tags, worth, files, bytes, added, null, job, build, ended);
    }
}
