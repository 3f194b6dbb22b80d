package io.jenkins.plugins.cinderbackup.connection;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.credentials.CredentialLookup;
import io.jenkins.plugins.cinderbackup.credentials.Masking;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.text.HttpUrl;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * How a repository's tags call a cluster: two that were one would remove each other's backups. It is the configured name, or the API server's URL with host,
 * port and path; never what a kubeconfig calls it, nor a credential's id, which many have alike.
 *
 * <p>Both are percent-encoded, but for the colons of a URL: a name has none, so that no name is like a URL.
 */
public final class ClusterIdentity {
    private ClusterIdentity() {}

    /** Of a cluster of the global configuration, wherever it is. */
    @NonNull
    public static String ofName(@NonNull String name) {
        return encoded(name);
    }

    /** Of a cluster that a user calls by its name or by the URL of its API server. */
    @NonNull
    public static String of(@NonNull String nameOrUrl) {
        return nameOrUrl.contains("://") ? ofUrl(nameOrUrl) : ofName(nameOrUrl);
    }

    /**
     * Of a cluster that is written inline, by its own URL or by that in its kubeconfig.
     *
     * @throws PermanentException if the URL stands in a kubeconfig that cannot be had
     */
    @NonNull
    public static String ofServer(@NonNull ClusterAddress address, @NonNull CredentialLookup credentials) {
        String url = address.serverUrl();
        return ofUrl(
                url == null
                        ? new ClusterLogin(address, credentials, new Masking())
                                .connection(null)
                                .serverUrl()
                        : url);
    }

    /** The name or URL of an identity, for people; what is none stays as it is. */
    @NonNull
    public static String nameOrUrl(@NonNull String identity) {
        try {
            return URLDecoder.decode(identity, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return identity;
        }
    }

    /** The same for all the ways to write one URL. */
    static String ofUrl(String url) {
        return encoded(HttpUrl.normalised(url)).replace("%3A", ":");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
