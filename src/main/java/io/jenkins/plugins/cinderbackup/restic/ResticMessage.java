package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;

/** What one line of restic's output says. Made by {@link ResticMessages#parse}. */
public sealed interface ResticMessage {

    /** A {@code status} line. */
    record Status(@NonNull Progress progress) implements ResticMessage {}

    /** The head of a list of what a snapshot has. */
    record PathsOf() implements ResticMessage {}

    /** One entry of that list. */
    record Path(@NonNull String path) implements ResticMessage {}

    /** All that a search in a snapshot has found. */
    record Matches(@NonNull List<String> paths) implements ResticMessage {
        /** Copies the list. */
        public Matches {
            paths = List.copyOf(paths);
        }
    }

    /**
     * A file or folder that could not be read, or in a restore not be written.
     *
     * @param item   its path
     * @param reason what the system said; empty before 0.17, which prints no text there
     */
    record Unreadable(@NonNull String item, @NonNull String reason) implements ResticMessage {}

    /** The last line of a backup. */
    record Summary(@NonNull BackupSummary summary) implements ResticMessage {}

    /** The last line of a backup that writes nothing. */
    record Compared(@NonNull DryRunSummary summary) implements ResticMessage {}

    /**
     * A file or folder that was read.
     *
     * @param path  of a folder, with a / at its end
     * @param added how many bytes of it the repository did not have
     */
    record Item(@NonNull String path, long added) implements ResticMessage {}

    /** The last line of a restore, from 0.16 on; also of one that has failed, of which it says nothing true. */
    record Restored(@NonNull RestoreSummary summary) implements ResticMessage {}

    /** How much a restore writes. */
    record Size(@NonNull RestoreSize size) implements ResticMessage {}

    /** A new repository, from 0.15 on. */
    record Initialized() implements ResticMessage {}

    /** The array that a forget prints. */
    record Forgotten(@NonNull ForgetSummary summary) implements ResticMessage {}

    /** The array that a list of snapshots is. */
    record Snapshots(@NonNull List<ListedSnapshot> snapshots) implements ResticMessage {
        /** Copies the list. */
        public Snapshots {
            snapshots = List.copyOf(snapshots);
        }
    }

    /** Why restic ended, from 0.17 on. The message may have several lines. */
    record ExitError(int code, @NonNull String message) implements ResticMessage {}

    /** JSON of a kind that is of no interest here, such as the end of a check. */
    record Other() implements ResticMessage {}

    /** Anything that is not JSON, also a line whose beginning or end is missing. */
    record Text(@NonNull String line) implements ResticMessage {}
}
