package io.jenkins.plugins.cinderbackup.openstack.cinder;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.cinderbackup.model.AttachedVolume;
import io.jenkins.plugins.cinderbackup.model.BackupQuota;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.model.StorageQuota;
import io.jenkins.plugins.cinderbackup.model.StorageQuota.Limit;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import io.jenkins.plugins.cinderbackup.openstack.http.ServerText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Cinder's objects as the engine's values. Statuses stay as the server writes them. */
final class CinderJson {
    /** A volume is on its way to or from a server in these, also while its list of attachments is empty. */
    private static final Set<String> ATTACHMENT_STATUSES = Set.of("in-use", "attaching", "detaching", "reserved");

    private CinderJson() {}

    static Volume volume(JsonNode json) {
        Map<String, String> metadata = metadata(json);
        String name = json.path("name").asText("");
        String status = text(json, "status");
        boolean attached = !json.path("attachments").isEmpty() || ATTACHMENT_STATUSES.contains(status);
        return new Volume(
                text(json, "id"),
                name,
                json.path("description").asText(""),
                status,
                number(json, "size"),
                attached,
                json.path("availability_zone").asText(""),
                TagMetadata.decode(name, metadata),
                metadata,
                TagMetadata.isKept(name, metadata));
    }

    /** The volume, if the server has it. */
    static Optional<AttachedVolume> attached(JsonNode json, String server) {
        for (JsonNode attachment : json.path("attachments")) {
            if (bare(attachment.path("server_id").asText("")).equals(bare(server))) {
                return Optional.of(new AttachedVolume(
                        volume(json), attachment.path("device").asText("")));
            }
        }
        return Optional.empty();
    }

    /** One id may be written in several ways. */
    private static String bare(String uuid) {
        return uuid.replace("-", "").toLowerCase(Locale.ROOT);
    }

    static Snapshot snapshot(JsonNode json) {
        Map<String, String> metadata = metadata(json);
        String name = json.path("name").asText("");
        return new Snapshot(
                text(json, "id"),
                name,
                text(json, "status"),
                text(json, "volume_id"),
                number(json, "size"),
                createdAt(json),
                json.path("updated_at").isTextual() ? time(json, "updated_at") : null,
                TagMetadata.decode(name, metadata),
                TagMetadata.keepMark(name, metadata));
    }

    static VolumeBackup backup(JsonNode json) {
        Map<String, String> metadata = metadata(json);
        String name = json.path("name").asText("");
        Instant createdAt = createdAt(json);
        return new VolumeBackup(
                text(json, "id"),
                name,
                text(json, "status"),
                text(json, "volume_id"),
                json.path("snapshot_id").asText(null),
                number(json, "size"),
                createdAt,
                json.path("data_timestamp").isTextual() ? time(json, "data_timestamp") : createdAt,
                json.path("is_incremental").asBoolean(),
                json.path("has_dependent_backups").asBoolean(),
                json.path("object_count").asLong(),
                json.path("container").asText(""),
                json.path("fail_reason").isTextual()
                        ? ServerText.oneLine(json.path("fail_reason").asText())
                        : null,
                json.path("os-backup-project-attr:project_id").asText(null),
                TagMetadata.decode(name, metadata),
                metadata,
                TagMetadata.isKept(name, metadata));
    }

    static BackupQuota backupQuota(JsonNode limits) {
        JsonNode absolute = limits.path("limits").path("absolute");
        return new BackupQuota(
                new Limit(number(absolute, "maxTotalBackups"), number(absolute, "totalBackupsUsed")),
                new Limit(number(absolute, "maxTotalBackupGigabytes"), number(absolute, "totalBackupGigabytesUsed")));
    }

    static StorageQuota quota(JsonNode limits) {
        JsonNode absolute = limits.path("limits").path("absolute");
        return new StorageQuota(
                new Limit(number(absolute, "maxTotalVolumes"), number(absolute, "totalVolumesUsed")),
                new Limit(number(absolute, "maxTotalSnapshots"), number(absolute, "totalSnapshotsUsed")),
                new Limit(number(absolute, "maxTotalVolumeGigabytes"), number(absolute, "totalGigabytesUsed")));
    }

    static Map<String, String> metadata(JsonNode json) {
        Map<String, String> metadata = new HashMap<>();
        json.path("metadata")
                .properties()
                .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asText()));
        return metadata;
    }

    static String text(JsonNode json, String field) {
        if (!json.path(field).isTextual()) {
            throw lacks(field);
        }
        return json.path(field).asText();
    }

    static long number(JsonNode json, String field) {
        if (!json.path(field).canConvertToLong()) {
            throw lacks(field);
        }
        return json.path(field).asLong();
    }

    private static TransientException lacks(String field) {
        return new TransientException("Cinder's answer lacks '" + field + "' or it is not of its kind.", null);
    }

    static Instant createdAt(JsonNode json) {
        return time(json, "created_at");
    }

    /** Cinder's times have no zone and are UTC. */
    private static Instant time(JsonNode json, String field) {
        String time = text(json, field);
        try {
            return LocalDateTime.parse(time.replaceFirst("(Z|\\+00:00)$", "")).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new TransientException("Cinder's answer holds a time that is none: " + ServerText.oneLine(time), e);
        }
    }
}
