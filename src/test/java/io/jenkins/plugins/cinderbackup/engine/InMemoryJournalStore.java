package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.journal.JournalFormat;
import io.jenkins.plugins.cinderbackup.journal.UnreadableJournalException;
import io.jenkins.plugins.cinderbackup.model.RunId;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** A store without a disk. It keeps journals in their real stored form, so that a run that is resumed knows only what was written down. */
public final class InMemoryJournalStore implements JournalStore {
    private final Calls calls;
    private final Map<RunId, byte[]> files = new LinkedHashMap<>();
    private final NavigableSet<Integer> writes = new TreeSet<>();
    private int firstRead;
    private int saves;
    private int largest;
    private long written;

    InMemoryJournalStore(Calls calls) {
        this.calls = calls;
    }

    @Override
    public void save(RunJournal journal) {
        calls.call("save", "", () -> {
            // Of a run that is to crash nobody reads but the last one before, and thousands of them take long
            boolean read = calls.points() >= firstRead && !calls.hasCrashed();
            byte[] text = read ? JournalFormat.write(journal) : new byte[0];
            writes.add(calls.points());
            saves++;
            written += text.length;
            largest = Math.max(largest, text.length);
            return files.put(journal.run(), text);
        });
    }

    /** The number of points that were passed when the last journal was written that a crash at this point leaves; 0 if it leaves none. */
    int lastWriteBefore(int point) {
        return Optional.ofNullable(writes.floor(point)).orElse(0);
    }

    /** What is written before so many points are passed is read by nobody. */
    void writesFrom(int points) {
        firstRead = points;
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

    @Override
    public List<RunId> runs() {
        return List.copyOf(files.keySet());
    }

    @Override
    public void remove(RunId run) {
        calls.call("forgetJournal", "", () -> files.remove(run));
    }

    public int saves() {
        return saves;
    }

    public long writtenBytes() {
        return written;
    }

    public int largestBytes() {
        return largest;
    }

    public String text(RunId run) {
        return new String(files.get(run), StandardCharsets.UTF_8);
    }
}
