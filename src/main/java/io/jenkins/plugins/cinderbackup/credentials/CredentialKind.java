package io.jenkins.plugins.cinderbackup.credentials;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** The standard types of Jenkins that are accepted, by their names in the user interface. */
public enum CredentialKind {
    LOGIN("Username with password", StandardUsernamePasswordCredentials.class),
    TEXT("Secret text", StringCredentials.class),
    FILE("Secret file", FileCredentials.class);

    private final String label;
    private final Class<? extends StandardCredentials> type;

    CredentialKind(String label, Class<? extends StandardCredentials> type) {
        this.label = label;
        this.type = type;
    }

    Class<? extends StandardCredentials> type() {
        return type;
    }

    @Override
    public String toString() {
        return label;
    }
}
