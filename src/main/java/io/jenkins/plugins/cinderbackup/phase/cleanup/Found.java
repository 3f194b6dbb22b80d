package io.jenkins.plugins.cinderbackup.phase.cleanup;

import io.jenkins.plugins.cinderbackup.model.Presence;
import java.util.Optional;

/**
 * What a look at something that is to be removed has shown.
 *
 * @param own whether it is certainly the run's
 * @param waitsFor why it cannot be removed yet, if it cannot
 */
record Found(Presence presence, boolean own, Optional<String> waitsFor) {
    /** Of what the server itself tells apart by run. */
    static Found of(Presence presence) {
        return new Found(presence, true, Optional.empty());
    }
}
