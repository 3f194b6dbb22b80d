package io.jenkins.plugins.cinderbackup.engine;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.model.RunId;
import java.util.List;
import java.util.Optional;

/**
 * Writes nothing down: for what creates nothing, and for the removal of what is found again after a crash, where a journal that the run has here is not
 * ours to touch.
 */
public final class Forgetful implements JournalStore {
    @Override
    public void save(@NonNull RunJournal journal) {
        // See above
    }

    @NonNull
    @Override
    public Optional<RunJournal> load(@NonNull RunId run) {
        return Optional.empty();
    }

    @NonNull
    @Override
    public List<RunId> runs() {
        return List.of();
    }

    @Override
    public void remove(@NonNull RunId run) {
        // See above
    }
}
