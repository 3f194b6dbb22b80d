package io.jenkins.plugins.cinderbackup.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.jenkins.plugins.cinderbackup.model.RepositorySecret;
import io.jenkins.plugins.cinderbackup.restic.RepositoryEnvironment;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** The run's Secret. */
final class SecretManifest {
    private SecretManifest() {}

    static Secret of(RepositorySecret secret, RepositoryEnvironment repository) {
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

    static String base64(String value) {
        return Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    }
}
