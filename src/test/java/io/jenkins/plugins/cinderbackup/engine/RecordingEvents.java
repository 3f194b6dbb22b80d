package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.engine.port.BackupEvents;
import java.util.ArrayList;
import java.util.List;

/** Keeps all that a run tells. */
public final class RecordingEvents implements BackupEvents {
    private final List<BackupEvent> all = new ArrayList<>();

    @Override
    public void accept(BackupEvent event) {
        all.add(event);
    }

    public <T extends BackupEvent> List<T> of(Class<T> type) {
        return all.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
