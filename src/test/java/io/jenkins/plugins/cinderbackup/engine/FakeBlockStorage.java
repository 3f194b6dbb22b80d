package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.KeepMark;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.Site;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.model.SnapshotListing;
import io.jenkins.plugins.cinderbackup.model.StorageQuota;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.port.BlockStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Cinder in memory. States take time, an attached volume cannot be deleted, and a snapshot that still has a clone comes back
 * after its deletion was accepted.
 */
public final class FakeBlockStorage implements BlockStorage {
    private static final Set<String> SNAPSHOT_STATUSES = Set.of("available", "in-use");

    private final Calls calls;
    private final ManualTicker ticker;
    private final Map<String, FakeItem> volumes = new LinkedHashMap<>();
    private final Map<String, FakeItem> snapshots = new LinkedHashMap<>();
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

    private StorageQuota counted;
    /** Whether a node has a volume. */
    Predicate<String> attached = id -> false;
    /** How many were made, also those that are gone. */
    int madeVolumes;

    int madeSnapshots;

    FakeBlockStorage(Calls calls, ManualTicker ticker) {
        this.calls = calls;
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

    private Instant serverTime() {
        return ticker.now().minus(controllerAhead);
    }

    /** These limits, with what is there counted. */
    void limit(long volumesMax, long snapshotsMax, long gigabytesMax) {
        counted = quota(volumesMax, snapshotsMax, gigabytesMax);
    }

    private StorageQuota quotaNow() {
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

    private FakeItem either(String id) {
        return snapshots.containsKey(id) ? snapshots.get(id) : volumes.get(id);
    }

    KeepMark mark(String snapshot) {
        return snapshots.get(snapshot).keepMark;
    }

    private boolean isSeen(FakeItem item) {
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

    private FakeItem item(String id, String name, String parent, long sizeGiB, Ownership tags, Duration takes) {
        return new FakeItem(
                id, name, parent, sizeGiB, tags, serverTime(), ticker.now().plus(takes));
    }

    @Override
    public Site site() {
        return site;
    }

    @Override
    public StorageQuota quota() {
        return calls.call("quota", "", this::quotaNow);
    }

    @Override
    public Optional<Volume> volume(String id) {
        return calls.call(
                "volume",
                "",
                () -> Optional.ofNullable(settled(volumes, id))
                        .filter(this::isSeen)
                        .map(this::volume));
    }

    @Override
    public Optional<Snapshot> snapshot(String id) {
        return calls.call(
                "snapshot",
                "",
                () -> Optional.ofNullable(settled(snapshots, id))
                        .filter(this::isSeen)
                        .map(this::snapshot));
    }

    @Override
    public List<Volume> volumesNamed(String name) {
        return calls.call("volumesNamed", "", () -> with(volumes, i -> i.name.equals(name), this::volume));
    }

    @Override
    public List<Volume> volumesOf(RunId run) {
        return calls.call("volumesOf", "", () -> with(volumes, i -> i.isOf(run), this::volume));
    }

    @Override
    public List<Snapshot> snapshotsOf(RunId run) {
        return calls.call("snapshotsOf", "", () -> with(snapshots, i -> i.isOf(run), this::snapshot));
    }

    private <T> List<T> with(Map<String, FakeItem> items, Predicate<FakeItem> which, Function<FakeItem, T> as) {
        return all(items).stream().filter(which).map(as).toList();
    }

    @Override
    public SnapshotListing ourSnapshotsOf(String volumeId) {
        return calls.call(
                "ourSnapshotsOf",
                "",
                () -> new SnapshotListing(
                        serverTime(),
                        all(snapshots).stream()
                                .filter(i -> i.tags != null && i.parent.equals(volumeId))
                                .map(this::snapshot)
                                .toList()));
    }

    @Override
    public Optional<Snapshot> latestSnapshotOf(String volumeId) {
        return calls.call(
                "latestSnapshotOf",
                "",
                () -> all(snapshots).stream()
                        .filter(i -> i.parent.equals(volumeId))
                        .map(this::snapshot)
                        .max(Comparator.comparing(Snapshot::createdAt)));
    }

    @Override
    public boolean canRevert() {
        return calls.call("canRevert", "", () -> reverts.possible);
    }

    @Override
    public void revert(String volumeId, String snapshotId) {
        calls.call("revert", volumeId + " to " + snapshotId, () -> {
            FakeItem volume = settled(volumes, volumeId);
            return reverts.revert(volume, volume(volume).status(), settled(snapshots, snapshotId), ticker.now());
        });
    }

    @Override
    public Map<String, Volume> clonesOf(Set<String> snapshotIds) {
        return calls.call(
                "clonesOf",
                "",
                () -> all(volumes).stream()
                        .filter(i -> i.parent != null && snapshotIds.contains(i.parent))
                        .collect(Collectors.toMap(i -> i.parent, this::volume, (first, another) -> first)));
    }

    @Override
    public Snapshot createSnapshot(NewSnapshot wanted) {
        return calls.call("createSnapshot", "", () -> {
            String id = "snapshot-" + ++numbers;
            FakeItem source = volumes.get(wanted.volumeId());
            if (!SNAPSHOT_STATUSES.contains(source.status)) {
                throw PermanentException.of(
                        "Cannot create the snapshot: Cinder answers 400: Invalid volume: Volume " + source.id
                                + " status must be available, in-use, but current status is: " + source.status + ".");
            }
            long size = source.sizeGiB;
            FakeItem item = item(id, wanted.name(), wanted.volumeId(), size, wanted.tags(), snapshotTakes);
            item.status = snapshotEndsAs;
            snapshots.put(id, item);
            madeSnapshots++;
            return snapshot(item);
        });
    }

    @Override
    public Volume createVolume(NewVolume wanted) {
        return calls.call("createVolume", "", () -> {
            String id = "volume-" + ++numbers;
            String parent = wanted.snapshotId().orElse(null);
            FakeItem item = item(id, wanted.name(), parent, wanted.sizeGiB(), wanted.tags(), volumeTakes);
            item.status = volumeEndsAs;
            item.metadata = wanted.metadata();
            volumes.put(id, item);
            madeVolumes++;
            return volume(item);
        });
    }

    @Override
    public void keepVolume(String id) {
        calls.call("keepVolume", "", () -> FakeItem.keep(settled(volumes, id), new KeepMark("", true)));
    }

    @Override
    public void keepSnapshot(String id, KeepMark mark) {
        calls.call("keepSnapshot", "", () -> snapshots.get(id).keepMark = mark);
    }

    @Override
    public void deleteVolume(String id) {
        calls.call("deleteVolume", id, () -> {
            FakeItem item = settled(volumes, id);
            if (item != null && attached.test(id)) {
                throw new TransientException("400: Volume status must be available, but it is in-use", null);
            }
            if (item != null && ticker.now().isBefore(item.readyAt)) {
                throw new TransientException("400: Volume status must be available, but it is creating", null);
            }
            return delete(item);
        });
    }

    @Override
    public void deleteSnapshot(String id) {
        calls.call("deleteSnapshot", id, () -> delete(settled(snapshots, id)));
    }

    private FakeItem delete(FakeItem item) {
        if (item != null && item.deletedAt == null) {
            item.deletedAt = ticker.now();
        }
        return item;
    }

    @Override
    public Optional<String> complaintAbout(String id) {
        return calls.call("complaintAbout", "", () -> Optional.ofNullable(complaint));
    }

    private List<FakeItem> all(Map<String, FakeItem> items) {
        List.copyOf(items.keySet()).forEach(id -> settled(items, id));
        return new ArrayList<>(items.values());
    }

    /** The item as it is by now. */
    private FakeItem settled(Map<String, FakeItem> items, String id) {
        FakeItem item = items.get(id);
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

    private Volume volume(FakeItem item) {
        boolean inUse = attached.test(item.id) || (sourceAttached && item.tags == null);
        return item.volume(ticker.now(), inUse, zone);
    }

    private Snapshot snapshot(FakeItem item) {
        return item.snapshot(ticker.now());
    }

    /** The ids of the snapshots that exist, also those on their way out. */
    public List<String> snapshots() {
        return all(snapshots).stream().map(i -> i.id).toList();
    }

    /** The ids of the volumes that exist and were made by a run. */
    public List<String> temporaryVolumes() {
        return all(volumes).stream().filter(i -> i.tags != null).map(i -> i.id).toList();
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
