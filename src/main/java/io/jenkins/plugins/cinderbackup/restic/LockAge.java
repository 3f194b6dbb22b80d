package io.jenkins.plugins.cinderbackup.restic;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how old a lock is from restic's text, such as {@code lock was created at 2026-01-31 10:00:00 (1h2m3.5s ago)}. */
final class LockAge {
    private static final Pattern TEXT =
            Pattern.compile("lock was created at [0-9: -]{10,30} \\((?<age>-?[0-9a-zµ.]{2,40}) ago\\)");

    private LockAge() {}

    /** In whole seconds; zero also for a lock that a clock ahead of ours dates into the future. */
    static Optional<Duration> in(String text) {
        Matcher found = TEXT.matcher(text);
        return found.find() ? GoDuration.parse(found.group("age")) : Optional.empty();
    }
}
