package io.jenkins.plugins.cinderbackup.engine;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.util.Optional;

/**
 * A call failed in a way that can pass by itself: the network, a busy server, an object in a state that it leaves. The engine tries
 * again within the limit of the phase.
 */
public final class TransientException extends BackupException {
    private static final long serialVersionUID = 1L;

    @CheckForNull
    private final Duration retryAfter;

    public TransientException(String message, @CheckForNull Throwable cause) {
        this(message, null, cause);
    }

    /**
     * @param retryAfter how long the server asked to be left alone ({@code Retry-After}, RFC 9110 section 10.2.3), or null
     */
    public TransientException(String message, @CheckForNull Duration retryAfter, @CheckForNull Throwable cause) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    /** How long the server asked to be left alone. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
