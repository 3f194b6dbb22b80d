package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the merged standard output and error of one invocation says, or of the tail of it. However long it is, little of it is kept.
 *
 * @param progress        the last that was said
 * @param summary         of a backup
 * @param compared        of a backup that writes nothing
 * @param items           how many files and folders it has named, where it was asked to
 * @param newItems        the first {@value OutputReader#MAX_UNREADABLE} of these that have contents which the repository has not, printable
 * @param restored        of a restore, from 0.16 on
 * @param verifiedFiles   how many files a restore has read again, up to 0.15
 * @param size            of a snapshot, when it is restored
 * @param forgotten       of a forget; missing if no snapshot matched, for then restic prints nothing
 * @param listed          the snapshots that restic lists, which need {@linkplain #snapshots not be all}; missing if there is no list, or only a part of one
 * @param passedOver      the first line, printable, that says of a snapshot that restic could not load, change or remove it and goes on without; it may end with 0 all the same
 * @param paths           of a snapshot that were listed; missing if there is no list, only a part of one, or one of more than {@value OutputReader#MAX_PATHS}
 * @param initialized     whether restic says that it made the repository
 * @param unreadable      the first {@value OutputReader#MAX_UNREADABLE} files that could not be read, or in a restore not be written, printable
 * @param unreadableCount how many there were
 * @param missingPaths    paths of the backup that do not exist on the volume, as in the container; the same limit. Up to 0.18 restic ends with 0 all the same
 * @param exitError       why restic ended, from 0.17 on
 * @param cause           the line that tells best why it failed, if one does
 * @param trouble         the call to the storage that restic still tried again at the end of the output, if there is one
 * @param lockAge         how long before the end of the invocation the lock in its way was last refreshed
 * @param lastLines       the last {@value OutputReader#MAX_LINES} lines that are not JSON, printable
 */
public record ResticOutput(
        @NonNull Optional<Progress> progress,
        @NonNull Optional<BackupSummary> summary,
        @NonNull Optional<DryRunSummary> compared,
        long items,
        @NonNull List<String> newItems,
        @NonNull Optional<RestoreSummary> restored,
        @NonNull Optional<Long> verifiedFiles,
        @NonNull Optional<RestoreSize> size,
        @NonNull Optional<ForgetSummary> forgotten,
        @NonNull Optional<List<ListedSnapshot>> listed,
        @NonNull Optional<String> passedOver,
        @NonNull Optional<Set<String>> paths,
        boolean initialized,
        @NonNull List<ResticMessage.Unreadable> unreadable,
        long unreadableCount,
        @NonNull List<String> missingPaths,
        @NonNull Optional<ResticMessage.ExitError> exitError,
        @NonNull Optional<Cause> cause,
        @NonNull Optional<Trouble> trouble,
        @NonNull Optional<Duration> lockAge,
        @NonNull List<String> lastLines) {

    /**
     * A text of restic that is in {@link FailureText}'s table.
     *
     * @param verdict what it means
     * @param line    the text, printable
     */
    public record Cause(
            @NonNull ResticVerdict verdict, @NonNull String line) {}

    /**
     * A call to the storage that restic makes again and again.
     *
     * @param verdict what its words mean; {@code FAILURE} if they say nothing known
     * @param line    the last words, printable
     * @param inVain  whether the words say that it cannot pass by waiting
     */
    public record Trouble(
            @NonNull ResticVerdict verdict, @NonNull String line, boolean inVain) {}

    /** All snapshots that were asked for; missing if restic does not list all of them, for then nobody knows which there are. */
    @NonNull
    public Optional<List<ListedSnapshot>> snapshots() {
        return listed.filter(all -> passedOver.isEmpty());
    }

    /** Whether what restic says at the end of every success of this kind is there. A log without it may have broken off. */
    public boolean isWholeFor(@NonNull ResticCommand.Kind kind) {
        return switch (kind) {
            case BACKUP -> summary.isPresent();
            case COMPARE -> compared.isPresent();
            case FIND, LIST -> listed.isPresent();
            case STATS -> size.isPresent();
            default -> true;
        };
    }

    /** Whether there is nothing in it that this reads. */
    public boolean isSilent() {
        return progress.isEmpty() && trouble.isEmpty() && lastLines.isEmpty() && items == 0;
    }

    /** Reads a log; never fails. */
    @NonNull
    public static ResticOutput parse(@NonNull String log) {
        return parse(log, List.of());
    }

    /**
     * Reads a log that may have lost its beginning; never fails.
     *
     * @param missingPaths those that the beginning has named, as far as they are known
     */
    @NonNull
    public static ResticOutput parse(@NonNull String log, @NonNull List<String> missingPaths) {
        OutputReader reader = new OutputReader();
        missingPaths.forEach(reader::addMissing);
        try {
            return read(new StringReader(log), reader);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * Reads a log to its end and leaves it open.
     *
     * @throws IOException if the reader fails; the text itself never makes it fail
     */
    @NonNull
    public static ResticOutput read(@NonNull Reader log) throws IOException {
        return read(log, new OutputReader());
    }

    private static ResticOutput read(Reader log, OutputReader reader) throws IOException {
        BoundedLines.forEach(log, reader::accept);
        return reader.result();
    }
}
