package io.jenkins.plugins.cinderbackup.connection;

import com.fasterxml.jackson.annotation.JsonInclude;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * Where an OpenStack cloud is and whose credential is used; no secret. What is null is taken from the credential, if that is a file, or
 * has a default.
 *
 * @param label what messages call it
 * @param fields what messages put before the names of its fields, such as {@code openstack.} or {@code clouds[production].}
 * @param authType {@code password} or {@code applicationCredential}: what a Username with password is
 * @param cloudName the entry of a clouds.yaml
 * @param named whether it is one of the global configuration, where it is looked up again by its label
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CloudAddress(
        @NonNull String label,
        @NonNull String fields,
        @CheckForNull String authUrl,
        @CheckForNull String credentialsId,
        @CheckForNull String authType,
        @CheckForNull String projectName,
        @CheckForNull String projectDomainName,
        @CheckForNull String userDomainName,
        @CheckForNull String regionName,
        @CheckForNull String endpointInterface,
        @CheckForNull String caCertificate,
        @CheckForNull String cloudName,
        boolean named) {
    /** Its name in the global configuration; null where a job has written it inline. */
    @CheckForNull
    public String configuredName() {
        return named ? label : null;
    }
}
