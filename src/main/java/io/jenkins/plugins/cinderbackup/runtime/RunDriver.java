package io.jenkins.plugins.cinderbackup.runtime;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.Outcome;
import io.jenkins.plugins.cinderbackup.engine.RunEngine;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.engine.RunReport;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Drives one run to its end on a few shared threads: calls the engine when it wants to be called, earlier when something is known to have
 * changed, and never twice at once. All methods may be called by any thread and return at once.
 */
public final class RunDriver {
    private static final Logger LOGGER = Logger.getLogger(RunDriver.class.getName());
    /** After it an abort is over, whatever hangs; Pipeline's {@code timeout} would kill the step at 60 s. */
    private static final Duration ABORT_LIMIT = Duration.ofSeconds(45);

    private final RunJournal journal;
    private final RunEngine engine;
    private final ScheduledExecutorService looks;
    private final ScheduledExecutorService ends;
    private final Listener listener;
    private final DrivenRuns driven;

    /** The next look, or null while one is under way. */
    @CheckForNull
    private ScheduledFuture<?> next;
    /** Whether the next look begins as soon as a thread is free. */
    private boolean dueNow;
    /** Who looks at the moment, or null. */
    @CheckForNull
    private Thread looking;
    /** Whether something has changed since the look under way began. */
    private boolean changed;

    @CheckForNull
    private String abortReason;

    private boolean abandoned;
    private boolean over;

    /** Who wants to know how the run ends. Exactly one of its methods about the end is called, once, on one of the shared threads. */
    public interface Listener {
        /** Whether anybody still waits for the run; if not, it is aborted. Asked at each look. */
        boolean isWaiting();

        /**
         * The run is over.
         *
         * @param written is to be called once what became of it is written down: until then nobody else touches the run
         */
        void over(RunReport report, Runnable written);

        /** The run cannot be driven any more; its journal stays, and what it has created is left to the background. */
        void broken(PermanentException failure);

        /** The run was abandoned while a call of it hangs; what it has created is left to the background. */
        void abandoned();
    }

    /**
     * @param looks for looks at the run, which may all be held up by a server that hangs
     * @param ends for the end of an abort, which must not be
     * @param driven has the run from now on, until it is over and no call of it is under way
     */
    public RunDriver(
            RunJournal journal,
            RunEngine engine,
            ScheduledExecutorService looks,
            ScheduledExecutorService ends,
            Listener listener,
            DrivenRuns driven) {
        this.journal = journal;
        this.engine = engine;
        this.looks = looks;
        this.ends = ends;
        this.listener = listener;
        this.driven = driven;
        driven.add(journal.run());
    }

    /** Looks for the first time so long from now, or when it is woken before. */
    public synchronized void begin(Duration after) {
        if (looking == null && next == null) {
            schedule(after);
        }
    }

    /** Looks as soon as a thread is free; also when something of the run may have changed. */
    public synchronized void wake() {
        if (looking != null) {
            changed = true;
        } else if (!dueNow) {
            // Only once: a flood of changes must not put the look off again and again.
            schedule(Duration.ZERO);
        }
    }

    /** Ends the run after its clean-up, for which it has a limited time. Again: the same. */
    public synchronized void abort(String reason) {
        if (abortReason == null && !over) {
            abortReason = reason;
            later(ends, this::abandon, ABORT_LIMIT);
            interrupt();
            wake();
        }
    }

    /** Ends the run at once; what it has created is left to the background. */
    public synchronized void abandon() {
        if (over) {
            return;
        }
        abandoned = true;
        if (abortReason == null) {
            abortReason = "abandoned";
        }
        if (looking == null) {
            schedule(Duration.ZERO);
        } else {
            // A call may hang for as long as its time-out: nobody waits for it. What it yields is written down when it
            // returns.
            over = true;
            later(ends, listener::abandoned, Duration.ZERO);
            interrupt();
        }
    }

    /** To be called when the report is kept elsewhere: forgets the journal, unless something is left to be removed. */
    public void conclude() {
        engine.conclude(journal);
    }

    /** Makes a call under way end; the adapters answer that as they answer a broken connection. */
    private void interrupt() {
        if (looking != null) {
            looking.interrupt();
        }
    }

    private void schedule(Duration after) {
        if (over) {
            return;
        }
        if (next != null) {
            next.cancel(false);
        }
        dueNow = after.isZero();
        // An abandoned run makes no call any more
        next = later(abandoned ? ends : looks, this::look, after);
    }

    private static ScheduledFuture<?> later(ScheduledExecutorService threads, Runnable task, Duration after) {
        return threads.schedule(task, after.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void look() {
        if (!isWaitedFor()) {
            abort("its build has ended");
        }
        String reason;
        boolean atOnce;
        long late;
        synchronized (this) {
            if (over || looking != null) {
                return;
            }
            looking = Thread.currentThread();
            late = next == null ? 0 : -next.getDelay(TimeUnit.MILLISECONDS);
            next = null;
            dueNow = false;
            changed = false;
            reason = abortReason;
            atOnce = abandoned;
        }
        LOGGER.log(Level.FINER, "Looking at run {0}, {1} ms after it was due", new Object[] {journal.run(), late});
        Consumer<Runnable> end = null;
        Duration after = Duration.ZERO;
        try {
            Outcome outcome = advance(reason, atOnce);
            if (outcome instanceof Outcome.Again again) {
                after = again.after();
            } else if (outcome instanceof Outcome.Done done) {
                end = written -> listener.over(done.report(), written);
            }
        } catch (PermanentException e) {
            end = broken(e);
        } catch (RuntimeException | Error e) {
            // An Error too, such as a class that another plugin does not bring: the build must not wait for ever.
            LOGGER.log(Level.SEVERE, e, () -> "Run " + journal.run() + " cannot go on");
            end = broken(unexpected(e));
        }
        looked(end, after);
    }

    private Consumer<Runnable> broken(PermanentException failure) {
        return written -> new EndOfRun(journal.run())
                .then("its failure", () -> listener.broken(failure))
                .then("the background removal", written);
    }

    /** Where that cannot be found out, somebody may. */
    private boolean isWaitedFor() {
        try {
            return listener.isWaiting();
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "Nobody knows whether run " + journal.run() + " is still waited for");
            return true;
        }
    }

    private Outcome advance(@CheckForNull String reason, boolean atOnce) {
        if (atOnce) {
            return new Outcome.Done(engine.abandon(journal, reason));
        }
        if (reason != null) {
            engine.abort(journal, reason);
        }
        return engine.advance(journal);
    }

    private void looked(@CheckForNull Consumer<Runnable> end, Duration after) {
        boolean tell;
        boolean released;
        synchronized (this) {
            looking = null;
            // An abort's interruption was meant for the look that has just ended
            Thread.interrupted();
            tell = end != null && !over;
            if (over && end == null) {
                new EndOfRun(journal.run()).then("the end that is written down late", this::closeLate);
            } else if (end != null) {
                over = true;
            } else {
                schedule(changed ? Duration.ZERO : after);
            }
            released = over;
        }
        EndOfRun ending = new EndOfRun(journal.run());
        if (released) {
            ending.then("its places in the queues", () -> engine.release(journal));
        }
        if (tell) {
            ending.then("who waits for it", () -> end.accept(this::leave));
        } else if (released) {
            ending.then("the background removal", this::leave);
        }
    }

    private void leave() {
        driven.remove(journal.run());
    }

    /** The call that hung has returned after the run was abandoned: its end is written down all the same. */
    private void closeLate() {
        String reason;
        synchronized (this) {
            reason = abortReason;
        }
        try {
            engine.abandon(journal, reason);
        } catch (PermanentException e) {
            LOGGER.log(Level.WARNING, e, () -> "The end of run " + journal.run() + " cannot be written down");
        }
    }

    private PermanentException unexpected(Throwable e) {
        return PermanentException.of(
                "An error in the plugin itself: " + e.getClass().getSimpleName(),
                "the controller's log has the details of run " + journal.run() + "; please report them");
    }
}
