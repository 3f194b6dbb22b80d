package io.jenkins.plugins.cinderbackup.journal;

import io.jenkins.plugins.cinderbackup.engine.JournalStore;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RunId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Journals as files of one folder, {@code RUN.json} each. A file that cannot be read is left alone: it may be the only trace of what its run
 * has created.
 *
 * <p>May be used by several threads, each with a run of its own.
 */
public final class FileJournalStore implements JournalStore {
    private static final Logger LOGGER = Logger.getLogger(FileJournalStore.class.getName());
    private static final Pattern NAME = Pattern.compile("(?<run>[0-9a-f]{16})\\.json");
    /** Far above any journal: one of a run with a hundred restic invocations has 40 KB. */
    private static final long MAX_BYTES = 16L << 20;

    private final Path folder;

    /** @param folder is made when the first journal is saved */
    public FileJournalStore(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    @Override
    public void save(RunJournal journal) {
        Path file = file(journal.run());
        try {
            DurableFile.replace(file, JournalFormat.write(journal));
        } catch (IOException e) {
            throw new PermanentException(
                    Finding.of(
                            "The journal of the run cannot be written to " + file + ": " + reason(e),
                            "check the free space and the permissions of the Jenkins home",
                            "nothing is created without a journal, so that nothing can be left behind unknown"),
                    e);
        }
    }

    @Override
    public Optional<RunJournal> load(RunId run) {
        Path file = file(run);
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            RunJournal journal = JournalFormat.read(bytes(file));
            if (!journal.run().equals(run)) {
                throw new UnreadableJournalException("it belongs to run " + journal.run(), null);
            }
            return Optional.of(journal);
        } catch (UnreadableJournalException e) {
            throw unreadable(run, file, e.getMessage(), e);
        } catch (IOException e) {
            throw unreadable(run, file, reason(e), e);
        }
    }

    private static byte[] bytes(Path file) throws IOException, UnreadableJournalException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new UnreadableJournalException("it is not a regular file", null);
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new UnreadableJournalException("it has more than " + MAX_BYTES + " bytes", null);
        }
        return Files.readAllBytes(file);
    }

    private static PermanentException unreadable(RunId run, Path file, String why, Exception cause) {
        return new PermanentException(
                Finding.of(
                        "The journal " + file + " cannot be read: " + why + ". It is left as it is.",
                        "let the version of the plugin that wrote it go on with it",
                        "or have what run " + run
                                + " has left looked for and removed on Manage Jenkins → Cinder Backup Leftovers, and then delete the file"),
                cause);
    }

    @Override
    public List<RunId> runs() {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> NAME.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(matcher -> new RunId(matcher.group("run")))
                    .toList();
        } catch (IOException e) {
            throw unlistable(e);
        } catch (UncheckedIOException e) {
            throw unlistable(e.getCause());
        }
    }

    private PermanentException unlistable(IOException e) {
        return new PermanentException(
                Finding.of(
                        "The folder of journals " + folder + " cannot be read: " + reason(e),
                        "check the permissions of the Jenkins home"),
                e);
    }

    /** Removes the file. One that stays is found and removed again by whoever looks at {@link #runs()}: no reason to fail a run. */
    @Override
    public void remove(RunId run) {
        try {
            if (Files.deleteIfExists(file(run))) {
                DurableFile.flush(folder);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The journal " + file(run) + " of a run that is over cannot be deleted");
        }
    }

    /** A run id is hexadecimal digits only, so that no name leads out of the folder. */
    private Path file(RunId run) {
        return folder.resolve(run + ".json");
    }

    /** An I/O error's message is often the path alone; its type then says what happened. */
    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
