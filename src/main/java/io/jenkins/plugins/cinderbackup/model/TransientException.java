package io.jenkins.plugins.cinderbackup.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.util.Optional;

/**
 * A call failed in a way that can pass by itself: the network, a busy server, an object in a state that it leaves. The engine tries
 * again within the limit of the phase. Unless something else is known, the server may have carried it out, or may do so yet.
 */
public final class TransientException extends BackupException {
    private static final long serialVersionUID = 1L;

    @CheckForNull
    private final Duration retryAfter;

    private final End end;

    /** What is known of the call's end. */
    private enum End {
        /** There was no answer, or none that tells. */
        UNCLEAR,
        /** The server has said that it does nothing, or has never got the call. */
        NOT_CARRIED_OUT,
        /** Who waited for it was interrupted, which is no trouble of the server's; it may have been carried out. */
        INTERRUPTED
    }

    public TransientException(String message, @CheckForNull Throwable cause) {
        this(message, null, cause);
    }

    /**
     * @param retryAfter how long the server asked to be left alone ({@code Retry-After}, RFC 9110 section 10.2.3), or null
     */
    public TransientException(String message, @CheckForNull Duration retryAfter, @CheckForNull Throwable cause) {
        this(message, retryAfter, End.UNCLEAR, cause);
    }

    private TransientException(
            String message, @CheckForNull Duration retryAfter, End end, @CheckForNull Throwable cause) {
        super(message, cause);
        this.retryAfter = retryAfter;
        this.end = end;
    }

    /** A call that the server has certainly not carried out, and will not. */
    public static TransientException notCarriedOut(
            String message, @CheckForNull Duration retryAfter, @CheckForNull Throwable cause) {
        return new TransientException(message, retryAfter, End.NOT_CARRIED_OUT, cause);
    }

    /** A call whose caller was interrupted while it waited. */
    public static TransientException interrupted(String message, @CheckForNull Throwable cause) {
        return new TransientException(message, null, End.INTERRUPTED, cause);
    }

    /** The same, of something that came before the call itself, which was therefore not made. */
    public TransientException beforehand() {
        return end == End.UNCLEAR
                ? new TransientException(getMessage(), retryAfter, End.NOT_CARRIED_OUT, getCause())
                : this;
    }

    /** How long the server asked to be left alone. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Whether the server may have carried it out, or may do so yet. */
    public boolean mayTakeEffect() {
        return end != End.NOT_CARRIED_OUT;
    }

    /** Whether nobody but the caller has ended it, such as by an abort. */
    public boolean isInterruption() {
        return end == End.INTERRUPTED;
    }
}
