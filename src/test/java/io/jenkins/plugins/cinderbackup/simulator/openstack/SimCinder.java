package io.jenkins.plugins.cinderbackup.simulator.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cinder v3's HTTP interface: microversions, filters, paging, checks of what is sent. */
final class SimCinder {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern METADATA_FILTER = Pattern.compile("\\{'([^']*)': '([^']*)'\\}");
    private static final Pattern METADATA_KEY = Pattern.compile("[a-zA-Z0-9-_:. /]{1,255}");
    private static final Set<String> BACKUP_FILTERS = Set.of("name", "status", "volume_id");
    private static final Set<String> FILTERS = Set.of("metadata", "status", "name", "volume_id", "availability_zone");

    private final SimStore store;
    private final SimKeystone keystone;
    private final SimBackupApi backups;

    volatile int maxMinor = 70;
    volatile int pageLimit = 1000;
    volatile Set<String> zones = Set.of(SimStore.ZONE);

    SimCinder(SimStore store, SimKeystone keystone) {
        this.store = store;
        this.keystone = keystone;
        backups = new SimBackupApi(this, store.backups);
    }

    SimReply handle(SimRequest request) {
        keystone.checkAccess(
                request.headers().get("X-Auth-Token"),
                request.method(),
                request.path().replaceFirst("^/volume", ""));
        int minor = minor(request);
        String path = request.path().replaceFirst("^/volume/v3(/" + OpenstackSimulator.PROJECT_ID + ")?", "");
        // An answer is written from live objects, so nothing may change them meanwhile.
        synchronized (store) {
            return route(request, path, minor).with("OpenStack-API-Version", "volume 3." + minor);
        }
    }

    private int minor(SimRequest request) {
        String asked =
                request.header("OpenStack-API-Version").orElse("volume 3.0").replace("volume 3.", "");
        int minor = Integer.parseInt(asked);
        if (minor > maxMinor) {
            throw SimReply.error(
                            406,
                            "computeFault",
                            "Version 3." + minor + " is not supported by the API. Minimum is 3.0 and maximum is 3."
                                    + maxMinor + ".")
                    .thrown();
        }
        return minor;
    }

    private SimReply route(SimRequest request, String path, int minor) {
        String[] parts = path.split("/", -1);
        String what = request.method() + " " + (parts.length > 1 ? parts[1] : "") + (parts.length > 2 ? "/*" : "")
                + (parts.length > 3 ? "/" + parts[3] : "");
        String id = parts.length > 2 ? parts[2] : "";
        return switch (what) {
            case "GET " -> SimReply.json(200, versions());
            case "GET limits" -> SimReply.json(200, store.limits());
            case "GET messages" -> messages(request, minor);
            case "GET volumes/*" -> id.equals("detail") ? volumes(request, minor) : one("volume", store.volume(id));
            case "GET snapshots/*" ->
                id.equals("detail") ? snapshots(request, minor) : one("snapshot", store.snapshot(id));
            case "POST volumes" -> createVolume(request.json().path("volume"), minor);
            case "PUT volumes/*/metadata" -> {
                SimVolume volume = store.volume(id);
                volume.metadata.clear();
                yield tag(volume, request.json().path("metadata"));
            }
            case "POST snapshots" -> createSnapshot(request.json().path("snapshot"), minor);
            case "POST volumes/*/metadata" ->
                tag(store.volume(id), request.json().path("metadata"));
            case "POST snapshots/*/metadata" ->
                tag(store.snapshot(id), request.json().path("metadata"));
            case "POST volumes/*/action" -> act(id, request.json(), minor);
            case "DELETE volumes/*" -> {
                store.deleteVolume(id);
                yield SimReply.accepted();
            }
            case "DELETE snapshots/*" -> {
                store.deleteSnapshot(id);
                yield SimReply.accepted();
            }
            default -> backups.handle(request, what, id, minor);
        };
    }

    private ObjectNode versions() {
        ObjectNode body = JSON.objectNode();
        body.putArray("versions")
                .addObject()
                .put("id", "v3.0")
                .put("status", "CURRENT")
                .put("version", "3." + maxMinor)
                .put("min_version", "3.0");
        return body;
    }

    private static SimReply one(String kind, SimObject object) {
        ObjectNode body = JSON.objectNode();
        body.set(kind, object.json());
        return SimReply.json(200, body);
    }

    private SimReply messages(SimRequest request, int minor) {
        if (minor < 3) {
            return SimReply.error(404, "itemNotFound", "The resource could not be found.");
        }
        ObjectNode body = JSON.objectNode();
        ArrayNode list = body.putArray("messages");
        // Filters came with 3.5.
        store.messagesAbout(minor < 5 ? null : request.query().get("resource_uuid"))
                .forEach(list::add);
        return SimReply.json(200, body);
    }

    private SimReply volumes(SimRequest request, int minor) {
        return page("volumes", request, newestFirst(store.volumes()), filters(request, minor, "volumes"));
    }

    private SimReply snapshots(SimRequest request, int minor) {
        return page("snapshots", request, newestFirst(store.snapshots()), filters(request, minor, "snapshots"));
    }

    private static List<SimObject> newestFirst(List<? extends SimObject> objects) {
        List<SimObject> reversed = new ArrayList<>(objects);
        Collections.reverse(reversed);
        return reversed;
    }

    /** Before 3.22 the metadata filter of snapshots is dropped without a word; from 3.31 unknown filters are refused. */
    static Map<String, String> filters(SimRequest request, int minor, String collection) {
        Map<String, String> filters = new HashMap<>(request.query());
        filters.keySet().removeAll(Set.of("limit", "marker", "sort", "offset", "all_tenants"));
        if (minor < 22 && collection.equals("snapshots")) {
            filters.remove("metadata");
        }
        Set<String> unknown = new TreeSet<>(filters.keySet());
        Set<String> known = collection.equals("backups") ? BACKUP_FILTERS : FILTERS;
        unknown.removeAll(known);
        if (!unknown.isEmpty() && minor >= 31) {
            throw SimReply.badRequest("Invalid filters " + String.join(",", unknown) + " are found in query options.")
                    .thrown();
        }
        filters.keySet().retainAll(known);
        return filters;
    }

    SimReply page(String collection, SimRequest request, List<SimObject> all, Map<String, String> filters) {
        String kind = Map.of("volumes", "Volume", "snapshots", "Snapshot", "backups", "Backup")
                .get(collection);
        int limit = Math.min(pageLimit, Integer.parseInt(request.query().getOrDefault("limit", "1000")));
        List<SimObject> rest = all;
        String marker = request.query().get("marker");
        if (marker != null) {
            int at = all.stream().map(o -> o.id).toList().indexOf(marker);
            if (at < 0) {
                throw SimReply.notFound(kind, marker).thrown();
            }
            rest = all.subList(at + 1, all.size());
        }
        List<SimObject> page = rest.stream()
                .filter(object -> matches(object, filters))
                .limit(limit)
                .toList();
        ObjectNode body = JSON.objectNode();
        ArrayNode list = body.putArray(collection);
        int minor = minor(request);
        page.forEach(
                object -> list.add(object instanceof SimBackup backup ? backups.json(backup, minor) : object.json()));
        if (!page.isEmpty() && page.size() >= limit) {
            body.putArray(collection + "_links")
                    .addObject()
                    .put("rel", "next")
                    .put("href", keystone.base + request.path() + "?marker=" + page.get(page.size() - 1).id);
        }
        return SimReply.json(200, body);
    }

    private static boolean matches(SimObject object, Map<String, String> filters) {
        ObjectNode json = object.json();
        return filters.entrySet().stream().allMatch(filter -> {
            if (!filter.getKey().equals("metadata")) {
                return json.path(filter.getKey()).asText().equals(filter.getValue());
            }
            Matcher wanted = METADATA_FILTER.matcher(filter.getValue());
            return wanted.matches() && wanted.group(2).equals(object.metadata.get(wanted.group(1)));
        });
    }

    private SimReply createVolume(JsonNode volume, int minor) {
        checkName(volume);
        if (volume.has("backup_id") && minor < 47) {
            throw SimReply.badRequest("Additional properties are not allowed ('backup_id' was unexpected)")
                    .thrown();
        }
        if (volume.path("size").asLong() < 1) {
            throw SimReply.badRequest("Invalid input for field/attribute size. Value: "
                            + volume.path("size").asText() + ". "
                            + volume.path("size").asText() + " is less than the minimum of 1")
                    .thrown();
        }
        String type = volume.path("volume_type").asText("rbd");
        if (!type.equals("rbd")) {
            throw SimReply.error(404, "itemNotFound", "Volume type with name " + type + " could not be found.")
                    .thrown();
        }
        String zone = volume.path("availability_zone").asText(null);
        if (zone != null && !zones.contains(zone)) {
            throw SimReply.badRequest("Availability zone '" + zone + "' is invalid.")
                    .thrown();
        }
        String name = volume.path("name").asText();
        long size = volume.path("size").asLong();
        SimVolume made = volume.has("backup_id")
                ? store.backups.createVolume(volume.path("backup_id").asText(), name, size, zone, metadata(volume))
                : store.createVolume(
                        volume.path("snapshot_id").asText(null),
                        volume.path("source_volid").asText(null),
                        name,
                        size,
                        zone,
                        metadata(volume));
        made.description = volume.path("description").asText(null);
        return accepted("volume", made);
    }

    /** Of all actions, the one that is known here. The body's form is checked before the objects are looked at. */
    private SimReply act(String id, JsonNode body, int minor) {
        JsonNode revert = body.path("revert");
        if (minor < 40 && body.has("revert")) {
            return SimReply.error(404, "itemNotFound", "API version 3." + minor + " is not supported on this method.");
        }
        if (body.size() != 1 || !revert.isObject()) {
            throw SimReply.badRequest(
                            "There is no such action: " + body.fieldNames().next()
                                    + ". Verify the request body and Content-Type header and try again.")
                    .thrown();
        }
        store.reverts.revert(id, revert.path("snapshot_id").asText(null));
        return SimReply.accepted();
    }

    private SimReply createSnapshot(JsonNode snapshot, int minor) {
        checkName(snapshot);
        Map<String, String> metadata = metadata(snapshot);
        boolean force = snapshot.path("force").asBoolean();
        if (minor >= 66 && snapshot.has("force") && !force) {
            throw SimReply.badRequest(
                            "Since microversion 3.66 the 'force' flag is invalid for this request.  For backward compatability, "
                                    + "however, when the 'force' flag is passed with a value evaluating to True, it is silently ignored.")
                    .thrown();
        }
        return accepted(
                "snapshot",
                store.createSnapshot(
                        snapshot.path("volume_id").asText(),
                        snapshot.path("name").asText(),
                        force || minor >= 66,
                        metadata));
    }

    private static SimReply accepted(String kind, SimObject made) {
        ObjectNode body = JSON.objectNode();
        body.set(kind, made.json());
        return SimReply.json(202, body);
    }

    private SimReply tag(SimObject object, JsonNode metadata) {
        ObjectNode holder = JSON.objectNode();
        holder.set("metadata", metadata);
        store.tag(object, metadata(holder));
        ObjectNode body = JSON.objectNode();
        body.set("metadata", object.json().path("metadata"));
        return SimReply.json(200, body);
    }

    static void checkName(JsonNode object) {
        for (String field : List.of("name", "description")) {
            if (object.path(field).asText("").codePoints().count() > 255) {
                throw SimReply.badRequest("Invalid input for field/attribute " + field + ". Value: … is too long")
                        .thrown();
            }
        }
    }

    static Map<String, String> metadata(JsonNode object) {
        Map<String, String> metadata = new HashMap<>();
        object.path("metadata").properties().forEach(entry -> {
            if (!METADATA_KEY.matcher(entry.getKey()).matches()) {
                throw SimReply.badRequest("Invalid input for field/attribute metadata. Value: {'" + entry.getKey()
                                + "': '…'}. '" + entry.getKey()
                                + "' does not match any of the regexes: '^[a-zA-Z0-9-_:. /]{1,255}$'")
                        .thrown();
            }
            if (!entry.getValue().isTextual() || entry.getValue().asText().length() > 255) {
                throw SimReply.badRequest(
                                "Invalid input for field/attribute " + entry.getKey() + ". Value: … is too long")
                        .thrown();
            }
            metadata.put(entry.getKey(), entry.getValue().asText());
        });
        return metadata;
    }
}
