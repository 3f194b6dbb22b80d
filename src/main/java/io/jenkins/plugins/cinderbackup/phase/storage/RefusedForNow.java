package io.jenkins.plugins.cinderbackup.phase.storage;

import io.jenkins.plugins.cinderbackup.engine.Heartbeat;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunEvent;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** What Cinder refuses while something passing is under way, since the checks, on what it is to read: it is asked for again when that has ended. */
public final class RefusedForNow {
    private RefusedForNow() {}

    /**
     * Waits until what is to be read is at rest.
     *
     * @param kind of what was to be made
     * @param name of what was to be made
     * @param status the state of what is to be read; empty if it is gone
     * @throws PermanentException the refusal, if it is for another reason
     */
    public static PhaseStatus await(
            RunContext run,
            ResourceKind kind,
            String name,
            Supplier<Optional<String>> status,
            PermanentException refused) {
        if (run.journal()
                        .resource(kind, name)
                        .filter(TrackedResource::isRemovable)
                        .isPresent()
                || status.get().filter(StorageState::isPassing).isEmpty()) {
            throw refused;
        }
        if (run.isDue(
                "Volume at rest",
                Heartbeat.interval(Duration.between(run.journal().phaseSince(), run.now())))) {
            run.tell(new RunEvent.Note("Waiting: " + refused.getMessage()));
        }
        return PhaseStatus.WAITING;
    }
}
