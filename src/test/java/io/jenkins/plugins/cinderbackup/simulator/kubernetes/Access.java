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
    private volatile String token;

    private record Rejection(String resource, Predicate<JsonNode> object, String message) {}

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

    boolean allows(String verb, String resource) {
        return !denied.contains(verb + " " + resource);
    }

    void authorize(String verb, ApiPath path) {
        if (!allows(verb, path.accessName())) {
            String where = path.namespace().isEmpty() ? "at the cluster scope" : "in the namespace \"" + path.namespace() + "\"";
            String what = path.name().isEmpty() ? path.resource() : path.resource() + " \"" + path.name() + "\"";
            throw ApiError.forbidden(what + " is forbidden: User \"" + USER + "\" cannot " + verb + " resource \"" + path.accessName()
                    + "\" in API group \"" + path.group() + "\" " + where);
        }
    }

    void admit(String resource, JsonNode object) {
        rejections.stream().filter(rejection -> rejection.resource.equals(resource) && rejection.object.test(object)).findFirst().ifPresent(rejection -> {
            throw ApiError.forbidden(resource + " \"" + Json.name(object) + "\" is forbidden: " + rejection.message);
        });
    }

    ObjectNode review(ObjectNode review) {
        JsonNode asked = review.at("/spec/resourceAttributes");
        String resource = asked.path("resource").asText();
        String sub = asked.path("subresource").asText("");
        boolean allowed = allows(asked.path("verb").asText(), sub.isEmpty() ? resource : resource + "/" + sub);
        review.putObject("status").put("allowed", allowed);
        return review;
    }

}
