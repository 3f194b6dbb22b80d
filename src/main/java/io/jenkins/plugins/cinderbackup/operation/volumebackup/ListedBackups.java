package io.jenkins.plugins.cinderbackup.operation.volumebackup;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.model.GroupMark;
import io.jenkins.plugins.cinderbackup.model.VolumeBackup;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a list has found.
 *
 * @param total how many there are
 * @param newest the newest of them, as many as were asked for
 */
record ListedBackups(long total, List<Listed> newest) {
    /** Known once the list was read to its end. */
    static final Fact<ListedBackups> FACT = new Fact<>("listedBackups", ListedBackups.class);

    ListedBackups {
        newest = List.copyOf(newest);
    }

    static ListedBackups of(List<VolumeBackup> newestFirst, int limit) {
        return new ListedBackups(
                newestFirst.size(),
                newestFirst.stream().limit(limit).map(Listed::of).toList());
    }

    /** One of them: see {@link VolumeBackup}. */
    record Listed(
            String id,
            String name,
            String volumeId,
            String status,
            long sizeGiB,
            boolean incremental,
            boolean hasDependents,
            @CheckForNull String failReason,
            Instant dataTimestamp,
            @CheckForNull String snapshotId,
            long objects,
            String container,
            Map<String, String> metadata,
            @CheckForNull String project) {
        Listed {
            metadata = Map.copyOf(metadata);
        }

        private static Listed of(VolumeBackup backup) {
            return new Listed(
                    backup.id(),
                    backup.name(),
                    backup.volumeId(),
                    backup.status(),
                    backup.sizeGiB(),
                    backup.incremental(),
                    backup.hasDependents(),
                    backup.failReason(),
                    backup.dataTimestamp(),
                    backup.snapshotId(),
                    backup.objects(),
                    backup.container(),
                    backup.metadata(),
                    backup.project());
        }

        /** By the names of the documentation. */
        Map<String, Object> values() {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("id", id);
            values.put("name", name);
            values.put("volumeId", volumeId);
            values.put("status", status);
            values.put("sizeGiB", sizeGiB);
            values.put("incremental", incremental);
            values.put("hasDependentBackups", hasDependents);
            values.put("failReason", failReason);
            values.put("dataTimestamp", dataTimestamp.toString());
            values.put("snapshotId", snapshotId);
            values.put("objects", objects);
            values.put("container", container);
            values.put("metadata", metadata);
            values.put("project", project);
            values.put("group", GroupMark.on(metadata).orElse(null));
            return values;
        }

        /** As a line of the console. */
        String line() {
            return dataTimestamp + " " + id + " " + name + " of volume " + volumeId + ", "
                    + (incremental ? "increment" : "full") + ", " + sizeGiB + " GiB, " + status
                    + (failReason == null ? "" : ": " + failReason);
        }
    }
}
