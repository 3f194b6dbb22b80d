package io.jenkins.plugins.cinderbackup.kubernetes.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * Where a Kubernetes API server is and how to log in. Two equal connections share a client.
 *
 * @param serverUrl the API server's URL; {@code https}, or {@code http} on the loopback where no secret can be overheard
 * @param caPem the certificates that alone are trusted, as PEM; null for the JVM's
 * @param credential how to log in
 * @param proxyUrl an HTTP proxy such as {@code http://proxy.example.org:3128}, or null
 */
public record ClusterConnection(
        @NonNull String serverUrl,
        @CheckForNull String caPem,
        @NonNull Credential credential,
        @CheckForNull String proxyUrl) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** @throws PermanentException if a URL cannot be used */
    public ClusterConnection {
        checkServer(serverUrl);
        if (proxyUrl != null) {
            checkProxy(proxyUrl);
        }
    }

    /** How to log in. */
    public sealed interface Credential {
        /** A bearer token. */
        record Token(@NonNull String value) implements Credential {
            @Override
            public String toString() {
                return "a token";
            }
        }

        /** A TLS client certificate with its private key, both as PEM. */
        record ClientCertificate(
                @NonNull String certificatePem, @NonNull String keyPem) implements Credential {
            @Override
            public String toString() {
                return "a client certificate";
            }
        }

        /** The service account of the pod that the controller runs in, read afresh from where Kubernetes renews it. */
        record InCluster() implements Credential {
            @Override
            public String toString() {
                return "the pod's service account";
            }
        }
    }

    private static void checkServer(String url) {
        URI uri = parse("server URL", url);
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(scheme.equals("http") && LOOPBACK.contains(uri.getHost()))) {
            throw PermanentException.of(
                    "The Kubernetes server URL must begin with https://, seen is '" + uri.getScheme() + "'.",
                    "use the https URL: over http the credential would be readable on the network");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw PermanentException.of("The Kubernetes server URL has a query or a fragment. Remove it.");
        }
    }

    private static void checkProxy(String url) {
        URI uri = parse("proxy URL", url);
        if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getPort() < 0) {
            throw PermanentException.of("The Kubernetes proxy URL must be of the form http://HOST:PORT.");
        }
    }

    /** Never quotes the URL in an error: it may have a password in it. */
    private static URI parse(String what, String url) {
        try {
            URI uri = new URI(url.trim());
            if (uri.getHost() == null) {
                throw PermanentException.of("The Kubernetes " + what
                        + " has no host; wanted is a URL such as https://k8s.example.org:6443.");
            }
            if (uri.getRawUserInfo() != null) {
                throw PermanentException.of(
                        "The Kubernetes " + what + " has a user or a password in it. Put them into a credential.");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw PermanentException.of("The Kubernetes " + what + " is not a URL: " + e.getReason() + ".");
        }
    }

    @Override
    public String toString() {
        return serverUrl + " with " + credential;
    }
}
