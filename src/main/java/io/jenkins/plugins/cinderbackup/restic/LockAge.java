package io.jenkins.plugins.cinderbackup.restic;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how old a lock is from restic's text, such as {@code lock was created at 2026-01-31 10:00:00 (1h2m3.5s ago)}: a duration as Go prints it. */
final class LockAge {
    private static final Pattern TEXT = Pattern.compile("lock was created at [0-9: -]{10,30} \\((?<age>-?[0-9a-zµ.]{2,40}) ago\\)");
    private static final Pattern AGE =
            Pattern.compile("(?:(?<h>\\d{1,9})h)?(?:(?<m>\\d{1,9})m)?(?:(?<s>\\d{1,9})(?:\\.\\d+)?s)?");
    private static final Pattern BELOW_A_SECOND = Pattern.compile("[0-9.]+(ms|µs|ns)");

    private LockAge() {}

    /** In whole seconds; zero also for a lock that a clock ahead of ours dates into the future. */
    static Optional<Duration> in(String text) {
        Matcher found = TEXT.matcher(text);
        if (!found.find()) {
            return Optional.empty();
        }
        String age = found.group("age");
        if (age.startsWith("-") || BELOW_A_SECOND.matcher(age).matches()) {
            return Optional.of(Duration.ZERO);
        }
        Matcher parts = AGE.matcher(age);
        return parts.matches()
                ? Optional.of(Duration.ofHours(number(parts, "h")).plusMinutes(number(parts, "m")).plusSeconds(number(parts, "s")))
                : Optional.empty();
    }

    private static long number(Matcher parts, String unit) {
        return parts.group(unit) == null ? 0 : Long.parseLong(parts.group(unit));
    }
}
