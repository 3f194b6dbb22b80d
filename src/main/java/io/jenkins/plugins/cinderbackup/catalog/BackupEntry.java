package io.jenkins.plugins.cinderbackup.catalog;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;

/** One backup, whatever has made it. */
public interface BackupEntry {
    /** The newest first. */
    Comparator<BackupEntry> NEWEST_FIRST =
            Comparator.comparing(BackupEntry::time).reversed().thenComparing(BackupEntry::id);

    /** What has made it. */
    @NonNull
    BackupType type();

    /** As {@link #type} calls it. */
    @NonNull
    String id();

    /** As of when its data is. */
    @NonNull
    Instant time();

    /** What it is worth. */
    @NonNull
    BackupWorth worth();

    /** How many bytes its files have, or the volume where nobody looks at files; null if nobody knows. */
    @CheckForNull
    Long bytes();

    /** How many files it has; null if nobody knows. */
    @CheckForNull
    Long files();

    /** The id of the Cinder snapshot that was kept of it, or null. */
    @CheckForNull
    String cinderSnapshot();

    /** By what two backups are alike or not, or null. */
    @CheckForNull
    String checksum();

    /** What else is worth knowing, in few words; or null. */
    @CheckForNull
    String remark();

    /** The full name of the job that has made it; null if another controller has. */
    @CheckForNull
    String job();

    /** The number of its build, or null. */
    @CheckForNull
    String build();

    /** Whether it is meant by its id, or as much of it as suffices. */
    boolean isCalled(@NonNull String someId);

    /** What is known of such backups alone: as texts, numbers, truth values, lists of texts, and null for what nobody knows. */
    @NonNull
    Map<String, Object> details();
}
