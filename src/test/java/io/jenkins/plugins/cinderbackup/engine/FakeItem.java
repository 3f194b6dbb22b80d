package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.KeepMark;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.model.StorageQuota;
import io.jenkins.plugins.cinderbackup.model.Volume;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A volume or snapshot of {@link FakeBlockStorage}. */
final class FakeItem {
    String id;
    String name;
    String parent;
    long sizeGiB;
    Ownership tags;
    KeepMark keepMark;
    Instant createdAt;
    Instant readyAt;
    String status = "available";
    Instant deletedAt;
    Instant hiddenUntil;
    boolean busy;
    Map<String, String> metadata = Map.of();

    /** These limits, with what is there counted. */
    static StorageQuota counted(StorageQuota limits, List<FakeItem> volumes, List<FakeItem> snapshots) {
        long gigabytes = Stream.concat(volumes.stream(), snapshots.stream())
                .mapToLong(item -> item.sizeGiB)
                .sum();
        return new StorageQuota(
                new StorageQuota.Limit(limits.volumes().max(), volumes.size()),
                new StorageQuota.Limit(limits.snapshots().max(), snapshots.size()),
                new StorageQuota.Limit(limits.gigabytes().max(), gigabytes));
    }

    /** Marks it as one that stays. */
    static KeepMark keep(FakeItem item, KeepMark mark) {
        if (item == null) {
            throw PermanentException.of("Cannot mark the volume: Cinder answers 404.");
        }
        return item.keepMark = mark;
    }

    /** Its tags become those of another run. */
    void belongsTo(RunId run) {
        tags = new Ownership(tags.origin(), run, tags.sourceVolume(), tags.createdAt(), tags.mayLiveUntil());
    }

    Volume volume(Instant now, boolean inUse, String zone) {
        return new Volume(id, name, status(now, inUse), sizeGiB, inUse, zone, tags, metadata, keepMark != null);
    }

    Snapshot snapshot(Instant now) {
        return new Snapshot(id, name, status(now, false), parent, sizeGiB, createdAt, tags, keepMark);
    }

    private String status(Instant now, boolean inUse) {
        if (deletedAt != null) {
            return "deleting";
        }
        if (now.isBefore(readyAt)) {
            return "creating";
        }
        return inUse ? "in-use" : status;
    }
}
