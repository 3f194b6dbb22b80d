package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Who may do what, and what is admitted. All is allowed unless denied. */
public final class Access {
    private static final String USER = "system:serviceaccount:jenkins:backup";

    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private final List<Rejection> rejections = new CopyOnWriteArrayList<>();
    /** What was let through, dry runs included. */
    private final Set<Attempt> used = ConcurrentHashMap.newKeySet();

    private volatile Predicate<Attempt> allowed = attempt -> true;
    private volatile String token;

    private record Rejection(String resource, Predicate<JsonNode> object, String message) {}

    /**
     * Something that access control decides on.
     *
     * @param group the API group, empty for the core one
     * @param resource the plural, with a sub-resource after a slash
     * @param namespace empty for what has none
     */
    public record Attempt(String verb, String group, String resource, String namespace) {}

    /** From now on only what these roles allow. */
    public void allowOnly(Predicate<Attempt> roles) {
        allowed = roles;
    }

    /** All that was asked for and let through so far. */
    public Set<Attempt> used() {
        return Set.copyOf(used);
    }

    /** Denies a verb on a resource such as {@code jobs} or {@code pods/log}. */
    public void deny(String verb, String resource) {
        denied.add(verb + " " + resource);
    }

    /** Refuses to admit objects, in the words of a quota, a policy or a webhook. */
    public void reject(String resource, Predicate<JsonNode> object, String message) {
        rejections.add(new Rejection(resource, object, message));
    }

    /** Admits and allows everything again. */
    public void allowAll() {
        denied.clear();
        rejections.clear();
        allowed = attempt -> true;
    }

    /** Only this bearer token is accepted from now on. */
    public void requireToken(String accepted) {
        token = accepted;
    }

    void authenticate(String header) {
        if (token != null && !("Bearer " + token).equals(header)) {
            throw ApiError.unauthorized();
        }
    }

    private boolean allows(Attempt attempt) {
        return !denied.contains(attempt.verb + " " + attempt.resource) && allowed.test(attempt);
    }

    void authorize(String verb, ApiPath path) {
        Attempt attempt = new Attempt(verb, path.group(), path.accessName(), path.namespace());
        if (!allows(attempt)) {
            String where = path.namespace().isEmpty()
                    ? "at the cluster scope"
                    : "in the namespace \"" + path.namespace() + "\"";
            String what = path.name().isEmpty() ? path.resource() : path.resource() + " \"" + path.name() + "\"";
            throw ApiError.forbidden(what + " is forbidden: User \"" + USER + "\" cannot " + verb + " resource \""
                    + path.accessName() + "\" in API group \"" + path.group() + "\" " + where);
        }
        used.add(attempt);
    }

    void admit(String resource, JsonNode object) {
        rejections.stream()
                .filter(rejection -> rejection.resource.equals(resource) && rejection.object.test(object))
                .findFirst()
                .ifPresent(rejection -> {
                    throw ApiError.forbidden(
                            resource + " \"" + Json.name(object) + "\" is forbidden: " + rejection.message);
                });
    }

    ObjectNode review(ObjectNode review) {
        JsonNode asked = review.at("/spec/resourceAttributes");
        String resource = asked.path("resource").asText();
        String sub = asked.path("subresource").asText("");
        boolean answer = allows(new Attempt(
                asked.path("verb").asText(),
                asked.path("group").asText(""),
                sub.isEmpty() ? resource : resource + "/" + sub,
                asked.path("namespace").asText("")));
        review.putObject("status").put("allowed", answer);
        return review;
    }
}
