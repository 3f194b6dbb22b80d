package io.jenkins.plugins.cinderbackup.openstack;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * All that is needed to talk to one OpenStack project. Runs with equal settings share session, status board and HTTP client.
 *
 * @param authUrl Keystone's URL including the version, such as {@code https://keystone.example.org/v3}
 * @param region the region's name as in the catalog; null if the catalog has only one
 * @param endpointInterface which of the catalog's endpoints to use
 */
public record CloudSettings(
        String authUrl,
        CloudAuth auth,
        @CheckForNull String region,
        EndpointInterface endpointInterface,
        ConnectionSettings connection) {
    public CloudSettings {
        // Keystone answers a doubled slash with a redirect to a page.
        authUrl = authUrl.strip().replaceFirst("/+$", "");
    }
}
