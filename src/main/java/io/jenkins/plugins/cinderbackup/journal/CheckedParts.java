package io.jenkins.plugins.cinderbackup.journal;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.engine.RunHistory;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.operation.verify.VerifyOperation;
import io.jenkins.plugins.cinderbackup.restic.ReadDataSubset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Which part of each repository's data a check has read last, whichever job asked for it, so that those which read another part each time have read all of it
 * in the end. A check that was not made has read nothing. Where that is forgotten, the first part is read again. May be used by several threads.
 */
public final class CheckedParts implements RunHistory {
    private static final Logger LOGGER = Logger.getLogger(CheckedParts.class.getName());
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<LinkedHashMap<String, String>> MAP = new TypeReference<>() {};
    /** About 200 kB; those that were not checked for longest go. */
    private static final int MAX_REPOSITORIES = 1_000;

    private final Path file;

    /** @param file is made when the first part was read */
    public CheckedParts(@NonNull Path file) {
        this.file = file.toAbsolutePath();
    }

    /**
     * What the next check is to read.
     *
     * @param repository its key
     * @param subset as a user has it
     */
    @NonNull
    public synchronized String next(@NonNull String repository, @NonNull String subset) {
        return ReadDataSubset.resolved(subset, Optional.ofNullable(read().get(repository)));
    }

    @Override
    public void begin(@NonNull RunJournal journal) {
        // Nothing is read yet
    }

    @Override
    public synchronized void end(@NonNull RunJournal journal) {
        VerifyOperation.readPart(journal)
                .ifPresent(part ->
                        keep(journal.plan().usedRepository().orElseThrow().key(), part));
    }

    private void keep(String repository, String part) {
        LinkedHashMap<String, String> parts = read();
        parts.remove(repository);
        parts.put(repository, part);
        Iterator<String> oldest = parts.keySet().iterator();
        while (parts.size() > MAX_REPOSITORIES) {
            oldest.next();
            oldest.remove();
        }
        try {
            DurableFile.replace(file, JSON.writeValueAsBytes(parts));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Which part of a repository was read last cannot be written to " + file);
        }
    }

    private LinkedHashMap<String, String> read() {
        if (Files.exists(file)) {
            try {
                Map<String, String> parts = JSON.readValue(Files.readAllBytes(file), MAP);
                return parts == null ? new LinkedHashMap<>() : new LinkedHashMap<>(parts);
            } catch (IOException e) {
                LOGGER.log(
                        Level.WARNING, e, () -> "Which part of a repository was read last cannot be read from " + file);
            }
        }
        return new LinkedHashMap<>();
    }
}
