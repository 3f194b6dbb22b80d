package io.jenkins.plugins.cinderbackup.connection;

import com.fasterxml.jackson.annotation.JsonInclude;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * Which credentials open a repository; no secret. Both ids are null where a Secret of the cluster is used.
 *
 * @param fields what messages put before the names of its fields, such as {@code repository.} or {@code repositories[tenants].}
 * @param passwordCredentialsId Secret text: the repository's password
 * @param credentialsId the storage's keys, or null if it asks for none
 * @param caCertificate PEM of a private CA, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RepositoryKeys(
        @NonNull String fields,
        @CheckForNull String passwordCredentialsId,
        @CheckForNull String credentialsId,
        @CheckForNull String caCertificate) {}
