package io.jenkins.plugins.cinderbackup.openstack.cinder;

import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.port.BlockStorage;
import io.jenkins.plugins.cinderbackup.port.BlockStorage.NewSnapshot;
import io.jenkins.plugins.cinderbackup.port.BlockStorage.NewVolume;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What the contracts need of a Cinder, the simulated one or the real one, and ask of it. */
abstract class BlockStorageFixture {
    static final Duration LONG = Duration.ofSeconds(60);

    final RunId run = RunId.random();

    abstract BlockStorage storage();

    /** An available volume of 1 GiB that was not made by us. */
    abstract String sourceVolume();

    /** Attaches a volume to a server; returns when it is {@code in-use}. */
    abstract void attach(String volumeId);

    /** Undoes {@link #attach} or {@link #reserve}; returns when it is {@code available}. */
    abstract void detach(String volumeId);

    /** Has a volume wait for a server; returns when it is {@code reserved}. */
    abstract void reserve(String volumeId);

    Ownership tags(String source) {
        Instant now = Instant.parse("2026-03-01T12:00:00Z");
        String job = "Ordner ä/日本語 'quoted' {x}/" + "langer-name/".repeat(30) + "ende";
        return new Ownership(new Origin("instance-1", job, "42"), run, source, now, now.plusSeconds(7200));
    }

    NewSnapshot newSnapshot(String volumeId, String name, boolean force) {
        return new NewSnapshot(volumeId, name, "a test", force, tags(volumeId));
    }

    NewVolume newVolume(String snapshotId, long sizeGiB) {
        String source = storage().snapshot(snapshotId).map(Snapshot::volumeId).orElse("none");
        return new NewVolume(
                Optional.of(snapshotId),
                Optional.empty(),
                "clone",
                "a test",
                sizeGiB,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                tags(source));
    }

    NewVolume copyOf(String volumeId, long sizeGiB) {
        return new NewVolume(
                Optional.empty(),
                Optional.of(volumeId),
                "copy",
                "a test",
                sizeGiB,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                tags(volumeId));
    }

    Snapshot snapshotOf(String volumeId) {
        return awaitSnapshot(storage()
                .createSnapshot(newSnapshot(volumeId, "snapshot", true))
                .id());
    }

    Snapshot awaitSnapshot(String id) {
        return await().atMost(LONG)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> storage().snapshot(id),
                        snapshot -> snapshot.get().status().equals("available"))
                .get();
    }

    Volume awaitVolume(String id) {
        return await().atMost(LONG)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> storage().volume(id),
                        volume -> volume.get().status().equals("available"))
                .get();
    }

    void deleteVolume(String id) {
        storage().deleteVolume(id);
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> storage().volume(id).isEmpty());
    }

    void deleteSnapshot(String id) {
        storage().deleteSnapshot(id);
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> storage().snapshot(id).isEmpty());
    }
}
