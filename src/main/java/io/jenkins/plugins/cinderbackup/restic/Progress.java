package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;

/**
 * How far restic is.
 *
 * @param fraction   done of what is known, 0 to 1. While restic still scans, the total grows and this may fall
 * @param bytesDone  bytes read or found unchanged
 * @param bytesTotal bytes found so far; 0 where restic counts no bytes
 * @param itemsDone  files read or found unchanged, or what else is counted
 * @param itemsTotal those found so far
 * @param elapsed    since it began
 * @param remaining  restic's estimate; zero if it has none
 * @param errors     files that could not be read
 * @param unit       what is counted, such as {@code files} or {@code packs}
 */
public record Progress(
        double fraction,
        long bytesDone,
        long bytesTotal,
        long itemsDone,
        long itemsTotal,
        @NonNull Duration elapsed,
        @NonNull Duration remaining,
        long errors,
        @NonNull String unit) {
    /** Of files. */
    public Progress(
            double fraction,
            long bytesDone,
            long bytesTotal,
            long filesDone,
            long filesTotal,
            @NonNull Duration elapsed,
            @NonNull Duration remaining,
            long errors) {
        this(fraction, bytesDone, bytesTotal, filesDone, filesTotal, elapsed, remaining, errors, "files");
    }
}
