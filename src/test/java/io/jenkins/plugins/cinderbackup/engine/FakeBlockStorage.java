package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.AttachedVolume;
import io.jenkins.plugins.cinderbackup.model.KeepMark;
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
import java.util.Comparator;
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
public final class FakeBlockStorage extends FakeCinder implements BlockStorage {
    private static final Set<String> SNAPSHOT_STATUSES = Set.of("available", "in-use");

    private final Calls calls;

    /** Of the credential. */
    Set<String> roles = Set.of("member", "reader");

    FakeBlockStorage(Calls calls, ManualTicker ticker) {
        super(ticker);
        this.calls = calls;
    }

    @Override
    public Site site() {
        return site;
    }

    @Override
    public Set<String> roles() {
        return calls.call("roles", "", () -> roles);
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
    public List<AttachedVolume> volumesAttachedTo(String server) {
        return calls.call(
                "volumesAttachedTo",
                "",
                () -> servers.getOrDefault(server, List.of()).stream()
                        .map(id -> new AttachedVolume(volume(settled(volumes, id)), "/dev/" + id))
                        .toList());
    }

    @Override
    public List<Volume> ourVolumes() {
        return calls.call("ourVolumes", "", () -> with(volumes, i -> i.tags != null, this::volume));
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
                        with(snapshots, i -> i.tags != null && i.parent.equals(volumeId), this::snapshot)));
    }

    @Override
    public Optional<Snapshot> latestSnapshotOf(String volumeId) {
        return calls.call(
                "latestSnapshotOf",
                "",
                () -> with(snapshots, i -> i.parent.equals(volumeId), this::snapshot).stream()
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
            return volume(added(item, wanted));
        });
    }

    private FakeItem added(FakeItem item, NewVolume wanted) {
        item.description = wanted.description();
        item.made = true;
        volumes.put(item.id, item);
        madeVolumes++;
        return item;
    }

    /** A volume to which a backup is restored. */
    Volume restored(NewVolume wanted, Duration takes, FakeRestores.Arrival arrival) {
        FakeItem item = item("volume-" + ++numbers, wanted.name(), null, wanted.sizeGiB(), wanted.tags(), takes);
        item.arrival = arrival;
        return volume(added(item, wanted));
    }

    @Override
    public void keepVolume(String id) {
        calls.call("keepVolume", "", () -> {
            FakeItem item = settled(volumes, id);
            if (item == null || !isSeen(item)) {
                throw PermanentException.of("Cannot mark the volume: Cinder answers 404.");
            }
            return item.keepMark = new KeepMark("", true);
        });
    }

    @Override
    public void keepSnapshot(String id, KeepMark mark) {
        calls.call("keepSnapshot", "", () -> snapshots.get(id).keepMark = mark);
    }

    @Override
    public void deleteVolume(String id) {
        calls.call("deleteVolume", id, () -> {
            FakeItem item = settled(volumes, id);
            if (item != null && (attached.test(id) || item.isBusy(ticker.now()))) {
                String now = volume(item).status();
                throw new TransientException("400: Volume status must be available, but it is " + now, null);
            }
            return delete(item);
        });
    }

    @Override
    public void deleteSnapshot(String id) {
        calls.call("deleteSnapshot", id, () -> delete(settled(snapshots, id)));
    }

    @Override
    public Optional<String> complaintAbout(String id) {
        return calls.call("complaintAbout", "", () -> Optional.ofNullable(complaint));
    }
}
