package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.KeepMark;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.Site;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.model.StorageQuota;
import io.jenkins.plugins.cinderbackup.model.Volume;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What {@link FakeBlockStorage} has, what it was set to, and what others do to it. */
abstract class FakeCinder {
    final ManualTicker ticker;
    final Map<String, FakeItem> volumes = new LinkedHashMap<>();
    final Map<String, FakeItem> snapshots = new LinkedHashMap<>();
    /** How many ids were given. */
    int numbers;

    Duration snapshotTakes = Duration.ofSeconds(2);
    Duration volumeTakes = Duration.ofSeconds(3);
    Duration deletionTakes = Duration.ofSeconds(1);
    final FakeReverts reverts = new FakeReverts();

    /** The state in which a new snapshot or volume ends. */
    String snapshotEndsAs = "available";

    String volumeEndsAs = "available";
    String complaint;
    Site site = new Site("project 1 in region one", "https://keystone.example.com/v3");
    StorageQuota quota = quota(-1, -1, -1);
    boolean sourceAttached;
    /** How far the controller's clock is before Cinder's. */
    Duration controllerAhead = Duration.ZERO;
    /** Cinder's availability zone of all volumes. */
    String zone = "nova";

    StorageQuota counted;
    /** Whether a node has a volume. */
    Predicate<String> attached = id -> false;
    /** The ids of the volumes that a server has, by its id. */
    final Map<String, List<String>> servers = new HashMap<>();

    /** How many were made, also those that are gone. */
    int madeVolumes;

    int madeSnapshots;

    FakeCinder(ManualTicker ticker) {
        this.ticker = ticker;
    }

    static StorageQuota quota(long volumes, long snapshots, long gigabytes) {
        return new StorageQuota(
                new StorageQuota.Limit(volumes, 4),
                new StorageQuota.Limit(snapshots, 5),
                new StorageQuota.Limit(gigabytes, 60));
    }

    /** A volume that is there before the run. */
    void addSource(String id, String status, long sizeGiB) {
        FakeItem item = item(id, "source", null, sizeGiB, null, Duration.ZERO);
        item.status = status;
        volumes.put(id, item);
    }

    /** A snapshot that an earlier run has kept, made so long ago. */
    void addKeptSnapshot(String id, String volume, Duration age) {
        addKeptSnapshot(id, volume, age, "jenkins", new KeepMark("backup", true));
    }

    /** The same, made by this controller and marked like this. */
    void addKeptSnapshot(String id, String volume, Duration age, String jenkins, KeepMark mark) {
        Ownership tags = FakeItem.tagsOf(jenkins, volume, ticker.now().minus(age), ticker.now());
        FakeItem item = item(id, "old-" + id, volume, 10, tags, Duration.ZERO);
        item.createdAt = serverTime().minus(age);
        item.keepMark = mark;
        snapshots.put(id, item);
    }

    /** One that is kept of what that run has backed up. */
    void addSnapshotOf(String id, String volume, String run, KeepMark mark) {
        addKeptSnapshot(id, volume, Duration.ofDays(1), "jenkins", mark);
        snapshots.get(id).belongsTo(new RunId(run));
    }

    Instant serverTime() {
        return ticker.now().minus(controllerAhead);
    }

    /** These limits, with what is there counted. */
    void limit(long volumesMax, long snapshotsMax, long gigabytesMax) {
        counted = quota(volumesMax, snapshotsMax, gigabytesMax);
    }

    StorageQuota quotaNow() {
        return counted == null ? quota : FakeItem.counted(counted, all(volumes), all(snapshots));
    }

    /** Puts a snapshot or volume into a state that it keeps. */
    void setStatus(String id, String status) {
        either(id).status = status;
    }

    /** Somebody else has a volume from a snapshot. */
    void cloneOf(String snapshot) {
        volumes.put("clone", item("clone", "somebody's", snapshot, 10, null, Duration.ZERO));
    }

    /** The next look-ups by id do not know of it, as where one database lags behind another. */
    void hideFor(String id, Duration time) {
        either(id).hiddenUntil = ticker.now().plus(time);
    }

    /** A snapshot whose deletion Cinder accepts and takes back, for a reason that no listing shows. */
    void isBusy(String snapshot) {
        snapshots.get(snapshot).busy = true;
    }

    /** Cinder reads nothing else. */
    void requireAtRest(String id) {
        String status = either(id).status(ticker.now(), false);
        if (!List.of("available", "in-use").contains(status)) {
            throw PermanentException.of(
                    "400: What is to be backed up must be available or in-use, but the current status is '" + status
                            + "'.");
        }
    }

    FakeItem either(String id) {
        return snapshots.containsKey(id) ? snapshots.get(id) : volumes.get(id);
    }

    KeepMark mark(String snapshot) {
        return snapshots.get(snapshot).keepMark;
    }

    boolean isSeen(FakeItem item) {
        return item.hiddenUntil == null || !ticker.now().isBefore(item.hiddenUntil);
    }

    void untag(String id) {
        either(id).tags = null;
    }

    /** Somebody marks it to stay. */
    void keep(String id) {
        either(id).keepMark = new KeepMark("backup", true);
    }

    void rename(String snapshot, String name) {
        snapshots.get(snapshot).name = name;
    }

    void grow(String id, long sizeGiB) {
        volumes.get(id).sizeGiB = sizeGiB;
    }

    /** Somebody else deletes it. */
    void vanish(String id) {
        volumes.remove(id);
        snapshots.remove(id);
    }

    FakeItem item(String id, String name, String parent, long sizeGiB, Ownership tags, Duration takes) {
        return new FakeItem(
                id, name, parent, sizeGiB, tags, serverTime(), ticker.now().plus(takes));
    }

    List<FakeItem> all(Map<String, FakeItem> items) {
        List.copyOf(items.keySet()).forEach(id -> settled(items, id));
        return new ArrayList<>(items.values());
    }

    /** The item as it is by now. */
    FakeItem settled(Map<String, FakeItem> items, String id) {
        FakeItem item = items.get(id);
        if (item != null) {
            item.settle(ticker.now());
        }
        if (item == null || item.deletedAt == null) {
            return item;
        }
        boolean hasClone =
                item.busy || items == snapshots && volumes.values().stream().anyMatch(v -> id.equals(v.parent));
        if (item.isDeleted(ticker.now(), deletionTakes, hasClone)) {
            items.remove(id);
            return null;
        }
        return item;
    }

    Volume volume(FakeItem item) {
        boolean inUse = attached.test(item.id) || (sourceAttached && item.tags == null);
        return item.volume(ticker.now(), inUse, zone);
    }

    Snapshot snapshot(FakeItem item) {
        return item.snapshot(ticker.now());
    }

    FakeItem delete(FakeItem item) {
        if (item != null && item.deletedAt == null) {
            item.deletedAt = ticker.now();
        }
        return item;
    }

    /** The volume as Cinder has it. */
    FakeItem stored(String id) {
        return settled(volumes, id);
    }

    /** A volume's metadata; empty if there is no such volume. */
    Map<String, String> metadata(String id) {
        FakeItem volume = stored(id);
        return volume == null ? Map.of() : volume.metadata;
    }

    Volume seen(String id) {
        return volume(stored(id));
    }

    /** The ids of the snapshots that exist, also those on their way out. */
    public List<String> snapshots() {
        return all(snapshots).stream().map(i -> i.id).toList();
    }

    /** The ids of the volumes that exist and were made by a run. */
    public List<String> temporaryVolumes() {
        return all(volumes).stream()
                .filter(i -> i.made || i.tags != null)
                .map(i -> i.id)
                .toList();
    }

    /** The ids of the volumes that are marked to stay. */
    public List<String> keptVolumes() {
        return FakeItem.kept(all(volumes));
    }

    /** The ids of the snapshots that are marked to stay. */
    public List<String> keptSnapshots() {
        return FakeItem.kept(all(snapshots));
    }
}
