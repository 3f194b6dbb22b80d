package io.jenkins.plugins.cinderbackup.faults;

import io.jenkins.plugins.cinderbackup.engine.JournalStore;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.journal.JournalFormat;
import io.jenkins.plugins.cinderbackup.journal.UnreadableJournalException;
import io.jenkins.plugins.cinderbackup.model.RunId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Journals in their stored form, without a disk. */
final class StoredJournals implements JournalStore {
    private final Map<RunId, byte[]> files = new ConcurrentHashMap<>();
    private final List<byte[]> written = new CopyOnWriteArrayList<>();

    @Override
    public void save(RunJournal journal) {
        byte[] text = JournalFormat.write(journal);
        files.put(journal.run(), text);
        written.add(text);
    }

    @Override
    public Optional<RunJournal> load(RunId run) {
        return Optional.ofNullable(files.get(run)).map(text -> {
            try {
                return JournalFormat.read(text);
            } catch (UnreadableJournalException e) {
                throw new AssertionError(e);
            }
        });
    }

    Optional<RunJournal> only() {
        return runs().stream().findFirst().flatMap(this::load);
    }

    @Override
    public List<RunId> runs() {
        return List.copyOf(files.keySet());
    }

    @Override
    public void remove(RunId run) {
        files.remove(run);
    }

    /** How often something was written. */
    int writes() {
        return written.size();
    }

    /** All that was ever written. */
    Stream<String> written() {
        return written.stream().map(text -> new String(text, StandardCharsets.UTF_8));
    }
}
