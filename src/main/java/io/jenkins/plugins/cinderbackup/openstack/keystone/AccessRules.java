package io.jenkins.plugins.cinderbackup.openstack.keystone;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.cinderbackup.model.AccessRule;
import io.jenkins.plugins.cinderbackup.model.Finding;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What an application credential with access rules lets through, compared with all that an operation asks of Cinder. Asked for beforehand: a rule
 * that is missing shows else as a 401 in the middle of a run, and may be the one that removes what the run has made.
 *
 * @see <a href="https://docs.openstack.org/keystone/latest/user/application_credentials.html#access-rules">Access rules</a>
 */
public final class AccessRules {
    /** The version document, which every operation reads, and which is above a project's endpoint. */
    private static final AccessRule VERSIONS = new AccessRule("volumev3", "GET", "/");

    /** What a rule may call the service; which of the names counts is a setting of Cinder's. */
    private static final Set<String> SERVICES =
            Set.of("block-storage", "block-store", "volume", "volumev2", "volumev3");

    /** {@code {name}} and {@code *} stand for one part of a path, {@code **} for any number. */
    private static final Pattern WILDCARD = Pattern.compile("\\*\\*|\\*|\\{[^}]*}");

    private AccessRules() {}

    /**
     * One finding for each request that no rule lets through.
     *
     * @param token the document of a token; without access rules in it everything is let through
     * @param endpoint the URL of block storage
     * @param needed below the endpoint
     */
    public static List<Finding> missing(JsonNode token, String endpoint, List<AccessRule> needed) {
        JsonNode rules = token.path("token").path("application_credential").path("access_rules");
        if (!rules.isArray() || rules.isEmpty()) {
            return List.of();
        }
        String project = URI.create(endpoint).getPath().replaceFirst("(/v3/)[^/]+/?$", "$1*");
        String root = project.replaceFirst("/v3(/.*)?$", "/v3");
        return Stream.concat(Stream.of(below(root, VERSIONS)), needed.stream().map(request -> below(project, request)))
                .filter(request ->
                        StreamSupport.stream(rules.spliterator(), false).noneMatch(rule -> allows(rule, request)))
                .map(AccessRules::finding)
                .toList();
    }

    private static AccessRule below(String base, AccessRule request) {
        return new AccessRule(request.service(), request.method(), base + request.path());
    }

    private static boolean allows(JsonNode rule, AccessRule request) {
        return request.method().equals(rule.path("method").asText())
                && SERVICES.contains(rule.path("service").asText())
                && matches(rule.path("path").asText(), request.path());
    }

    /** A proxy may take away what stands before {@code /v3}: Cinder then sees the rest, and compares that. */
    private static boolean matches(String pattern, String path) {
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

    private static Finding finding(AccessRule request) {
        return Finding.of(
                "The application credential has no access rule for " + request.method() + " " + request.path() + ".",
                "its rules cannot be changed: make another one, with {\"service\": \"" + request.service()
                        + "\", \"method\": \"" + request.method() + "\", \"path\": \"" + request.path()
                        + "\"} among them");
    }
}
