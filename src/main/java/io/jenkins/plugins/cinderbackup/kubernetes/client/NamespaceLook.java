package io.jenkins.plugins.cinderbackup.kubernetes.client;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.cinderbackup.model.PermanentException;

/**
 * Whether a namespace is there, as far as the credential shows. An access review does not tell: it allows what a role allows in a namespace that does not
 * exist.
 */
public final class NamespaceLook {
    private static final String TRIAL = "cinder-snapshot-backup-connection-test";

    private final KubernetesClient client;

    /** What is seen of a namespace. */
    public enum Answer {
        THERE,
        ABSENT,
        /** The credential may neither read the namespace nor create anything in it. */
        HIDDEN
    }

    /** Looks as whoever the client has logged in as. */
    public NamespaceLook(KubernetesClient client) {
        this.client = client;
    }

    /** Whether the namespace is there. */
    public Answer at(String namespace) {
        Request request = Request.of("get", "namespaces", null, namespace);
        try {
            return ApiCalls.find(
                                    request,
                                    () -> client.namespaces()
                                            .withName(namespace)
                                            .require())
                            .isPresent()
                    ? Answer.THERE
                    : Answer.ABSENT;
        } catch (PermanentException mayNotRead) {
            return byTrial(namespace);
        }
    }

    /** A Secret that is not stored: what a backup may create, and what the server refuses where there is no such namespace. */
    private Answer byTrial(String namespace) {
        Secret secret = new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(TRIAL)
                .endMetadata()
                .build();
        try {
            ApiCalls.read(
                    Request.of("create", "secrets", namespace, TRIAL),
                    () -> client.resource(secret).dryRun(true).create());
            return Answer.THERE;
        } catch (PermanentException e) {
            return ApiErrors.namespaceIsMissing(e) ? Answer.ABSENT : Answer.HIDDEN;
        }
    }
}
