package io.jenkins.plugins.cinderbackup.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import java.util.Set;

/**
 * An object as it is sent.
 *
 * @param secrets the values in it that nobody is to read
 */
public record Manifest(HasMetadata object, Set<String> secrets) {
    private static final String MASK = "****";

    /** The failure without any of the secrets: a server, or a webhook in it, may quote what it was sent. */
    public PermanentException redacted(PermanentException failure) {
        if (secrets.isEmpty()) {
            return failure;
        }
        // Without the cause, in which the server's words stand as they came
        return new PermanentException(
                failure.findings().stream()
                        .map(finding -> finding.map(this::redacted))
                        .toList(),
                null);
    }

    private String redacted(String text) {
        String redacted = text;
        for (String secret : secrets) {
            redacted = redacted.replace(secret, MASK).replace(SecretManifest.base64(secret), MASK);
        }
        return redacted;
    }

    @Override
    public String toString() {
        return object.getKind() + " " + object.getMetadata().getName();
    }
}
