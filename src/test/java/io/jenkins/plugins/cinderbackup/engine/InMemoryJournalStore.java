package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.journal.JournalFormat;
import io.jenkins.plugins.cinderbackup.journal.UnreadableJournalException;
import io.jenkins.plugins.cinderbackup.model.RunId;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store without a disk. It keeps journals in their real stored form, so that a run that is resumed knows only what was written down. */
public final class InMemoryJournalStore implements JournalStore {
    private final Calls calls;
    private final Map<RunId, byte[]> files = new LinkedHashMap<>();
    private int saves;
    private int largest;
    private long written;

    InMemoryJournalStore(Calls calls) {
        this.calls = calls;
    }

    @Override
    public void save(RunJournal journal) {
        calls.call("save", "", () -> {
            // After the one crash of a test nobody reads it any more, and thousands of them are most of the time of the
            // crash test.
            byte[] text = calls.hasCrashed() ? new byte[0] : JournalFormat.write(journal);
            saves++;
            written += text.length;
            largest = Math.max(largest, text.length);
            return files.put(journal.run(), text);
        });
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
