package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import java.time.Duration;

/** What adapters throw. */
public final class Errors {
    private Errors() {}

    public static TransientException network() {
        return new TransientException("connection reset by peer", null);
    }

    public static TransientException busy(Duration retryAfter) {
        return TransientException.notCarriedOut("429 Too Many Requests", retryAfter, null);
    }

    public static PermanentException quota(String what) {
        return PermanentException.of("Quota exceeded: " + what, "ask for more");
    }
}
