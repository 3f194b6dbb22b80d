package io.jenkins.plugins.cinderbackup.openstack.http;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** A whole HTTP answer, body included. */
public record Reply(int status, HttpHeaders headers, byte[] bytes) {
    /** The body as text; OpenStack's JSON is UTF-8. */
    public String body() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** What the server's clock said: the header {@code Date} (RFC 9110, section 6.6.1), or empty where there is none that can be read. */
    public Optional<Instant> date() {
        try {
            return headers.firstValue("Date")
                    .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }

    /** Without the body and the headers: one of them holds the token. */
    @Override
    public String toString() {
        return "HTTP " + status + ", " + bytes.length + " bytes";
    }
}
