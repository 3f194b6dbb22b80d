package io.jenkins.plugins.cinderbackup.openstack.cinder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.cinderbackup.model.AccessRule;
import io.jenkins.plugins.cinderbackup.model.AttachedVolume;
import io.jenkins.plugins.cinderbackup.model.KeepMark;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.ScanResult;
import io.jenkins.plugins.cinderbackup.model.Site;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.model.SnapshotListing;
import io.jenkins.plugins.cinderbackup.model.StorageQuota;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.openstack.http.ServerText;
import io.jenkins.plugins.cinderbackup.port.BlockStorage;
import io.jenkins.plugins.cinderbackup.port.Inventory;
import io.jenkins.plugins.cinderbackup.port.VolumeBackups;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Cinder through openstack4j. All runs with equal settings share its {@link CinderProject}; see {@link OpenstackClouds}. A creating call is sent
 * once: after an answer that is not clear only a look-up by tags can tell what happened, and that is the engine's to do.
 *
 * @see <a href="https://docs.openstack.org/api-ref/block-storage/v3/">Block Storage API v3</a>
 */
public final class OpenstackBlockStorage implements BlockStorage, Inventory {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final CinderProject shared;
    private final List<AccessRule> needed;

    OpenstackBlockStorage(CinderProject shared, List<AccessRule> needed) {
        this.shared = shared;
        this.needed = List.copyOf(needed);
    }

    /** The same for an operation that needs all of these: without one of them its first call fails, and says which. */
    public OpenstackBlockStorage requiring(List<AccessRule> rules) {
        return new OpenstackBlockStorage(shared, rules);
    }

    /** The backups that the same Cinder makes itself. */
    public VolumeBackups volumeBackups() {
        return new OpenstackVolumeBackups(this::project);
    }

    private CinderProject project() {
        shared.session().require(needed);
        return shared;
    }

    @Override
    public Site site() {
        return project().session().site();
    }

    @Override
    public Set<String> roles() {
        return project().session().roles();
    }

    @Override
    public StorageQuota quota() {
        return project().session().quota();
    }

    @Override
    public Optional<Volume> volume(String id) {
        return project().volumes().look(id);
    }

    @Override
    public Optional<Snapshot> snapshot(String id) {
        return project().snapshots().look(id);
    }

    @Override
    public List<Volume> volumesNamed(String name) {
        return project().volumes().list(Map.of("name", name), CinderJson::volume).items().stream()
                // An operator may take this filter out of resource_filters.json
                .filter(volume -> volume.name().equals(name))
                .toList();
    }

    /** Cinder has no filter for it, and a volume of several servers names each of them. */
    @Override
    public List<AttachedVolume> volumesAttachedTo(String server) {
        return project().volumes().list(Map.of(), json -> CinderJson.attached(json, server)).items().stream()
                .flatMap(Optional::stream)
                .sorted(AttachedVolume.BY_DEVICE)
                .toList();
    }

    @Override
    public List<Volume> ourVolumes() {
        return project().volumes().ours();
    }

    @Override
    public List<Volume> volumesOf(RunId run) {
        return project().volumes().of(run);
    }

    @Override
    public List<Snapshot> snapshotsOf(RunId run) {
        return project().snapshots().of(run);
    }

    @Override
    public SnapshotListing ourSnapshotsOf(String volumeId) {
        CinderList.Found<Snapshot> found =
                project().snapshots().list(Map.of("volume_id", volumeId), CinderJson::snapshot);
        List<Snapshot> ours = found.items().stream()
                .filter(snapshot ->
                        snapshot.tags() != null && snapshot.volumeId().equals(volumeId))
                .toList();
        Instant newest = ours.stream()
                .map(Snapshot::createdAt)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        return new SnapshotListing(found.serverTime().orElse(newest), ours);
    }

    @Override
    public Optional<Snapshot> latestSnapshotOf(String volumeId) {
        return project().snapshots().list(Map.of("volume_id", volumeId), CinderJson::snapshot).items().stream()
                .filter(snapshot -> snapshot.volumeId().equals(volumeId))
                .max(Comparator.comparing(Snapshot::createdAt));
    }

    @Override
    public boolean canRevert() {
        return project().session().microversion().minor() >= Microversion.REVERT.minor();
    }

    /** Cinder has no filter for it. */
    @Override
    public Map<String, Volume> clonesOf(Set<String> snapshotIds) {
        return project()
                .volumes()
                .list(Map.of(), json -> Map.entry(json.path("snapshot_id").asText(""), CinderJson.volume(json)))
                .items()
                .stream()
                .filter(clone -> snapshotIds.contains(clone.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (first, another) -> first));
    }

    @Override
    public Snapshot createSnapshot(NewSnapshot wanted) {
        ObjectNode snapshot = JSON.objectNode()
                .put("volume_id", wanted.volumeId())
                .put("name", wanted.name())
                .put("description", wanted.description())
                .put("force", wanted.force());
        String action = "create the snapshot '" + wanted.name() + "' of volume " + wanted.volumeId();
        try {
            return project().snapshots().create(action, snapshot, Map.of(), wanted.tags());
        } catch (PermanentException e) {
            // What was seen of the volume before may not be what Cinder has refused it for
            shared.volumes().changed(wanted.volumeId());
            throw e;
        }
    }

    @Override
    public Volume createVolume(NewVolume wanted) {
        String from = wanted.snapshotId()
                .map(snapshot -> " from snapshot " + snapshot)
                .or(() -> wanted.volumeId().map(source -> " from volume " + source))
                .orElse("");
        String action = "create the volume '" + wanted.name() + "'" + from;
        return project().volumes().create(action, json(wanted), wanted.metadata(), wanted.tags());
    }

    static ObjectNode json(NewVolume wanted) {
        ObjectNode volume = JSON.objectNode()
                .put("name", wanted.name())
                .put("description", wanted.description())
                .put("size", wanted.sizeGiB());
        wanted.snapshotId().ifPresent(snapshot -> volume.put("snapshot_id", snapshot));
        wanted.volumeId().ifPresent(source -> volume.put("source_volid", source));
        wanted.volumeType().ifPresent(type -> volume.put("volume_type", type));
        wanted.availabilityZone().ifPresent(zone -> volume.put("availability_zone", zone));
        return volume;
    }

    @Override
    public void revert(String volumeId, String snapshotId) {
        JsonNode body = JSON.objectNode().set("revert", JSON.objectNode().put("snapshot_id", snapshotId));
        String action = "revert volume " + volumeId + " to snapshot " + snapshotId;
        try {
            project().session().call(() -> CinderApi.act(action, "volumes", volumeId, body));
        } finally {
            shared.volumes().changed(volumeId);
            shared.snapshots().changed(snapshotId);
        }
    }

    @Override
    public void keepSnapshot(String id, KeepMark mark) {
        project().snapshots().keep(id, TagMetadata.encode(mark));
    }

    @Override
    public void keepVolume(String id) {
        project().volumes().keep(id, TagMetadata.KEPT);
    }

    @Override
    public void deleteVolume(String id) {
        project().volumes().delete(id);
    }

    @Override
    public void deleteSnapshot(String id) {
        project().snapshots().delete(id);
    }

    /** User messages exist from 3.3 and are filtered from 3.5; before, there is nothing to say or there is more to look through. */
    @Override
    public Optional<String> complaintAbout(String id) {
        return project()
                .session()
                .call(() -> CinderApi.getIfThere(
                        "read Cinder's messages about " + id, "/messages", Map.of("resource_uuid", id)))
                .flatMap(answer -> StreamSupport.stream(answer.path("messages").spliterator(), false)
                        .filter(message ->
                                id.equals(message.path("resource_uuid").asText()))
                        .max(Comparator.comparing(
                                message -> message.path("created_at").asText())))
                .map(message -> ServerText.oneLine(message.path("user_message").asText()));
    }

    @Override
    public ScanResult scan() {
        return CinderScan.take(project().session());
    }
}
