package io.jenkins.plugins.cinderbackup.model;

import java.time.Duration;
import java.util.Locale;

/** Durations for people. */
public final class Durations {
    private Durations() {}

    /** Such as {@code 0.4 s}, {@code 42 s}, {@code 5 min 3 s}, {@code 2 h 10 min} or {@code 3 d 4 h}. */
    public static String text(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        long hours = seconds / 3600;
        return hours < 48 ? hours + " h " + seconds % 3600 / 60 + " min" : hours / 24 + " d " + hours % 24 + " h";
    }
}
