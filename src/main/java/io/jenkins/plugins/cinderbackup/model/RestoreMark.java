package io.jenkins.plugins.cinderbackup.model;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Map;

/**
 * Says on a volume to which volume of the same run its backups are restored. Cinder copies all metadata of the volume that was backed up to the one that is restored,
 * wherever to: our tags among them say nothing of that one, unless its name ends as the mark says.
 */
public final class RestoreMark {
    private static final String KEY = "cinder-snapshot-backup.restored-to";

    private RestoreMark() {}

    /**
     * What is written on the volume, beside our tags.
     *
     * @param ending how the name of the volume ends that its backups are restored to, and that of no other; ASCII
     */
    @NonNull
    public static Map<String, String> to(@NonNull String ending) {
        return Map.of(KEY, ending);
    }

    /** Whether it is on what has this metadata. */
    public static boolean isOn(@NonNull Map<String, String> metadata) {
        return metadata.containsKey(KEY);
    }

    /** Whether the mark is about a volume of this name. */
    public static boolean isAbout(@NonNull String name, @NonNull Map<String, String> metadata) {
        String ending = metadata.getOrDefault(KEY, "");
        return !ending.isEmpty() && name.endsWith(ending);
    }
}
