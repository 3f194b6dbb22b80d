package io.jenkins.plugins.cinderbackup.catalog;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.operation.backup.Soundness;
import java.util.Locale;

/** What a backup is worth, as far as it is known. */
public enum BackupWorth {
    /** All that was asked for is in it. */
    SOUND,
    /** restic could not read some files, or did not find some paths. */
    INCOMPLETE,
    /** It is much smaller than the one before it. */
    SUSPICIOUS,
    /** Nobody saw the end of its run, or it is not sound and nobody knows any more why. */
    UNKNOWN;

    /** In a word, such as {@code sound}. */
    @NonNull
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @NonNull
    static BackupWorth of(Soundness soundness) {
        return switch (soundness) {
            case SOUND -> SOUND;
            case INCOMPLETE -> INCOMPLETE;
            case SUSPICIOUS -> SUSPICIOUS;
            case NONE -> UNKNOWN;
        };
    }
}
