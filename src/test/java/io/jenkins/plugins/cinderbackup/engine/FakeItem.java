package io.jenkins.plugins.cinderbackup.engine;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.model.KeepMark;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.model.StorageQuota;
import io.jenkins.plugins.cinderbackup.model.Volume;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A volume or snapshot of {@link FakeBlockStorage}. */
final class FakeItem {
    /** Also on the way to or from a server. */
    private static final List<String> ATTACHED = List.of("in-use", "attaching", "detaching", "reserved");

    final String id;
    String name;
    String parent;
    long sizeGiB;
    Ownership tags;
    KeepMark keepMark;
    Instant createdAt;
    Instant readyAt;
    Instant changedAt;
    /** The state in which it is until then, for what it is in the middle of. */
    String busyAs;

    Instant busyUntil = Instant.MIN;
    String status = "available";
    Instant deletedAt;
    Instant hiddenUntil;
    boolean busy;
    Map<String, String> metadata = Map.of();
    String description = "";
    /** Whether a run has made it. */
    boolean made;
    /** What Cinder does to it when the data of a backup is there; null if it is restored from none. */
    @CheckForNull
    FakeRestores.Arrival arrival;

    FakeItem(String id, String name, String parent, long sizeGiB, Ownership tags, Instant createdAt, Instant readyAt) {
        this.id = id;
        this.name = name;
        this.parent = parent;
        this.sizeGiB = sizeGiB;
        this.tags = tags;
        this.createdAt = createdAt;
        this.readyAt = readyAt;
    }

    /** The tags of some run of that controller. */
    static Ownership tagsOf(String jenkins, String volume, Instant createdAt, Instant mayLiveUntil) {
        return new Ownership(new Origin(jenkins, "job", "1"), RunId.random(), volume, createdAt, mayLiveUntil);
    }

    /** Whether its deletion, which was accepted, has come to its end. One with a clone comes back instead. */
    boolean isDeleted(Instant now, Duration takes, boolean hasClone) {
        if (hasClone && now.isAfter(deletedAt.plusMillis(50))) {
            deletedAt = null;
        }
        return !hasClone && !now.isBefore(deletedAt.plus(takes));
    }

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

    /** The ids of those that are marked to stay. */
    static List<String> kept(List<FakeItem> items) {
        return items.stream()
                .filter(item -> item.keepMark != null)
                .map(item -> item.id)
                .toList();
    }

    /** Its tags become those of another run. */
    void belongsTo(RunId run) {
        tags = new Ownership(tags.origin(), run, tags.sourceVolume(), tags.createdAt(), tags.mayLiveUntil());
    }

    /** It is in the middle of something, and in this state for so long. */
    void busy(String as, Instant now, Duration takes) {
        busyAs = as;
        busyUntil = now.plus(takes);
        changedAt = now;
    }

    /** Whether Cinder lets nothing else be done with it. */
    boolean isBusy(Instant now) {
        return now.isBefore(readyAt) || now.isBefore(busyUntil);
    }

    boolean isOf(RunId run) {
        return tags != null && tags.run().equals(run);
    }

    Volume volume(Instant now, boolean inUse, String zone) {
        String seen = status(now, inUse);
        boolean attached = inUse || ATTACHED.contains(seen);
        return new Volume(id, name, description, seen, sizeGiB, attached, zone, tags, metadata, keepMark != null);
    }

    Snapshot snapshot(Instant now) {
        return new Snapshot(id, name, status(now, false), parent, sizeGiB, createdAt, changedAt, tags, keepMark);
    }

    /** The data of a backup is there, if that is so by now. */
    void settle(Instant now) {
        if (arrival != null && !now.isBefore(arrival.at())) {
            arrival.at(this);
            arrival = null;
        }
    }

    String status(Instant now, boolean inUse) {
        if (deletedAt != null) {
            return "deleting";
        }
        if (now.isBefore(readyAt)) {
            return "creating";
        }
        if (now.isBefore(busyUntil)) {
            return busyAs;
        }
        return inUse ? "in-use" : status;
    }
}
