package io.jenkins.plugins.cinderbackup.wiring;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Calls a removal in the background when something is due: on one of the shared threads, never on two. */
public final class RemovalLoop {
    private static final Logger LOGGER = Logger.getLogger(RemovalLoop.class.getName());
    private static final Duration NOT_READY = Duration.ofSeconds(5);
    private static final Duration AFTER_A_MISTAKE = Duration.ofMinutes(1);

    private final Supplier<Duration> removal;
    private final ScheduledExecutorService threads;
    private final BooleanSupplier ready;

    @CheckForNull
    private ScheduledFuture<?> next;

    private boolean looking;
    private boolean woken;

    /**
     * @param removal does what is due and answers when to call again
     * @param ready whether the controller has loaded its jobs; before, nobody knows whose a run is
     */
    public RemovalLoop(
            @NonNull Supplier<Duration> removal,
            @NonNull ScheduledExecutorService threads,
            @NonNull BooleanSupplier ready) {
        this.removal = removal;
        this.threads = threads;
        this.ready = ready;
    }

    /** Looks as soon as a thread is free. */
    public synchronized void wake() {
        if (looking) {
            woken = true;
        } else {
            schedule(Duration.ZERO);
        }
    }

    private void schedule(Duration after) {
        if (next != null) {
            next.cancel(false);
        }
        next = threads.schedule(this::look, after.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void look() {
        synchronized (this) {
            if (looking) {
                return;
            }
            looking = true;
            woken = false;
        }
        Duration after = AFTER_A_MISTAKE;
        // Without it the thread has no permissions, and would see no job
        try (ACLContext asJenkins = ACL.as2(ACL.SYSTEM2)) {
            after = ready.getAsBoolean() ? removal.get() : NOT_READY;
        } catch (RuntimeException e) {
            LOGGER.log(
                    Level.SEVERE, e, () -> "The background removal has failed unexpectedly, and goes on in a minute");
        } finally {
            looked(after);
        }
    }

    private synchronized void looked(Duration after) {
        looking = false;
        schedule(woken ? Duration.ZERO : after);
    }
}
