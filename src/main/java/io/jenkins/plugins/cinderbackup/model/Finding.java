package io.jenkins.plugins.cinderbackup.model;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One thing that is wrong, as a user reads it.
 *
 * @param message what failed, on what (name and id), what was seen and what was wanted; one line
 * @param hints what to do about it, each one line
 */
public record Finding(String message, List<String> hints) {
    public Finding {
        hints = List.copyOf(hints);
    }

    /** The same with its texts changed. */
    public Finding map(UnaryOperator<String> change) {
        return new Finding(change.apply(message), hints.stream().map(change).toList());
    }

    /** A finding whose message already says what to do. */
    public static Finding of(String message, String... hints) {
        return new Finding(message, List.of(hints));
    }
}
