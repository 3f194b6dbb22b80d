package io.jenkins.plugins.cinderbackup.openstack.cinder;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.cinderbackup.model.AccessRule;
import io.jenkins.plugins.cinderbackup.model.CredentialRefusedException;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.MarkedObject;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.ScanResult;
import io.jenkins.plugins.cinderbackup.openstack.http.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All volumes, snapshots and backups of a project that carry our mark, whichever run's they are. Backups are a gap where the credential may not list and remove them:
 * one that is only for backups by restic needs neither.
 */
final class CinderScan {
    private static final String CLOCK = "read the time of the block storage service";
    private static final Map<String, String> OURS =
            CinderList.withMetadata(TagMetadata.MANAGED_BY, TagMetadata.MANAGED_BY_VALUE);

    private static final List<AccessRule> BACKUPS = List.of(
            new AccessRule("volumev3", "GET", "/backups/*"), new AccessRule("volumev3", "DELETE", "/backups/*"));

    private CinderScan() {}

    static ScanResult take(CloudSession session) {
        List<MarkedObject> found = new ArrayList<>();
        Instant time = session.call(() -> {
            Instant now = time(CinderApi.fetch(CLOCK, "/limits", Map.of()));
            add(found, CinderList.all("volumes", OURS, json -> marked(ResourceKind.VOLUME, json)));
            add(found, CinderList.all("snapshots", OURS, json -> marked(ResourceKind.SNAPSHOT, json)));
            return now;
        });
        return new ScanResult(time, found, backups(session, found));
    }

    private static void add(List<MarkedObject> all, CinderList.Found<Optional<MarkedObject>> found) {
        found.items().forEach(object -> object.ifPresent(all::add));
    }

    /**
     * Adds the backups to what was found, the oldest first: in the order of their making those that others build on are removed last.
     *
     * @return why they could not be looked through; empty if they were
     */
    private static List<Finding> backups(CloudSession session, List<MarkedObject> found) {
        try {
            session.require(BACKUPS);
            // Cinder refuses a filter by metadata for them
            session
                    .call(() -> CinderList.all("backups", Map.of(), json -> marked(ResourceKind.BACKUP, json)))
                    .items()
                    .stream()
                    .flatMap(Optional::stream)
                    .sorted(Comparator.comparing(MarkedObject::createdAt))
                    .forEach(found::add);
            return List.of();
        } catch (CredentialRefusedException e) {
            throw e;
        } catch (PermanentException e) {
            return e.findings().stream()
                    .map(why -> new Finding("Cinder's own backups were not scanned. " + why.message(), why.hints()))
                    .toList();
        }
    }

    private static Instant time(Reply reply) {
        CinderApi.read(CLOCK, reply);
        return reply.date()
                .orElseThrow(() -> PermanentException.of(
                        "Cinder's answers do not say what time it is, so nobody can tell what is past its end.",
                        "let the proxy before Cinder pass the header `Date` on"));
    }

    /** Empty if it does not carry our mark: a server may ignore the filter. */
    private static Optional<MarkedObject> marked(ResourceKind kind, JsonNode json) {
        Map<String, String> metadata = CinderJson.metadata(json);
        String name = json.path("name").asText("");
        return TagMetadata.isMarked(name, metadata)
                ? Optional.of(new MarkedObject(
                        kind,
                        null,
                        name,
                        CinderJson.text(json, "id"),
                        CinderJson.text(json, "status"),
                        CinderJson.number(json, "size"),
                        CinderJson.createdAt(json),
                        TagMetadata.decode(name, metadata),
                        TagMetadata.isKept(name, metadata)))
                : Optional.empty();
    }
}
