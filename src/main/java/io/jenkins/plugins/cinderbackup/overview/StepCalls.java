package io.jenkins.plugins.cinderbackup.overview;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.catalog.BackedUpSource;

/** Steps of a Pipeline for a source, to copy. What only their user knows, such as the ids of credentials, stands in them in capitals. */
interface StepCalls {
    /** Those for this source. */
    @NonNull
    static StepCalls of(@NonNull BackedUpSource source) {
        return switch (source.type()) {
            case RESTIC -> new ResticCalls(source);
            case CINDER -> new CinderCalls(source);
        };
    }

    /**
     * The one that restores a backup.
     *
     * @param backup its id
     */
    @NonNull
    String restore(@NonNull String backup);

    /** The one that brings the catalog up to date with what is there; null if there is none. */
    @CheckForNull
    String list();
}
