package io.jenkins.plugins.cinderbackup.restic;

import java.io.IOException;
import java.io.Reader;
import java.util.function.Consumer;

/** Splits text into lines and cuts those that are too long, since one line of a log may be larger than the memory. */
final class BoundedLines {
    /** Room for a forget's array with some thousand snapshots. */
    static final int MAX_LENGTH = 8 << 20;

    private BoundedLines() {}

    static void forEach(Reader text, Consumer<String> action) throws IOException {
        char[] buffer = new char[8192];
        StringBuilder line = new StringBuilder();
        for (int n = text.read(buffer); n >= 0; n = text.read(buffer)) {
            int start = 0;
            for (int i = 0; i < n; i++) {
                if (buffer[i] == '\n') {
                    append(line, buffer, start, i);
                    action.accept(line.toString());
                    line = line.capacity() > buffer.length ? new StringBuilder() : line.delete(0, line.length());
                    start = i + 1;
                }
            }
            append(line, buffer, start, n);
        }
        if (!line.isEmpty()) {
            action.accept(line.toString());
        }
    }

    private static void append(StringBuilder line, char[] buffer, int start, int end) {
        line.append(buffer, start, Math.min(end - start, MAX_LENGTH - line.length()));
    }
}
