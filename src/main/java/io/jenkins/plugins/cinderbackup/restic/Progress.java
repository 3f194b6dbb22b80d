package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;

/**
 * How far a running backup is.
 *
 * @param fraction   bytes done of bytes known, 0 to 1. While restic still scans, the total grows and this may fall
 * @param bytesDone  bytes read or found unchanged
 * @param bytesTotal bytes found so far
 * @param filesDone  files read or found unchanged
 * @param filesTotal files found so far
 * @param elapsed    since the backup began
 * @param remaining  restic's estimate; zero if it has none
 * @param errors     files that could not be read
 */
public record Progress(
        double fraction,
        long bytesDone,
        long bytesTotal,
        long filesDone,
        long filesTotal,
        @NonNull Duration elapsed,
        @NonNull Duration remaining,
        long errors) {}
