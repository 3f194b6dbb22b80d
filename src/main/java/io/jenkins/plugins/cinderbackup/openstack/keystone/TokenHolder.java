package io.jenkins.plugins.cinderbackup.openstack.keystone;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.model.BackupException;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The one token of a cloud. Whoever finds it missing, rejected or near its end logs in; all who need it meanwhile wait for that same
 * log-in and share its result, also its failure: eight threads with a wrong password are one failed log-in, not eight, which would lock the user.
 */
public final class TokenHolder {
    private final Supplier<CloudToken> login;
    private final Ticker ticker;

    @CheckForNull
    private CloudToken current;
    /** The log-in that is under way. */
    @CheckForNull
    private CompletableFuture<CloudToken> flight;

    public TokenHolder(Supplier<CloudToken> login, Ticker ticker) {
        this.login = login;
        this.ticker = ticker;
    }

    /** A token that lives on for a while. */
    public CloudToken token() {
        return obtain(token -> true);
    }

    /** A token other than the one that a service rejected. */
    public CloudToken tokenInsteadOf(String rejectedId) {
        return obtain(token -> !token.id().equals(rejectedId));
    }

    private CloudToken obtain(Predicate<CloudToken> acceptable) {
        CompletableFuture<CloudToken> ours = new CompletableFuture<>();
        CompletableFuture<CloudToken> joined;
        synchronized (this) {
            if (current != null && ticker.now().isBefore(current.renewAt()) && acceptable.test(current)) {
                return current;
            }
            joined = flight;
            if (joined == null) {
                flight = ours;
            }
        }
        return joined == null ? fly(ours) : await(joined, acceptable);
    }

    private CloudToken fly(CompletableFuture<CloudToken> ours) {
        try {
            CloudToken token = login.get();
            land(token);
            ours.complete(token);
            return token;
        } catch (RuntimeException | Error e) {
            land(null);
            ours.completeExceptionally(e);
            throw e;
        }
    }

    private synchronized void land(@CheckForNull CloudToken token) {
        current = token;
        flight = null;
    }

    /** Bounded by the deadline of the log-in itself. */
    private CloudToken await(CompletableFuture<CloudToken> joined, Predicate<CloudToken> acceptable) {
        try {
            return joined.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TransientException.interrupted("Interrupted while another thread logged in to OpenStack.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TransientException passing && passing.isInterruption()) {
                // Whoever logged in for all was interrupted, and nobody else
                return obtain(acceptable);
            }
            if (e.getCause() instanceof BackupException known) {
                throw known;
            }
            throw new IllegalStateException("The log-in to OpenStack failed unexpectedly.", e.getCause());
        }
    }
}
