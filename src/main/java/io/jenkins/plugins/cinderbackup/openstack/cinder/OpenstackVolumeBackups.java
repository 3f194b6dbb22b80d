package io.jenkins.plugins.cinderbackup.openstack.cinder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.cinderbackup.model.BackupQuota;
import io.jenkins.plugins.cinderbackup.model.BackupRecord;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import io.jenkins.plugins.cinderbackup.port.BlockStorage.NewVolume;
import io.jenkins.plugins.cinderbackup.port.VolumeBackups;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Cinder's own backups through openstack4j, of the project that {@link OpenstackBlockStorage} uses. A request that Cinder refuses is explained by
 * {@link BackupRefusals}.
 *
 * @param project the project, once the credential is known to let through what is needed
 * @see <a href="https://docs.openstack.org/api-ref/block-storage/v3/#backups-backups">Block Storage API, backups</a>
 */
record OpenstackVolumeBackups(Supplier<CinderProject> project) implements VolumeBackups {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** Metadata of backups, and with it our marks. */
    private static final Microversion METADATA = new Microversion(43);
    /** A volume from a backup, which does not keep who asks for it waiting. */
    private static final Microversion VOLUME_FROM_BACKUP = new Microversion(47);
    /** The availability zone of a backup; before, a request with it is refused. */
    private static final Microversion AVAILABILITY_ZONE = new Microversion(51);

    @Override
    public BackupQuota quota() {
        return project.get()
                .session()
                .call(() -> CinderJson.backupQuota(CinderApi.get("read the project's quota of backups", "/limits")));
    }

    @Override
    public Optional<VolumeBackup> backup(String id) {
        return project.get().backups().look(id);
    }

    @Override
    public Optional<VolumeBackup> backupNow(String id) {
        return project.get().backups().find(id);
    }

    @Override
    public List<VolumeBackup> backupsOf(RunId run) {
        return project.get().backups().of(run);
    }

    @Override
    public List<VolumeBackup> backups(BackupFilter filter) {
        Map<String, String> query = new HashMap<>();
        put(query, "volume_id", filter.volumeId());
        put(query, "name", filter.name());
        put(query, "status", filter.status());
        put(query, "all_tenants", filter.allProjects() ? "1" : null);
        return project.get().backups().list(query, CinderJson::backup).items().stream()
                // An operator may take a filter out of resource_filters.json
                .filter(backup -> filter.volumeId() == null || filter.volumeId().equals(backup.volumeId()))
                .filter(backup -> filter.name() == null || filter.name().equals(backup.name()))
                .filter(backup -> filter.status() == null || filter.status().equals(backup.status()))
                .sorted(Comparator.comparing(VolumeBackup::dataTimestamp)
                        .thenComparing(VolumeBackup::createdAt)
                        .reversed())
                .toList();
    }

    private static void put(Map<String, String> query, String key, String value) {
        if (value != null) {
            query.put(key, value);
        }
    }

    @Override
    public String createBackup(NewBackup wanted) {
        String action = "create the backup '" + wanted.name() + "' of volume " + wanted.volumeId();
        require(METADATA, action);
        ObjectNode backup = JSON.objectNode()
                .put("volume_id", wanted.volumeId())
                .put("name", wanted.name())
                .put("description", wanted.description())
                .put("incremental", wanted.incremental())
                .put("force", wanted.force());
        wanted.snapshotId().ifPresent(id -> backup.put("snapshot_id", id));
        wanted.container().ifPresent(container -> backup.put("container", container));
        if (wanted.availabilityZone().isPresent()) {
            require(AVAILABILITY_ZONE, action + " in an availability zone");
            backup.put("availability_zone", wanted.availabilityZone().get());
        }
        try {
            return BackupRefusals.explained(
                            () -> project.get().backups().post(action, backup, wanted.metadata(), wanted.tags()))
                    .path("id")
                    .asText();
        } finally {
            // Its source is locked from now on, or is in another state than was seen
            project.get().volumes().changed(wanted.volumeId());
            wanted.snapshotId().ifPresent(project.get().snapshots()::changed);
        }
    }

    /** Cinder replaces the metadata of a backup as a whole. */
    @Override
    public void keepBackup(String id) {
        String action = "mark backup " + id + " as kept";
        CinderObjects<VolumeBackup> backups = project.get().backups();
        VolumeBackup backup = backups.find(id)
                .orElseThrow(() -> PermanentException.of(
                        "Cannot " + action + ": it is gone.", "find out who deletes backups in this project"));
        ObjectNode metadata = CinderObjects.json(backup.metadata());
        metadata.setAll(CinderObjects.json(TagMetadata.KEPT));
        ObjectNode body = JSON.objectNode();
        body.putObject("backup").set("metadata", metadata);
        put(action, CinderApi.path("backups", id), body, backups, id);
    }

    @Override
    public void deleteBackup(String id) {
        backup(id).filter(backup -> !backup.status().equals("available")).ifPresent(this::refuseLoss);
        project.get().backups().delete(id);
    }

    /** Of a backup that has failed there may be no image, and Cinder's driver for Ceph would delete that of a snapshot's copy in its place. */
    private void refuseLoss(VolumeBackup failed) {
        backups(BackupFilter.ofVolume(failed.volumeId())).stream()
                .filter(other -> other.isSnapshotCopyInCeph() && !other.id().equals(failed.id()))
                .findFirst()
                .ifPresent(lost -> {
                    throw PermanentException.of(
                            "Backup " + failed.id()
                                    + " is not removed: Cinder's driver for Ceph could delete the data of backup "
                                    + lost.name() + " (" + lost.id() + ") with it, and say nothing.",
                            "remove backup " + lost.id() + " first, once nobody needs it",
                            "until then leave the failed one where it is, and have nobody delete it by other means");
                });
    }

    @Override
    public void forceDeleteBackup(String id) {
        BackupRefusals.explained(() -> {
            project.get().backups().forceDelete(id);
            return null;
        });
    }

    @Override
    public void resetBackup(String id, String state) {
        ObjectNode body = JSON.objectNode();
        body.putObject("os-reset_status").put("status", state);
        try {
            BackupRefusals.explained(() -> project.get()
                    .session()
                    .call(() -> CinderApi.act("set the state of backup " + id, "backups", id, body)));
        } finally {
            project.get().backups().changed(id);
        }
    }

    /** A GET, whatever Cinder's documentation says. */
    @Override
    public BackupRecord exportRecord(String id) {
        String action = "export the record of backup " + id;
        BackupRecord record =
                BackupRefusals.explained(() -> project.get().session().call(() -> {
                    JsonNode answer = CinderApi.get(action, CinderApi.path("backups", id, "export_record"));
                    try {
                        return BackupRecords.of("the record in Cinder's answer", answer);
                    } catch (PermanentException e) {
                        throw new TransientException("Cannot " + action + ": " + e.getMessage(), e);
                    }
                }));
        if (!record.id().equals(id)) {
            throw PermanentException.of(
                    "Cannot " + action + ": Cinder answers with the record of backup " + record.id() + ".",
                    "ask the cloud's administrator");
        }
        return record;
    }

    @Override
    public void importRecord(BackupRecord record) {
        String action = "import the record of " + record.describe();
        try {
            BackupRefusals.explained(() -> project.get()
                    .session()
                    .call(() -> CinderApi.post(action, "/backups/import_record", BackupRecords.body(record))));
        } finally {
            project.get().backups().changed(record.id());
        }
    }

    @Override
    public boolean canRestoreToNew() {
        return project.get().session().microversion().minor() >= VOLUME_FROM_BACKUP.minor();
    }

    @Override
    public void restoreOver(String backupId, String volumeId) {
        String action = "restore backup " + backupId + " to volume " + volumeId;
        ObjectNode body = JSON.objectNode();
        body.putObject("restore").put("volume_id", volumeId);
        try {
            BackupRefusals.explained(() -> project.get()
                    .session()
                    .call(() -> CinderApi.post(action, CinderApi.path("backups", backupId, "restore"), body)));
        } finally {
            project.get().backups().changed(backupId);
            project.get().volumes().changed(volumeId);
        }
    }

    @Override
    public Volume restoreToNew(String backupId, NewVolume wanted) {
        String action = "create the volume '" + wanted.name() + "' from backup " + backupId;
        require(VOLUME_FROM_BACKUP, action);
        ObjectNode volume = OpenstackBlockStorage.json(wanted).put("backup_id", backupId);
        try {
            return BackupRefusals.explained(
                    () -> project.get().volumes().create(action, volume, wanted.metadata(), wanted.tags()));
        } finally {
            project.get().backups().changed(backupId);
        }
    }

    @Override
    public void rewriteMetadata(String volumeId, Map<String, String> metadata, Ownership kept) {
        ObjectNode all = CinderObjects.json(metadata);
        if (kept != null) {
            all.setAll(CinderObjects.json(TagMetadata.encode(kept)));
            all.setAll(CinderObjects.json(TagMetadata.KEPT));
        }
        put(
                "write the metadata of volume " + volumeId + " anew",
                CinderApi.path("volumes", volumeId, "metadata"),
                JSON.objectNode().set("metadata", all),
                project.get().volumes(),
                volumeId);
    }

    private void put(String action, String path, ObjectNode body, CinderObjects<?> objects, String id) {
        try {
            project.get().session().call(() -> {
                CinderApi.put(action, path, body);
                return null;
            });
        } finally {
            objects.changed(id);
        }
    }

    private void require(Microversion needed, String action) {
        Microversion agreed = project.get().session().microversion();
        if (agreed.minor() < needed.minor()) {
            throw PermanentException.of(
                    "Cannot " + action + ": that needs version 3." + needed.minor()
                            + " of the block storage API, and this cloud knows 3." + agreed.minor() + ".",
                    "ask the cloud's administrator for a newer Cinder");
        }
    }
}
