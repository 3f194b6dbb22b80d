package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import java.time.Duration;

/** Runs something on the controllers' one thread, after a while. */
@FunctionalInterface
interface Later {
    void run(Duration after, Runnable task);
}
