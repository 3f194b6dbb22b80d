package io.jenkins.plugins.cinderbackup.catalog;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Locale;

/** What makes a backup, and restores it. */
public enum BackupType {
    /** restic, to a repository. */
    RESTIC,
    /** Cinder itself, to where its administrator has it write. */
    CINDER;

    /** In a word, such as {@code restic}. */
    @NonNull
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
