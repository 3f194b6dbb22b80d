package io.jenkins.plugins.cinderbackup.operation.backup;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.model.Sizes;
import java.util.Locale;
import java.util.Map;

/** What a backup returns, read again from the values that a build has kept. */
public final class BackupValues {
    static final String RESTIC_SNAPSHOT_ID = "resticSnapshotId";
    static final String CINDER_SNAPSHOT_ID = "cinderSnapshotId";
    static final String CINDER_SNAPSHOT_NAME = "cinderSnapshotName";
    static final String VOLUME_ID = "volumeId";
    static final String FILES_NEW = "filesNew";
    static final String FILES_CHANGED = "filesChanged";
    static final String FILES_UNMODIFIED = "filesUnmodified";
    static final String BYTES_PROCESSED = "bytesProcessed";
    static final String BYTES_ADDED = "bytesAdded";

    private final Map<String, ?> values;

    public BackupValues(Map<String, ?> values) {
        this.values = values;
    }

    /** Whether there is a backup. */
    boolean isBackedUp() {
        return text(RESTIC_SNAPSHOT_ID) != null;
    }

    /** Bytes in all files of the backup; 0 if none was made. */
    public long bytesProcessed() {
        return number(BYTES_PROCESSED);
    }

    /** Bytes that the repository did not have, before compression. */
    public long bytesAdded() {
        return number(BYTES_ADDED);
    }

    /** Both for people. */
    String sizes() {
        return Sizes.binary(bytesProcessed()) + ", " + Sizes.binary(bytesAdded()) + " added";
    }

    /** The files of the backup for people. */
    String files() {
        return String.format(
                Locale.ROOT,
                "%,d new, %,d changed, %,d unmodified",
                number(FILES_NEW),
                number(FILES_CHANGED),
                number(FILES_UNMODIFIED));
    }

    @CheckForNull
    String text(String name) {
        return (String) values.get(name);
    }

    private long number(String name) {
        return values.get(name) instanceof Long number ? number : 0;
    }
}
