package io.jenkins.plugins.cinderbackup.wiring;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.openstack.keystone.CloudSettings;

/** How many of this controller's runs may create in a cloud at once: what an administrator says at the moment, not what a run began with. */
@FunctionalInterface
public interface CreationLimits {
    /**
     * Where nobody says otherwise. Each creation keeps a scheduler and a back end of the cloud busy for a moment; ten at once keep a few of them busy and
     * leave the rest to the cloud's other users.
     */
    int MOST = 10;

    /** For who asks for no turn. */
    CreationLimits DEFAULT = (cloud, authUrl) -> MOST;

    /**
     * @param cloud the cloud's configured name, or what messages call one that is written inline
     * @param authUrl Keystone's URL
     */
    int most(@NonNull String cloud, @NonNull String authUrl);

    /** Whether two of Keystone's URLs lead to the same cloud. */
    static boolean isSameCloud(@CheckForNull String authUrl, @NonNull String other) {
        return authUrl != null && CloudSettings.endpointOf(authUrl).equals(CloudSettings.endpointOf(other));
    }
}
