package io.jenkins.plugins.cinderbackup.restic;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a duration as Go's {@code time.Duration} prints it, such as {@code 1h2m3.5s} or {@code 552.3ms}. */
final class GoDuration {
    private static final Pattern TEXT =
            Pattern.compile("(?:(?<h>\\d{1,9})h)?(?:(?<m>\\d{1,9})m)?(?:(?<s>\\d{1,9})(?:\\.\\d+)?s)?");
    private static final Pattern BELOW_A_SECOND = Pattern.compile("[0-9.]+(ms|µs|ns)");

    private GoDuration() {}

    /** In whole seconds; zero also for a negative one. Empty for what is no duration. */
    static Optional<Duration> parse(String text) {
        if (text.startsWith("-") || BELOW_A_SECOND.matcher(text).matches()) {
            return Optional.of(Duration.ZERO);
        }
        Matcher parts = TEXT.matcher(text);
        return parts.matches() && !text.isEmpty()
                ? Optional.of(Duration.ofHours(number(parts, "h"))
                        .plusMinutes(number(parts, "m"))
                        .plusSeconds(number(parts, "s")))
                : Optional.empty();
    }

    private static long number(Matcher parts, String unit) {
        return parts.group(unit) == null ? 0 : Long.parseLong(parts.group(unit));
    }
}
