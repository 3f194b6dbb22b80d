package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * What restic says at the end of a backup that made a snapshot.
 *
 * @param snapshotId          8 characters before 0.17, 64 later; empty if restic made no snapshot
 * @param filesNew            files that the parent snapshot did not have
 * @param filesChanged        files that differ from the parent
 * @param filesUnmodified     files that do not
 * @param dirsNew             the same for folders
 * @param dirsChanged         the same for folders
 * @param dirsUnmodified      the same for folders
 * @param dataAdded           bytes that the repository did not have, before compression
 * @param totalFilesProcessed all files in the snapshot
 * @param totalBytesProcessed bytes in all files of the snapshot
 * @param durationSeconds     as restic measured it
 */
public record BackupSummary(
        @NonNull String snapshotId,
        long filesNew,
        long filesChanged,
        long filesUnmodified,
        long dirsNew,
        long dirsChanged,
        long dirsUnmodified,
        long dataAdded,
        long totalFilesProcessed,
        long totalBytesProcessed,
        double durationSeconds) {

    /** The same of a snapshot that has got another id, as with other tags. */
    @NonNull
    public BackupSummary of(@NonNull String newId) {
        return new BackupSummary(
                newId,
                filesNew,
                filesChanged,
                filesUnmodified,
                dirsNew,
                dirsChanged,
                dirsUnmodified,
                dataAdded,
                totalFilesProcessed,
                totalBytesProcessed,
                durationSeconds);
    }
}
