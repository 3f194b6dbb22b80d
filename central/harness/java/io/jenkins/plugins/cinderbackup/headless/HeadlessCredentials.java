package io.jenkins.plugins.cinderbackup.headless;

import com.cloudbees.plugins.credentials.CredentialsDescriptor;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.util.Secret;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** Credentials of the standard types, for {@link HeadlessController#add}. */
public final class HeadlessCredentials {
    private HeadlessCredentials() {}

    /** A Username with password. */
    public static StandardUsernamePasswordCredentials login(String id, String username, String password) {
        return new Login(id, username, Secret.fromString(password));
    }

    /** A Secret text. */
    public static StringCredentials text(String id, String secret) {
        return new Text(id, Secret.fromString(secret));
    }

    /** A Secret text that is for Jenkins itself, and for no job. */
    public static StringCredentials systemText(String id, String secret) {
        return new SystemText(id, Secret.fromString(secret));
    }

    /** A Secret file. */
    public static FileCredentials file(String id, String content) {
        return file(id, content.getBytes(StandardCharsets.UTF_8));
    }

    /** A Secret file of whatever bytes. */
    public static FileCredentials file(String id, byte[] content) {
        return new SecretFile(id, content);
    }

    /** What the types have in common. */
    private interface Standard extends StandardCredentials {
        String id();

        @Override
        default String getId() {
            return id();
        }

        @Override
        default String getDescription() {
            return "";
        }

        @Override
        default CredentialsScope getScope() {
            return CredentialsScope.GLOBAL;
        }

        @Override
        default CredentialsDescriptor getDescriptor() {
            throw new UnsupportedOperationException();
        }
    }

    private record Login(String id, String username, Secret password)
            implements Standard, StandardUsernamePasswordCredentials {
        @Override
        public String getUsername() {
            return username;
        }

        @Override
        public Secret getPassword() {
            return password;
        }
    }

    private record Text(String id, Secret secret) implements Standard, StringCredentials {
        @Override
        public Secret getSecret() {
            return secret;
        }
    }

    private record SystemText(String id, Secret secret) implements Standard, StringCredentials {
        @Override
        public Secret getSecret() {
            return secret;
        }

        @Override
        public CredentialsScope getScope() {
            return CredentialsScope.SYSTEM;
        }
    }

    private record SecretFile(String id, byte[] content) implements Standard, FileCredentials {
        @Override
        public String getFileName() {
            return id + ".txt";
        }

        @Override
        public InputStream getContent() {
            return new ByteArrayInputStream(content);
        }
    }
}
