package io.jenkins.plugins.cinderbackup.central;

import java.util.concurrent.atomic.AtomicReference;

/** Holds the {@link Controller} that runs: one at most, as in a real JVM. */
public final class Controllers {
    private static final AtomicReference<Controller> RUNNING = new AtomicReference<>();

    private Controllers() {}

    /** True between {@link #start} and {@link #stop}. */
    public static boolean running() {
        return RUNNING.get() != null;
    }

    /** The one that runs; an exception if none does. */
    public static Controller current() {
        Controller controller = RUNNING.get();
        if (controller == null) {
            throw new IllegalStateException("no controller runs: see central/jenkins-api/README.md");
        }
        return controller;
    }

    /** From now on the signatures ask this one. */
    public static void start(Controller controller) {
        if (!RUNNING.compareAndSet(null, controller)) {
            throw new IllegalStateException("another controller runs: " + RUNNING.get());
        }
    }

    /** Ends this one; nothing happens if it does not run. */
    public static void stop(Controller controller) {
        RUNNING.compareAndSet(controller, null);
    }
}
