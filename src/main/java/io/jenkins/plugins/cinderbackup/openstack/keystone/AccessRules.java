package io.jenkins.plugins.cinderbackup.openstack.keystone;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.cinderbackup.model.Finding;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What an application credential with access rules lets through, compared with all that a backup asks of Cinder. Asked for beforehand: a rule
 * that is missing shows else as a 401 in the middle of a run, and may be the one that removes what the run has made.
 *
 * @see <a href="https://docs.openstack.org/keystone/latest/user/application_credentials.html#access-rules">Access rules</a>
 */
public final class AccessRules {
    /** All requests of a backup, below the endpoint. With {@link #VERSIONS} the same list as examples/openstack/access-rules.json. */
    private static final List<Needed> NEEDED = List.of(
            new Needed("GET", "/limits"),
            new Needed("GET", "/messages"),
            new Needed("GET", "/volumes/*"),
            new Needed("POST", "/volumes"),
            new Needed("DELETE", "/volumes/*"),
            new Needed("GET", "/snapshots/*"),
            new Needed("POST", "/snapshots"),
            new Needed("POST", "/snapshots/*/metadata"),
            new Needed("DELETE", "/snapshots/*"));

    /** The version document, which is above a project's endpoint. */
    private static final Needed VERSIONS = new Needed("GET", "/");

    /** What a rule may call the service; which of the names counts is a setting of Cinder's. */
    private static final Set<String> SERVICES =
            Set.of("block-storage", "block-store", "volume", "volumev2", "volumev3");

    /** {@code {name}} and {@code *} stand for one part of a path, {@code **} for any number. */
    private static final Pattern WILDCARD = Pattern.compile("\\*\\*|\\*|\\{[^}]*}");

    private AccessRules() {}

    /**
     * One finding for each request of a backup that no rule lets through.
     *
     * @param token the document of a token; without access rules in it everything is let through
     * @param endpoint the URL of block storage
     */
    public static List<Finding> missing(JsonNode token, String endpoint) {
        JsonNode rules = token.path("token").path("application_credential").path("access_rules");
        if (!rules.isArray() || rules.isEmpty()) {
            return List.of();
        }
        String project = URI.create(endpoint).getPath().replaceFirst("(/v3/)[^/]+/?$", "$1*");
        String root = project.replaceFirst("/v3(/.*)?$", "/v3");
        return Stream.concat(Stream.of(VERSIONS.below(root)), NEEDED.stream().map(needed -> needed.below(project)))
                .filter(Predicate.not(needed ->
                        StreamSupport.stream(rules.spliterator(), false).anyMatch(needed::isAllowedBy)))
                .map(Needed::finding)
                .toList();
    }

    /** @param path with {@code *} for each part that differs from call to call */
    private record Needed(String method, String path) {
        Needed below(String base) {
            return new Needed(method, base + path);
        }

        boolean isAllowedBy(JsonNode rule) {
            return method.equals(rule.path("method").asText())
                    && SERVICES.contains(rule.path("service").asText())
                    && matches(rule.path("path").asText());
        }

        /** A proxy may take away what stands before {@code /v3}: Cinder then sees the rest, and compares that. */
        private boolean matches(String pattern) {
            String sample = path.replace("*", "0");
            Pattern wanted = regex(pattern);
            return Stream.of(sample, sample.substring(Math.max(0, sample.lastIndexOf("/v3"))))
                    .anyMatch(seen -> wanted.matcher(seen).matches());
        }

        private static Pattern regex(String pattern) {
            StringBuilder regex = new StringBuilder();
            Matcher wildcard = WILDCARD.matcher(pattern);
            int from = 0;
            while (wildcard.find()) {
                regex.append(Pattern.quote(pattern.substring(from, wildcard.start())))
                        .append(wildcard.group().equals("**") ? ".*" : "[^/]+");
                from = wildcard.end();
            }
            return Pattern.compile(
                    regex.append(Pattern.quote(pattern.substring(from))).toString());
        }

        Finding finding() {
            return Finding.of(
                    "The application credential has no access rule for " + method + " " + path + ".",
                    "its rules cannot be changed: make another one, with {\"service\": \"volumev3\", \"method\": \""
                            + method + "\", \"path\": \"" + path + "\"} among them");
        }
    }
}
