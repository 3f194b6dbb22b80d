package io.jenkins.plugins.cinderbackup.openstack;

import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * How to log in to Keystone.
 *
 * @see <a href="https://docs.openstack.org/api-ref/identity/v3/#authentication-and-token-management">Identity API, authentication</a>
 */
public sealed interface CloudAuth {
    /** Who logs in, as a message may say it: names and ids, no secret. */
    @NonNull
    String describe();

    /** A user's name and password, scoped to a project. All names are needed: Keystone finds users and projects within a domain. */
    record Password(String user, SecretText password, String userDomain, String project, String projectDomain) implements CloudAuth {
        @Override
        public String describe() {
            return "user '" + user + "' of domain '" + userDomain + "', project '" + project + "' of domain '" + projectDomain + "'";
        }
    }

    /** An application credential; it knows its project, so there is no scope. */
    record ApplicationCredential(String id, SecretText secret) implements CloudAuth {
        @Override
        public String describe() {
            return "application credential '" + id + "'";
        }
    }
}
