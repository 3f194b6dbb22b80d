package io.jenkins.plugins.cinderbackup.runtime;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Saves what several runs have a part in, such as their build. Those who ask while it is being saved share the next save: what a thousand runs have a part in takes long to be
 * written, and each of them asks twice. Who asks alone does not wait.
 */
public final class SharedSaves {
    private static final Logger LOGGER = Logger.getLogger(SharedSaves.class.getName());
    /** After a save nothing is saved for so many times as long as it took, so that it costs a fifth of a processor at most. */
    private static final int REST = 4;

    private final ScheduledExecutorService threads;
    /** Who waits for the next save. What is here and has nobody who waits is being saved, or rests. */
    private final Map<Object, List<Request>> waiting = new HashMap<>();

    private record Request(BooleanSupplier save, Consumer<Boolean> then) {}

    public SharedSaves(@NonNull ScheduledExecutorService threads) {
        this.threads = threads;
    }

    /**
     * Saves it soon, on another thread.
     *
     * @param save saves all of it, and answers whether that went well; others may have had it saved instead
     * @param then is told that, once what stands in it now is saved
     */
    public void save(@NonNull Object shared, @NonNull BooleanSupplier save, @NonNull Consumer<Boolean> then) {
        boolean alone;
        synchronized (this) {
            alone = !waiting.containsKey(shared);
            waiting.computeIfAbsent(shared, none -> new ArrayList<>()).add(new Request(save, then));
        }
        if (alone) {
            later(shared, 0);
        }
    }

    private void later(Object shared, long nanos) {
        threads.schedule(() -> next(shared), nanos, TimeUnit.NANOSECONDS);
    }

    private void next(Object shared) {
        List<Request> due;
        synchronized (this) {
            due = waiting.remove(shared);
            if (due.isEmpty()) {
                return;
            }
            waiting.put(shared, new ArrayList<>());
        }
        long begin = System.nanoTime();
        boolean saved = attempt(due.get(0).save());
        later(shared, REST * (System.nanoTime() - begin));
        for (Request request : due) {
            attempt(() -> {
                request.then().accept(saved);
                return true;
            });
        }
    }

    /** Whatever becomes of it, the others are served: a build may be too deep to be written, or a class of another plugin missing. */
    private static boolean attempt(BooleanSupplier work) {
        try {
            return work.getAsBoolean();
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.SEVERE, e, () -> "At a save something went wrong");
            return false;
        }
    }
}
