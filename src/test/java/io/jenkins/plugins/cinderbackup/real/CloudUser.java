package io.jenkins.plugins.cinderbackup.real;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** A user of a test's own, with the role {@code member} in the project that the plugin works in; gone when it is closed. */
public final class CloudUser implements AutoCloseable {
    private final OpenstackLogin administrator = OpenstackLogin.administrator();
    private final String name = "trap-" + UUID.randomUUID();
    private final String password = "canary-" + UUID.randomUUID();
    private final String id;

    private CloudUser() {
        id = administrator
                .send(
                        "POST",
                        url("/users"),
                        Map.of("user", Map.of("name", name, "domain_id", "default", "password", password)))
                .at("/user/id")
                .asText();
        JsonNode roles =
                administrator.send("GET", url("/roles?name=member"), null).path("roles");
        administrator.send(
                "PUT",
                url("/projects/" + Rigs.OPENSTACK.get("OS_PROJECT_ID") + "/users/" + id + "/roles/"
                        + roles.at("/0/id").asText()),
                null);
    }

    /** An application credential; its secret has the word canary in it. */
    public record ApplicationCredential(String id, String secret) {}

    public static CloudUser member() {
        return new CloudUser();
    }

    public String name() {
        return name;
    }

    public String password() {
        return password;
    }

    /** Gives this user another password, which ends all tokens; {@link #password} stays the first one. */
    public void changePassword(String other) {
        administrator.send("PATCH", url("/users/" + id), Map.of("user", Map.of("password", other)));
    }

    /** Makes every token of this user invalid; the password stays. */
    public void revokeTokens() {
        administrator.send("PATCH", url("/users/" + id), Map.of("user", Map.of("password", password)));
    }

    /** Makes an application credential of this user. */
    public ApplicationCredential applicationCredential() {
        String secret = "canary-" + UUID.randomUUID();
        JsonNode made = logIn().send(
                        "POST",
                        credentials(),
                        Map.of("application_credential", Map.of("name", secret.substring(7, 15), "secret", secret)));
        return new ApplicationCredential(made.at("/application_credential/id").asText(), secret);
    }

    /** Ends all application credentials of this user, and the tokens that were had with them. */
    public void revokeApplicationCredentials() {
        List<String> ids = StreamSupport.stream(
                        administrator
                                .send("GET", credentials(), null)
                                .path("application_credentials")
                                .spliterator(),
                        false)
                .map(credential -> credential.path("id").asText())
                .toList();
        ids.forEach(credential -> administrator.send("DELETE", credentials() + "/" + credential, null));
    }

    private OpenstackLogin logIn() {
        return OpenstackLogin.of(name, password, Rigs.OPENSTACK.get("OS_PROJECT_NAME"));
    }

    private String credentials() {
        return url("/users/" + id + "/application_credentials");
    }

    private static String url(String path) {
        return OpenstackLogin.identity() + path;
    }

    /**
     * With the user, Keystone deletes the application credentials and not their roles; in a database that does not hold foreign keys, such as the rig's,
     * the next one that is made has them then, and cannot be stored.
     */
    @Override
    public void close() {
        revokeApplicationCredentials();
        administrator.send("DELETE", url("/users/" + id), null);
    }
}
