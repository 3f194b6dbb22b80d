package io.jenkins.plugins.cinderbackup.real;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that a test runs and waits for.
 *
 * @param exitCode 137 if it had to be killed after {@link #LIMIT_SECONDS}
 * @param output what it printed on both streams
 */
public record Command(List<String> words, int exitCode, String output) {
    static final int LIMIT_SECONDS = 240;

    /** Runs it and answers its output, without the last line's end; fails if it does not end well. */
    public static String run(String... words) {
        return run(Map.of(), List.of(words));
    }

    /** With more variables in its environment. */
    public static String run(Map<String, String> environment, List<String> words) {
        Command command = attempt(environment, words);
        if (command.exitCode != 0) {
            throw new AssertionError(words + " ended with " + command.exitCode + ":\n" + command.output);
        }
        return command.output.stripTrailing();
    }

    /** Runs it, however it ends. */
    public static Command attempt(Map<String, String> environment, List<String> words) {
        try {
            Path output = Files.createTempFile("command", ".log");
            try {
                // A file, not a pipe: a daemon that the program leaves behind would keep a pipe open.
                ProcessBuilder builder =
                        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
                builder.redirectInput(new File("/dev/null"));
                builder.environment().putAll(environment);
                Process process = builder.start();
                if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
                return new Command(words, process.waitFor(), Files.readString(output, StandardCharsets.UTF_8));
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + words + " ran", e);
        }
    }
}
