package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.TransientException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How {@link FakeBlockStorage} reverts volumes. */
final class FakeReverts {
    boolean possible = true;
    Duration takes = Duration.ofSeconds(2);
    /** The state in which a reverted volume ends. */
    String endsAs = "available";
    /** Whether Cinder says when a snapshot has last changed. */
    boolean saysChanges = true;
    /** What was reverted, each as {@code VOLUME to SNAPSHOT}. */
    final List<String> done = new ArrayList<>();

    boolean revert(FakeItem volume, String status, FakeItem snapshot, Instant now) {
        if (!status.equals("available")) {
            throw TransientException.notCarriedOut(
                    "Cinder answers 409: Volume's status must be 'available'.", null, null);
        }
        volume.busy("reverting", now, takes);
        volume.status = endsAs;
        snapshot.busy("restoring", now, takes);
        if (!saysChanges) {
            snapshot.changedAt = null;
        }
        return done.add(volume.id + " to " + snapshot.id);
    }
}
