package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Labels that an object must have, in the API server's grammar: {@code a=b}, {@code a==b}, {@code a!=b}, {@code a in (b,c)}, {@code a notin (b,c)}, {@code a}
 * and {@code !a}, with commas between them. As there, {@code !=} and {@code notin} also match what has no such label.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#api">Labels, API</a>
 */
final class LabelSelector {
    private static final String KEY = "[A-Za-z0-9]([A-Za-z0-9._/-]*[A-Za-z0-9])?";
    private static final String VALUE = "([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)?";
    private static final Pattern ABSENT = Pattern.compile("!\\s*(?<key>" + KEY + ")");
    private static final Pattern PRESENT = Pattern.compile("(?<key>" + KEY + ")");
    private static final Pattern EQUAL =
            Pattern.compile("(?<key>" + KEY + ")\\s*(?<operator>==|=|!=)\\s*(?<value>" + VALUE + ")");
    private static final Pattern IN_SET =
            Pattern.compile("(?<key>" + KEY + ")\\s+(?<operator>in|notin)\\s*\\((?<values>[^()]*)\\)");
    private static final Pattern COMMA = Pattern.compile(",(?![^(]*\\))");

    private final List<Predicate<JsonNode>> requirements;

    private LabelSelector(List<Predicate<JsonNode>> requirements) {
        this.requirements = requirements;
    }

    /** @throws ApiError if it is none */
    static LabelSelector of(String text) {
        return new LabelSelector(
                text == null || text.isBlank()
                        ? List.of()
                        : COMMA.splitAsStream(text)
                                .map(String::strip)
                                .map(LabelSelector::requirement)
                                .toList());
    }

    /** @param wanted an object's {@code matchLabels} */
    static LabelSelector ofMatchLabels(JsonNode wanted) {
        return new LabelSelector(wanted.properties().stream()
                .map(label -> oneOf(label.getKey(), List.of(label.getValue().asText()), true))
                .toList());
    }

    boolean matches(JsonNode object) {
        JsonNode labels = object.at("/metadata/labels");
        return requirements.stream().allMatch(requirement -> requirement.test(labels));
    }

    private static Predicate<JsonNode> requirement(String text) {
        Matcher absent = ABSENT.matcher(text);
        Matcher present = PRESENT.matcher(text);
        Matcher equal = EQUAL.matcher(text);
        Matcher set = IN_SET.matcher(text);
        if (absent.matches()) {
            return labels -> !labels.has(absent.group("key"));
        }
        if (present.matches()) {
            return labels -> labels.has(present.group("key"));
        }
        if (equal.matches()) {
            return oneOf(
                    equal.group("key"),
                    List.of(equal.group("value")),
                    !equal.group("operator").equals("!="));
        }
        if (set.matches()) {
            return oneOf(
                    set.group("key"),
                    Stream.of(set.group("values").split(",", -1))
                            .map(String::strip)
                            .toList(),
                    set.group("operator").equals("in"));
        }
        throw ApiError.badRequest(
                "unable to parse requirement: found '" + text + "', expected: '=', '!=', '==', 'in', notin'");
    }

    private static Predicate<JsonNode> oneOf(String key, List<String> values, boolean wanted) {
        return labels ->
                wanted == (labels.has(key) && values.contains(labels.path(key).asText()));
    }
}
