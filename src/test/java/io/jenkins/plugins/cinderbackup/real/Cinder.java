package io.jenkins.plugins.cinderbackup.real;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Keystone and Cinder as a user of one project sees them, by plain requests. */
public final class Cinder {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final OpenstackLogin login;
    private final String endpoint;

    private Cinder(OpenstackLogin login) {
        this.login = login;
        endpoint = StreamSupport.stream(login.about().path("catalog").spliterator(), false)
                .filter(service -> service.path("type").asText().equals("volumev3"))
                .map(service -> service.at("/endpoints/0/url").asText())
                .findFirst()
                .orElseThrow();
    }

    /** The project that the plugin works in. */
    public static Cinder project() {
        return new Cinder(OpenstackLogin.member());
    }

    /** The administrator, for quotas and forced states. */
    public static Cinder administrator() {
        return new Cinder(OpenstackLogin.administrator());
    }

    public String projectId() {
        return login.about().at("/project/id").asText();
    }

    /** Makes a volume and waits until it is available. */
    public String createVolume(String name, int sizeGiB) {
        return createVolume(Map.of("name", name, "size", sizeGiB));
    }

    /** Makes a volume from a snapshot and waits until it is available. */
    public String cloneSnapshot(String name, String snapshotId, int sizeGiB) {
        return createVolume(Map.of("name", name, "size", sizeGiB, "snapshot_id", snapshotId));
    }

    private String createVolume(Map<String, ?> wanted) {
        String id = send("POST", "/volumes", Map.of("volume", wanted))
                .at("/volume/id")
                .asText();
        awaitStatus("volumes/" + id, "available");
        return id;
    }

    /** Marks a volume as used by a server; answers the attachment's id. */
    public String attach(String volumeId) {
        Map<String, Object> attachment = Map.of(
                "volume_uuid", volumeId, "instance_uuid", UUID.randomUUID().toString());
        String id = send("POST", "/attachments", Map.of("attachment", attachment))
                .at("/attachment/id")
                .asText();
        send("POST", "/attachments/" + id + "/action", Map.of("os-complete", Map.of()));
        awaitStatus("volumes/" + volumeId, "in-use");
        return id;
    }

    /** Ends an attachment. */
    public void detach(String attachmentId) {
        send("DELETE", "/attachments/" + attachmentId, null);
    }

    /** The project's volumes, snapshots or backups, as their list has them. */
    public List<JsonNode> list(String kind) {
        return StreamSupport.stream(
                        send("GET", "/" + kind + "/detail", null).path(kind).spliterator(), false)
                .toList();
    }

    /** Deletes a volume with its snapshots and waits until all are gone. */
    public void deleteVolume(String id) {
        list("snapshots").stream()
                .filter(snapshot -> snapshot.path("volume_id").asText().equals(id))
                .map(snapshot -> snapshot.path("id").asText())
                .forEach(this::deleteSnapshot);
        delete("volumes", id);
    }

    /** Deletes a snapshot and waits until it is gone. */
    public void deleteSnapshot(String id) {
        delete("snapshots", id);
    }

    private void delete(String kind, String id) {
        send("DELETE", "/" + kind + "/" + id, null);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> list(kind).stream()
                        .noneMatch(one -> one.path("id").asText().equals(id)));
    }

    /** Sets limits of a project, such as {@code snapshots}; for the administrator. */
    public void quota(String project, Map<String, Integer> limits) {
        send("PUT", "/os-quota-sets/" + project, Map.of("quota_set", limits));
    }

    private void awaitStatus(String path, String status) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> send("GET", "/" + path, null).at("/volume/status").asText(), status::equals);
    }

    /**
     * Any request to Cinder, at microversion 3.60.
     *
     * @param path below the project's endpoint, beginning with a slash
     * @throws AssertionError with the answer, if it is a refusal
     */
    public JsonNode send(String method, String path, Map<String, ?> body) {
        return login.send(method, endpoint + path, body);
    }
}
