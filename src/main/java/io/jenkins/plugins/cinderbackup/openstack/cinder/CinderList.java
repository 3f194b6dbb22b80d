package io.jenkins.plugins.cinderbackup.openstack.cinder;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.openstack.http.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads a listing to its end, page by page. */
final class CinderList {
    /** Cinder's default for {@code osapi_max_limit}; a server with less gives smaller pages. */
    private static final int PAGE = 1000;

    /** Far above any project; a server that goes on for ever must not fill the controller's memory. */
    private static final int MAX = 50_000;

    private CinderList() {}

    /** A filter for objects that carry this metadata. Snapshots need 3.22 for it, and every match must be checked again. */
    static Map<String, String> withMetadata(String key, String value) {
        return Map.of("metadata", "{'" + key + "': '" + value + "'}");
    }

    /**
     * What a listing found.
     *
     * @param serverTime what the server's clock said at its first page
     */
    record Found<T>(Optional<Instant> serverTime, List<T> items) {}

    /**
     * All objects of a collection that the filter lets through.
     *
     * @throws TransientException also if an object at a page's end was deleted while the listing was read
     */
    static <T> Found<T> all(String collection, Map<String, String> filter, Function<JsonNode, T> read) {
        String action = "list the " + collection;
        List<T> found = new ArrayList<>();
        Optional<Instant> serverTime = Optional.empty();
        Map<String, Object> query = new HashMap<>(filter);
        query.put("limit", PAGE);
        while (true) {
            Reply reply = CinderApi.fetch(action, "/" + collection + "/detail", query);
            if (reply.status() == 400 && query.remove("metadata") != null) {
                // An operator may take this filter out of resource_filters.json; every match is checked again anyway.
                continue;
            }
            JsonNode page = CinderApi.readIfThere(action, reply)
                    .orElseThrow(
                            () -> new TransientException("Cannot " + action + ": it changed while it was read.", null));
            serverTime = serverTime.or(reply::date);
            JsonNode items = page.path(collection);
            items.forEach(item -> found.add(read.apply(item)));
            if (found.size() > MAX) {
                throw new TransientException("Cannot " + action + ": there are more than " + MAX + ".", null);
            }
            Optional<String> next = next(page, collection, items);
            if (next.isEmpty()) {
                return new Found<>(serverTime, found);
            }
            if (next.get().equals(query.put("marker", next.get()))) {
                throw new TransientException("Cannot " + action + ": the server repeats a page.", null);
            }
        }
    }

    /** The marker of the next page: a full page has one, and so has one that the server says is not the last. */
    private static Optional<String> next(JsonNode page, String collection, JsonNode items) {
        boolean more = items.size() >= PAGE;
        for (JsonNode link : page.path(collection + "_links")) {
            more |= "next".equals(link.path("rel").asText());
        }
        return more && !items.isEmpty()
                ? Optional.of(items.get(items.size() - 1).path("id").asText())
                : Optional.empty();
    }
}
