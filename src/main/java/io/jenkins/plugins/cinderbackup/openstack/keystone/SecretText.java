package io.jenkins.plugins.cinderbackup.openstack.keystone;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Objects;

/** A password or a secret. It can be compared, and it never prints itself. */
public final class SecretText {
    private final String value;

    /** @param value the plain text */
    public SecretText(@NonNull String value) {
        this.value = Objects.requireNonNull(value);
    }

    /** The plain text, for the one place that sends it to Keystone. */
    @NonNull
    String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretText secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "****";
    }
}
