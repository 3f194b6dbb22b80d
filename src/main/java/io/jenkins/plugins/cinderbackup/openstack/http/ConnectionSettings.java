package io.jenkins.plugins.cinderbackup.openstack.http;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;

/**
 * How to reach a cloud's services over HTTP. Clouds with equal ones share an HTTP client.
 *
 * @param caCertificates PEM of the certificate authorities that are trusted besides Java's own, or null
 * @param proxy the proxy, or null for none
 * @param connectTimeout until a connection stands
 * @param callTimeout for one call from its beginning to the last byte of its answer
 */
public record ConnectionSettings(
        @CheckForNull String caCertificates,
        @CheckForNull HttpProxy proxy,
        Duration connectTimeout,
        Duration callTimeout) {
    /** Java's own trust, no proxy, 10 s to connect, a minute for a call. */
    public static final ConnectionSettings DEFAULT =
            new ConnectionSettings(null, null, Duration.ofSeconds(10), Duration.ofSeconds(60));

    /** The same with these certificate authorities. */
    public ConnectionSettings withCaCertificates(@CheckForNull String pem) {
        return new ConnectionSettings(pem, proxy, connectTimeout, callTimeout);
    }

    /** The same with this limit for a call. */
    public ConnectionSettings withCallTimeout(Duration limit) {
        return new ConnectionSettings(caCertificates, proxy, connectTimeout, limit);
    }

    /** The same with this proxy. */
    public ConnectionSettings withProxy(@CheckForNull HttpProxy httpProxy) {
        return new ConnectionSettings(caCertificates, httpProxy, connectTimeout, callTimeout);
    }
}
