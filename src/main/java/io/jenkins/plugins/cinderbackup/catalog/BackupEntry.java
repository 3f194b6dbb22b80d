package io.jenkins.plugins.cinderbackup.catalog;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.model.KnownBackup;
import io.jenkins.plugins.cinderbackup.restic.ListedSnapshot;
import io.jenkins.plugins.cinderbackup.restic.SnapshotTags;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * One backup. What a restore needs to know of its volume is in its {@linkplain #description() tags}.
 *
 * @param id             restic's id; before 0.17 its first 8 digits, until the repository is listed
 * @param original       the id that it had first, or null if it has it still
 * @param tree           the id of what it holds; null until the repository is listed
 * @param time           when restic began with it
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
 */
public record BackupEntry(
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
        @CheckForNull String build) {
    static final Comparator<BackupEntry> NEWEST_FIRST =
            Comparator.comparing(BackupEntry::time).reversed().thenComparing(BackupEntry::id);

    /**
     * Copies the lists.
     *
     * @throws NullPointerException if one is missing that must be there, as in a torn file
     */
    public BackupEntry {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(worth, "worth");
        paths = List.copyOf(paths);
        tags = List.copyOf(tags);
    }

    /** A backup that this controller has not made, or does not remember. */
    static BackupEntry of(ListedSnapshot listed, BackupWorth worth) {
        return new BackupEntry(
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

    /** What its tags say. */
    @NonNull
    public SnapshotTags description() {
        return SnapshotTags.of(tags).orElseThrow(() -> new IllegalStateException("Backup " + id + " is none of ours"));
    }

    /** Whether it is meant by one of its ids, the first one included, of which at least 8 digits are given. */
    public boolean isCalled(@NonNull String digits) {
        return ListedSnapshot.isSame(id, digits) || original != null && ListedSnapshot.isSame(original, digits);
    }

    /** Whether both are the same backup, whatever its tags, and so its id, have become. */
    boolean isSame(BackupEntry other) {
        String run = description().run();
        return isCalled(other.id)
                || other.original != null && isCalled(other.original)
                || !run.isEmpty() && run.equals(other.description().run());
    }

    /** The same with what the repository knows better, of an entry that was made of its list. */
    BackupEntry listedAs(BackupEntry listed) {
        return new BackupEntry(
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
                build);
    }

    /** Tags that are as they were say nothing new; others tell a sound one from one that is not, and no more. */
    private BackupWorth worthAfter(BackupEntry listed) {
        boolean sameTags = Set.copyOf(tags).equals(Set.copyOf(listed.tags));
        boolean notSound = listed.worth == BackupWorth.UNKNOWN && worth != BackupWorth.SOUND;
        return sameTags || notSound ? worth : listed.worth;
    }

    /** The same with what its run knows better, of an entry that was made of the repository's list. */
    BackupEntry madeAs(BackupEntry made) {
        return new BackupEntry(
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
                made.build);
    }

    BackupEntry withWorth(BackupWorth other) {
        return new BackupEntry(
                id, original, tree, time, host, paths, tags, other, files, bytes, added, cinderSnapshot, job, build);
    }

    BackupEntry withoutCinderSnapshot() {
        return new BackupEntry(
                id, original, tree, time, host, paths, tags, worth, files, bytes, added, null, job, build);
    }
}
