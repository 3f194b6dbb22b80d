package io.jenkins.plugins.cinderbackup.openstack.keystone;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.openstack.http.ConnectionSettings;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is known of a cloud, from a form, a clouds.yaml or {@code OS_*} lines. Sources are laid over each other and checked once, at the end,
 * with all that is wrong said together.
 */
public final class CloudFields {
    private static final int SHOWN = 400;

    /** One field, under the names that it has in the two kinds of file, the first of which wins. */
    public enum Field {
        AUTH_URL("auth.auth_url"),
        USERNAME("auth.username", "user_name"),
        PASSWORD("auth.password"),
        USER_DOMAIN_NAME("auth.user_domain_name"),
        USER_DOMAIN_ID("auth.user_domain_id"),
        PROJECT_NAME("auth.project_name", "tenant_name"),
        PROJECT_ID("auth.project_id", "tenant_id"),
        PROJECT_DOMAIN_NAME("auth.project_domain_name"),
        PROJECT_DOMAIN_ID("auth.project_domain_id"),
        APPLICATION_CREDENTIAL_ID("auth.application_credential_id"),
        APPLICATION_CREDENTIAL_SECRET("auth.application_credential_secret"),
        REGION_NAME("region_name"),
        INTERFACE("interface", "endpoint_type");

        private final String yamlPath;
        private final List<String> keys;

        Field(String yamlPath, String... olderNames) {
            this.yamlPath = yamlPath;
            keys = Stream.concat(Stream.of(yamlPath.replaceFirst("^auth\\.", "")), Stream.of(olderNames))
                    .toList();
        }

        /** Its name in an openrc. */
        public String variable() {
            return "OS_" + name();
        }

        /** Its place below the cloud's entry in a clouds.yaml. */
        public String yamlPath() {
            return yamlPath;
        }

        static boolean isKey(String key) {
            return Stream.of(values()).anyMatch(field -> field.keys.contains(key));
        }

        /** Its names within a clouds.yaml, wherever they stand there. */
        List<String> keys() {
            return keys;
        }
    }

    private final Map<Field, SecretText> values = new EnumMap<>(Field.class);
    private final Set<String> unused = new LinkedHashSet<>();

    /** Sets a field; an empty or missing value leaves it as it is. */
    public CloudFields with(Field field, @CheckForNull String value) {
        if (value != null && !value.isBlank()) {
            values.put(field, new SecretText(value));
        }
        return this;
    }

    /** Takes all that the other source knows; it wins. */
    public CloudFields with(CloudFields over) {
        values.putAll(over.values);
        return this;
    }

    /** Remembers the name of something that the source has and that is not used. */
    CloudFields withUnused(String name) {
        unused.add(name);
        return this;
    }

    boolean has(Field field) {
        return values.containsKey(field);
    }

    /** The values to mask. */
    public List<String> secrets() {
        return Stream.of(Field.PASSWORD, Field.APPLICATION_CREDENTIAL_SECRET)
                .map(this::get)
                .flatMap(Optional::stream)
                .toList();
    }

    /** What the source has and is not used, as one sentence with all names; empty if there is nothing. */
    public Optional<String> note() {
        return unused.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "Not used of the OpenStack credential: " + Printable.text(String.join(", ", unused), SHOWN)
                                + ". No other file is read, such as a cacert or a profile: what is needed of them belongs into the fields of the form.");
    }

    /**
     * The settings that these fields make. An application credential is used if there is a part of one, else user and password.
     *
     * @throws PermanentException with all that is missing or wrong
     */
    public CloudSettings settings(ConnectionSettings connection) {
        Findings problems = new Findings();
        checkUrl(problems);
        EndpointInterface endpointInterface = get(Field.INTERFACE)
                .map(EndpointInterface::named)
                .orElse(Optional.of(EndpointInterface.PUBLIC))
                .orElseGet(() -> {
                    problems.add(
                            "OpenStack has no endpoint interface '"
                                    + shown(get(Field.INTERFACE).get()) + "'",
                            "use public, internal or admin");
                    return EndpointInterface.PUBLIC;
                });
        boolean application = values.containsKey(Field.APPLICATION_CREDENTIAL_ID)
                || values.containsKey(Field.APPLICATION_CREDENTIAL_SECRET);
        CloudAuth auth = application ? applicationCredential(problems) : password(problems);
        if (!problems.isEmpty()) {
            problems.add(note().map(Finding::of));
            throw problems.exception();
        }
        return new CloudSettings(
                get(Field.AUTH_URL).get(), auth, get(Field.REGION_NAME).orElse(null), endpointInterface, connection);
    }

    private void checkUrl(Findings problems) {
        String url = need(Field.AUTH_URL, problems);
        if (!url.isEmpty()) {
            problems.add(checkUrl(url));
        }
    }

    /** What is wrong with the form of an auth URL, or nothing. */
    public static Optional<Finding> checkUrl(String url) {
        try {
            URI uri = new URI(url.strip());
            if (uri.getUserInfo() != null) {
                return Optional.of(
                        Finding.of("The OpenStack auth URL holds a user or password", "put them into the credential"));
            }
            if (String.valueOf(uri.getPath()).matches("(?i).*/v2\\.0/*")) {
                return Optional.of(Finding.of(
                        "The OpenStack auth URL '" + shown(url)
                                + "' is of the Identity API v2.0, which OpenStack has dropped",
                        "write it with /v3, or without a version"));
            }
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return http && uri.getHost() != null
                    ? Optional.empty()
                    : Optional.of(Finding.of(
                            "The OpenStack auth URL '" + shown(url) + "' is not an http or https URL",
                            "write it as https://keystone.example.org/v3"));
        } catch (URISyntaxException e) {
            return Optional.of(Finding.of(
                    "The OpenStack auth URL is not a URL: " + e.getReason(),
                    "write it as https://keystone.example.org/v3"));
        }
    }

    /** In one line, whatever somebody has pasted. */
    private static String shown(String value) {
        return Printable.text(value, SHOWN);
    }

    private CloudAuth applicationCredential(Findings problems) {
        String id = need(Field.APPLICATION_CREDENTIAL_ID, problems);
        String secret = need(Field.APPLICATION_CREDENTIAL_SECRET, problems);
        return new CloudAuth.ApplicationCredential(id, new SecretText(secret));
    }

    private CloudAuth password(Findings problems) {
        String user = need(Field.USERNAME, problems);
        String password = need(Field.PASSWORD, problems);
        KeystoneRef userDomain = reference(Field.USER_DOMAIN_ID, Field.USER_DOMAIN_NAME, problems);
        boolean hasDomain =
                values.containsKey(Field.PROJECT_DOMAIN_NAME) || values.containsKey(Field.PROJECT_DOMAIN_ID);
        KeystoneRef project = !hasDomain && values.containsKey(Field.PROJECT_ID)
                ? KeystoneRef.id(get(Field.PROJECT_ID).get())
                : reference(Field.PROJECT_ID, Field.PROJECT_NAME, problems);
        KeystoneRef projectDomain =
                project.isId() ? null : reference(Field.PROJECT_DOMAIN_ID, Field.PROJECT_DOMAIN_NAME, problems);
        return new CloudAuth.Password(user, new SecretText(password), userDomain, project, projectDomain);
    }

    /** By name where there is one: names are what a form overrides. */
    private KeystoneRef reference(Field id, Field name, Findings problems) {
        if (!values.containsKey(name) && values.containsKey(id)) {
            return KeystoneRef.id(get(id).get());
        }
        return KeystoneRef.name(need(name, problems));
    }

    private String need(Field field, Findings problems) {
        return get(field).orElseGet(() -> {
            problems.add(
                    "The OpenStack credential lacks " + field.variable(),
                    "set it as " + field.variable() + " in an openrc file, as " + field.yamlPath()
                            + " in a clouds.yaml, or in the form");
            return "";
        });
    }

    private Optional<String> get(Field field) {
        return Optional.ofNullable(values.get(field)).map(SecretText::reveal);
    }

    /** The names of what is set. */
    @Override
    public String toString() {
        return "CloudFields" + values.keySet();
    }
}
