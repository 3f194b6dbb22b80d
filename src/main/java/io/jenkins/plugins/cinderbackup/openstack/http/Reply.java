package io.jenkins.plugins.cinderbackup.openstack.http;

import io.jenkins.plugins.cinderbackup.text.HttpTime;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A whole HTTP answer, body included. */
public record Reply(int status, HttpHeaders headers, byte[] bytes) {
    /** The body as text; OpenStack's JSON is UTF-8. */
    public String body() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** What the server's clock said: the header {@code Date} (RFC 9110, section 6.6.1), or empty where there is none that can be read. */
    public Optional<Instant> date() {
        return HttpTime.date(headers.firstValue("Date").orElse(null));
    }

    /** How long the server asks to be left alone, or empty where it does not. */
    public Optional<Duration> retryAfter() {
        return HttpTime.retryAfter(headers.firstValue("Retry-After").orElse(null), Instant.now());
    }

    /** Without the body and the headers: one of them holds the token. */
    @Override
    public String toString() {
        return "HTTP " + status + ", " + bytes.length + " bytes";
    }
}
