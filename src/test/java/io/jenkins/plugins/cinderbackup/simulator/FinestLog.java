package io.jenkins.plugins.cinderbackup.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** All that this process logs while every logger is at its finest, but for what the simulators' own servers do. */
public final class FinestLog extends Handler implements AutoCloseable {
    private static final List<String> SERVERS = List.of(
            "io.jenkins.plugins.cinderbackup.simulator",
            "com.sun.net.httpserver",
            "sun.net.httpserver",
            "io.vertx",
            "io.netty");

    private final Map<Logger, Level> before = new LinkedHashMap<>();
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final SimpleFormatter formatter = new SimpleFormatter();

    /** Begins to listen. */
    public FinestLog() {
        Logger root = Logger.getLogger("");
        set(root, Level.FINEST);
        SERVERS.forEach(name -> set(Logger.getLogger(name), Level.OFF));
        // The console's handler has a level of its own and stays as quiet as it was
        root.addHandler(this);
    }

    private void set(Logger logger, Level level) {
        before.put(logger, logger.getLevel());
        logger.setLevel(level);
    }

    @Override
    public void publish(LogRecord entry) {
        lines.add(entry.getLoggerName() + " " + formatter.format(entry));
    }

    /** What was logged, stack traces included. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void flush() {
        // Nothing is buffered
    }

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(this);
        before.forEach(Logger::setLevel);
    }
}
