package io.jenkins.plugins.cinderbackup.demo;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Passes a console on, line by line, and does something once when a line has a certain text. */
final class ConsoleTap extends OutputStream {
    private final PrintStream out;
    private final String awaited;
    private final Runnable task;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean done;

    ConsoleTap(PrintStream out, String awaited, Runnable task) {
        this.out = out;
        this.awaited = awaited;
        this.task = task;
    }

    @Override
    public synchronized void write(int b) {
        if (b != '\n') {
            line.write(b);
            return;
        }
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        out.println(text);
        if (!done && text.contains(awaited)) {
            done = true;
            task.run();
        }
    }
}
