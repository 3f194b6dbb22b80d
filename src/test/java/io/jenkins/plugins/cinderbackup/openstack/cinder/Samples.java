package io.jenkins.plugins.cinderbackup.openstack.cinder;

import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** Values that several tests need. */
final class Samples {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private Samples() {}

    /** Tags of a run of its own. */
    static Ownership tags(String volume) {
        return new Ownership(
                new Origin("jenkins-1", "Ordner/Ä", "7"), RunId.random(), volume, START, START.plusSeconds(3600));
    }

    /** A clock that stands still until it is told to go on. */
    static final class StoppedClock implements Ticker {
        private final AtomicReference<Instant> now = new AtomicReference<>(START);

        @Override
        public Instant now() {
            return now.get();
        }

        void advance(Duration time) {
            now.updateAndGet(instant -> instant.plus(time));
        }
    }
}
