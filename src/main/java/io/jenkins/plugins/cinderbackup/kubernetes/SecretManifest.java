package io.jenkins.plugins.cinderbackup.kubernetes;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.jenkins.plugins.cinderbackup.port.Cluster.NewSecret;
import io.jenkins.plugins.cinderbackup.restic.RepositoryEnvironment;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The run's Secret. */
final class SecretManifest {
    private static final String MASK = "****";

    private SecretManifest() {}

    static Secret of(NewSecret secret, RepositoryEnvironment repository) {
        Map<String, String> data = new TreeMap<>();
        repository.variables().forEach((name, value) -> data.put(name, base64(value)));
        repository.files().forEach((name, content) -> data.put(name, base64(content)));
        return new SecretBuilder()
                .withMetadata(OwnershipLabels.metadata(secret.namespace(), secret.name(), secret.tags()))
                .withType("Opaque")
                .withImmutable(true)
                .withData(data)
                .build();
    }

    /** The same object without anything in it, for a dry run. */
    static Secret empty(NewSecret secret) {
        return of(secret, new RepositoryEnvironment(Map.of(), Map.of(), Set.of()));
    }

    /** The text without any of the values: a server, or a webhook in it, may quote what it was sent. */
    static String redact(String text, RepositoryEnvironment repository) {
        String redacted = text;
        for (String secret : repository.secrets()) {
            redacted = redacted.replace(secret, MASK).replace(base64(secret), MASK);
        }
        return redacted;
    }

    private static String base64(String value) {
        return Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    }
}
