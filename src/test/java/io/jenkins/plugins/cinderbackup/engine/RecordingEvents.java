package io.jenkins.plugins.cinderbackup.engine;

import java.util.ArrayList;
import java.util.List;

/** Keeps all that a run tells. */
public final class RecordingEvents implements RunListener {
    private final List<RunEvent> all = new ArrayList<>();

    @Override
    public void accept(RunEvent event) {
        all.add(event);
    }

    public <T extends RunEvent> List<T> of(Class<T> type) {
        return all.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
