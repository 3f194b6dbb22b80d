package io.jenkins.plugins.cinderbackup.openstack.cinder;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.model.StorageQuota;
import java.util.List;

/**
 * What a cloud says to whoever has logged in.
 *
 * @param user the user's name; that of its owner for an application credential
 * @param project the project's name; null if the token is for none
 * @param roles the names of the user's roles on the project
 * @param region where block storage is used
 * @param apiVersion the version of the block storage API that both sides know, such as {@code 3.65}
 * @param quota the project's limits, and what is used of them
 */
public record CloudReport(
        String user,
        @CheckForNull String project,
        List<String> roles,
        String region,
        String apiVersion,
        StorageQuota quota) {}
