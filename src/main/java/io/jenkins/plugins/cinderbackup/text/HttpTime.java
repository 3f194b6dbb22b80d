package io.jenkins.plugins.cinderbackup.text;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Times in the headers of an HTTP answer. What is none is as if it were not there. */
public final class HttpTime {
    private HttpTime() {}

    /** A date (RFC 9110, section 5.6.7), as in the header {@code Date}: what the server's clock said. */
    @NonNull
    public static Optional<Instant> date(@CheckForNull String header) {
        try {
            return Optional.ofNullable(header)
                    .map(date -> ZonedDateTime.parse(date.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }

    /** How long a server asks to be left alone, in seconds or by a date ({@code Retry-After}, section 10.2.3). */
    @NonNull
    public static Optional<Duration> retryAfter(@CheckForNull String header, @NonNull Instant now) {
        if (header != null && header.strip().matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(header.strip())));
        }
        return date(header)
                .map(date -> Duration.between(now, date))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
    }
}
