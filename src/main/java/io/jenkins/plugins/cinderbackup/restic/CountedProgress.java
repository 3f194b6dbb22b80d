package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The progress of a command that is not asked for JSON, such as {@code [0:02] 66.67%  2 / 3 packs}: the same in every version, and in JSON there is none. */
final class CountedProgress {
    private static final Pattern LINE = Pattern.compile(
            "\\[(?:(?<hours>\\d{1,6}):)?(?<minutes>\\d{1,2}):(?<seconds>\\d{2})\\] +(?<percent>\\d{1,3}\\.\\d{2})% +(?<done>\\d{1,18}) / (?<total>\\d{1,18}) (?<unit>[a-z ]{1,40})");

    private CountedProgress() {}

    /** What a line says; empty if it is another one. */
    @NonNull
    static Optional<Progress> in(@NonNull String line) {
        Matcher said = LINE.matcher(line.strip());
        return said.matches() ? Optional.of(progress(said)) : Optional.empty();
    }

    private static Progress progress(Matcher said) {
        String hours = said.group("hours");
        Duration elapsed = Duration.ofHours(hours == null ? 0 : Long.parseLong(hours))
                .plusMinutes(Long.parseLong(said.group("minutes")))
                .plusSeconds(Long.parseLong(said.group("seconds")));
        return new Progress(
                Math.min(
                        1,
                        new BigDecimal(said.group("percent")).movePointLeft(2).doubleValue()),
                0,
                0,
                Long.parseLong(said.group("done")),
                Long.parseLong(said.group("total")),
                elapsed,
                Duration.ZERO,
                0,
                said.group("unit"));
    }
}
