package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.KeepMark;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.model.Volume;
import java.time.Instant;
import java.util.Map;

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
