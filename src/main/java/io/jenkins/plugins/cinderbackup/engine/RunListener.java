package io.jenkins.plugins.cinderbackup.engine;

/** Who listens to a run: the console, a test. Must not block and must not throw. */
@FunctionalInterface
public interface RunListener {
    /** Takes one event, in the order in which they happened. */
    void accept(RunEvent event);
}
