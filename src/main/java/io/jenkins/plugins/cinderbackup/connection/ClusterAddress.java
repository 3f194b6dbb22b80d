package io.jenkins.plugins.cinderbackup.connection;

import com.fasterxml.jackson.annotation.JsonInclude;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * Where a Kubernetes cluster is and whose credential is used; no secret.
 *
 * @param label what messages call it
 * @param fields what messages put before the names of its fields, such as {@code kubernetes.} or {@code clusters[production].}
 * @param context the kubeconfig's context, or null for its current one
 * @param inCluster whether the service account of the controller's own pod is used; an administrator's choice only
 * @param named whether it is one of the global configuration, where it is looked up again by its label
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClusterAddress(
        @NonNull String label,
        @NonNull String fields,
        @CheckForNull String serverUrl,
        @CheckForNull String caCertificate,
        @CheckForNull String credentialsId,
        @CheckForNull String context,
        boolean inCluster,
        boolean named) {}
