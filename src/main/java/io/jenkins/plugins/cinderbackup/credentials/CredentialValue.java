package io.jenkins.plugins.cinderbackup.credentials;

import edu.umd.cs.findbugs.annotations.NonNull;

/** What a credential holds, without a line end behind it. It never prints itself. */
public sealed interface CredentialValue {
    /** A user name with its password. */
    record Login(@NonNull String username, @NonNull String password) implements CredentialValue {
        @Override
        public String toString() {
            return CredentialKind.LOGIN.toString();
        }
    }

    /** A text such as a token or a password. */
    record Text(@NonNull String value) implements CredentialValue {
        @Override
        public String toString() {
            return CredentialKind.TEXT.toString();
        }
    }

    /** A file's content, whatever its encoding, without a byte order mark. */
    record SecretFile(@NonNull String content) implements CredentialValue {
        @Override
        public String toString() {
            return CredentialKind.FILE.toString();
        }
    }
}
