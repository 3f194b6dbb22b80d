package io.jenkins.plugins.cinderbackup.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Map;
import java.util.Optional;

/** Says on backups by Cinder which ones were begun together. It is no tag of ours by which anything is removed. */
public final class GroupMark {
    private static final String KEY = "cinder-snapshot-backup.group";

    private GroupMark() {}

    /**
     * What is written on each of them, beside our tags.
     *
     * @param group the same for all of them, and for no other; ASCII
     */
    @NonNull
    public static Map<String, String> of(@NonNull String group) {
        return Map.of(KEY, group);
    }

    /** The group of what has this metadata, if it was begun with others. */
    @NonNull
    public static Optional<String> on(@NonNull Map<String, String> metadata) {
        return Optional.ofNullable(metadata.get(KEY));
    }
}
