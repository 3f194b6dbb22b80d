package io.jenkins.plugins.cinderbackup.openstack.keystone;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.openstack.http.ConnectionSettings;
import io.jenkins.plugins.cinderbackup.text.HttpUrl;
import java.time.Duration;
import java.util.Locale;

/**
 * All that is needed to talk to one OpenStack project. Runs with equal settings share session, status board and HTTP client.
 *
 * @param authUrl Keystone's URL with or without the version, such as {@code https://keystone.example.org/v3}
 * @param region the region's name as in the catalog; null if the catalog has only one
 * @param endpointInterface which of the catalog's endpoints to use
 */
public record CloudSettings(
        String authUrl,
        CloudAuth auth,
        @CheckForNull String region,
        EndpointInterface endpointInterface,
        ConnectionSettings connection) {
    /** What is the same for all that goes to the same block storage, whoever logs in: Keystone's address and the region. */
    public String endpoint() {
        return endpointOf(authUrl) + " " + (region == null ? "" : region);
    }

    /** Where Keystone is, in one way of writing it: with or without the version and a slash at the end, in whatever case. */
    public static String endpointOf(String authUrl) {
        return HttpUrl.normalised(authUrl).replaceFirst("/v3$", "").toLowerCase(Locale.ROOT);
    }

    /** The same with this limit for a call. */
    public CloudSettings withCallTimeout(Duration limit) {
        return new CloudSettings(authUrl, auth, region, endpointInterface, connection.withCallTimeout(limit));
    }

    public CloudSettings {
        // Keystone answers a doubled slash with a redirect to a page.
        authUrl = authUrl.strip().replaceFirst("/+$", "");
    }
}
