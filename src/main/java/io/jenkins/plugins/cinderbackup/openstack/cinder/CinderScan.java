package io.jenkins.plugins.cinderbackup.openstack.cinder;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.cinderbackup.model.MarkedObject;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.ScanResult;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.openstack.http.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All volumes and snapshots of a project that carry our mark, whichever run's they are. For use within a {@link CloudSession#call}. */
final class CinderScan {
    private static final String CLOCK = "read the time of the block storage service";
    private static final Map<String, String> OURS =
            CinderList.withMetadata(TagMetadata.MANAGED_BY, TagMetadata.MANAGED_BY_VALUE);

    private CinderScan() {}

    static ScanResult take() {
        Instant time = time(CinderApi.fetch(CLOCK, "/limits", Map.of()));
        List<Optional<MarkedObject>> found = new ArrayList<>();
        found.addAll(CinderList.all("volumes", OURS, CinderScan::volume).items());
        found.addAll(CinderList.all("snapshots", OURS, CinderScan::snapshot).items());
        return new ScanResult(time, found.stream().flatMap(Optional::stream).toList(), List.of());
    }

    private static Instant time(Reply reply) {
        CinderApi.read(CLOCK, reply);
        return reply.date()
                .orElseThrow(() -> PermanentException.of(
                        "Cinder's answers do not say what time it is, so nobody can tell what is past its end.",
                        "let the proxy before Cinder pass the header `Date` on"));
    }

    private static Optional<MarkedObject> volume(JsonNode json) {
        Volume volume = CinderJson.volume(json);
        return marked(
                json,
                new MarkedObject(
                        ResourceKind.VOLUME,
                        null,
                        volume.name(),
                        volume.id(),
                        volume.status(),
                        volume.sizeGiB(),
                        CinderJson.createdAt(json),
                        volume.tags(),
                        volume.kept()));
    }

    private static Optional<MarkedObject> snapshot(JsonNode json) {
        Snapshot snapshot = CinderJson.snapshot(json);
        return marked(
                json,
                new MarkedObject(
                        ResourceKind.SNAPSHOT,
                        null,
                        snapshot.name(),
                        snapshot.id(),
                        snapshot.status(),
                        snapshot.sizeGiB(),
                        snapshot.createdAt(),
                        snapshot.tags(),
                        snapshot.kept()));
    }

    /** A server may ignore the filter. */
    private static Optional<MarkedObject> marked(JsonNode json, MarkedObject object) {
        return Optional.of(object).filter(o -> TagMetadata.isMarked(object.name(), CinderJson.metadata(json)));
    }
}
