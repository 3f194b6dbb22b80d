package io.jenkins.plugins.cinderbackup.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What was tried in numbers, for {@code ./dev test} to print: a file for each number in {@code target/counts}. */
public final class Counts {
    private Counts() {}

    /**
     * Writes one number down.
     *
     * @param what such as {@code crash points}
     */
    public static void tell(String what, int tried, int failures) {
        String line = what + ": " + tried + ", failures " + failures;
        System.out.println(line);
        try {
            Path folder = Files.createDirectories(Path.of("target", "counts"));
            Files.writeString(folder.resolve(what.replace(' ', '-') + ".txt"), line + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
