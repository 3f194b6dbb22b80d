package io.jenkins.plugins.cinderbackup.model;

/**
 * One request that an OpenStack application credential with access rules must let through.
 *
 * @param service the service's type, such as {@code volumev3}
 * @param method the HTTP method
 * @param path below the project's endpoint, with {@code *} for each part that differs from call to call
 * @see <a href="https://docs.openstack.org/keystone/latest/user/application_credentials.html#access-rules">Access rules</a>
 */
public record AccessRule(String service, String method, String path) {
    /** One of Cinder. */
    public static AccessRule cinder(String method, String path) {
        return new AccessRule("volumev3", method, path);
    }
}
