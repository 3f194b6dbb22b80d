package io.jenkins.plugins.cinderbackup.openstack.keystone;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.restic.Printable;

/**
 * How to log in to Keystone.
 *
 * @see <a href="https://docs.openstack.org/api-ref/identity/v3/#authentication-and-token-management">Identity API, authentication</a>
 */
public sealed interface CloudAuth {
    /** Room for names as long as Keystone allows them. */
    int SHOWN = 1200;

    /** Who logs in, as a message may say it in one line: names and ids, no secret. */
    @NonNull
    String describe();

    /**
     * A user's name and password, scoped to a project.
     *
     * @param userDomain Keystone finds a user by name only within a domain
     * @param projectDomain needed where the project is given by name
     */
    record Password(
            String user,
            SecretText password,
            KeystoneRef userDomain,
            KeystoneRef project,
            @CheckForNull KeystoneRef projectDomain)
            implements CloudAuth {
        @Override
        public String describe() {
            String scope = projectDomain == null ? "" : " of domain " + projectDomain;
            return Printable.text(
                    "user '" + user + "' of domain " + userDomain + ", project " + project + scope, SHOWN);
        }
    }

    /** An application credential; it knows its project, so there is no scope. */
    record ApplicationCredential(String id, SecretText secret) implements CloudAuth {
        @Override
        public String describe() {
            return Printable.text("application credential '" + id + "'", SHOWN);
        }
    }
}
