package io.jenkins.plugins.cinderbackup.openstack.cinder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.cinderbackup.model.KeepMark;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.model.SnapshotListing;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.port.BlockStorage.NewVolume;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every Cinder does, the simulated one and the real one. */
abstract class BlockStorageContract extends RevertContract {
    @Test
    void aSnapshotIsMadeFoundByItsTagsKeptAndDeleted() {
        String source = sourceVolume();
        Snapshot made = storage().createSnapshot(newSnapshot(source, "снимок-日本-é", true));
        assertThat(made.volumeId()).isEqualTo(source);
        assertThat(made.tags()).isEqualTo(tags(source));
        Snapshot available = awaitSnapshot(made.id());
        assertThat(available.name()).isEqualTo("снимок-日本-é");
        assertThat(available.sizeGiB()).isEqualTo(1);
        assertThat(available.kept()).isFalse();
        assertThat(available.createdAt()).isCloseTo(Instant.now(), within(2, ChronoUnit.MINUTES));
        assertThat(storage().snapshotsOf(run)).extracting(Snapshot::id).containsExactly(made.id());
        assertThat(storage().snapshotsOf(RunId.random())).isEmpty();
        assertThat(storage().ourSnapshotsOf(source).snapshots())
                .extracting(Snapshot::id)
                .containsExactly(made.id());

        storage().keepSnapshot(made.id(), new KeepMark("vor-größer/ä", false));
        assertThat(storage().snapshot(made.id())).get().matches(Snapshot::kept).satisfies(kept -> {
            assertThat(kept.tags()).isEqualTo(tags(source));
            assertThat(kept.keepMark()).isEqualTo(new KeepMark("vor-größer/ä", false));
        });

        deleteSnapshot(made.id());
        assertThat(storage().snapshotsOf(run)).isEmpty();
    }

    @Test
    void aVolumeIsMadeFromASnapshotAndFoundByItsTags() {
        String source = sourceVolume();
        Snapshot snapshot = snapshotOf(source);
        Volume made = storage().createVolume(newVolume(snapshot.id(), 2));
        assertThat(made.tags()).isEqualTo(tags(source));
        Volume available = awaitVolume(made.id());
        assertThat(available.sizeGiB()).isEqualTo(2);
        assertThat(available.attached()).isFalse();
        assertThat(storage().volumesOf(run)).extracting(Volume::id).containsExactly(made.id());

        deleteVolume(made.id());
        deleteSnapshot(snapshot.id());
        assertThat(storage().volumesOf(run)).isEmpty();
    }

    @Test
    void aVolumeThatIsMarkedAsKeptSaysSoAndLosesNothingElse() {
        String source = sourceVolume();
        Snapshot snapshot = snapshotOf(source);
        Volume made =
                awaitVolume(storage().createVolume(newVolume(snapshot.id(), 1)).id());
        assertThat(made.kept()).isFalse();

        storage().keepVolume(made.id());

        assertThat(storage().volume(made.id())).get().matches(Volume::kept).satisfies(kept -> {
            assertThat(kept.tags()).isEqualTo(tags(source));
            assertThat(kept.name()).isEqualTo(made.name());
        });
        assertThat(storage().volumesOf(run)).singleElement().matches(Volume::kept);
        deleteVolume(made.id());
        deleteSnapshot(snapshot.id());
    }

    @Test
    void theDeletionOfASnapshotWithACloneIsAcceptedAndThenUndone() {
        Snapshot snapshot = snapshotOf(sourceVolume());
        Volume clone =
                awaitVolume(storage().createVolume(newVolume(snapshot.id(), 1)).id());
        storage().deleteSnapshot(snapshot.id());
        await().atMost(LONG).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
            assertThat(storage().snapshot(snapshot.id()))
                    .get()
                    .extracting(Snapshot::status)
                    .isEqualTo("available");
            assertThat(storage().complaintAbout(snapshot.id())).get().asString().contains("Snapshot is busy");
        });
        deleteVolume(clone.id());
        deleteSnapshot(snapshot.id());
    }

    @Test
    void anAttachedVolumeCannotBeDeletedYet() {
        String volume = sourceVolume();
        attach(volume);
        assertThat(storage().volume(volume)).get().matches(Volume::attached);
        assertThatThrownBy(() -> storage().deleteVolume(volume))
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("delete volume " + volume)
                .hasMessageContaining("must not be migrating, attached");
        detach(volume);
        deleteVolume(volume);
    }

    @Test
    void anAttachedVolumeIsSnapshottedOnlyByForce() {
        String volume = sourceVolume();
        attach(volume);
        assertThatThrownBy(() -> storage().createSnapshot(newSnapshot(volume, "unforced", false)))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("current status is: in-use");
        Snapshot forced = storage().createSnapshot(newSnapshot(volume, "forced", true));
        awaitSnapshot(forced.id());
        deleteSnapshot(forced.id());
        detach(volume);
    }

    @Test
    void aVolumeOnItsWayIsNotSnapshottedEvenByForceAndItsStateIsSeenAtOnce() {
        String volume = sourceVolume();
        assertThat(storage().volume(volume)).get().extracting(Volume::status).isEqualTo("available");
        reserve(volume);
        assertThatThrownBy(() -> storage().createSnapshot(newSnapshot(volume, "too-early", true)))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("current status is: reserved");
        assertThat(storage().volume(volume)).get().extracting(Volume::status).isEqualTo("reserved");
        detach(volume);
        Snapshot later = awaitSnapshot(
                storage().createSnapshot(newSnapshot(volume, "later", true)).id());
        deleteSnapshot(later.id());
    }

    @Test
    void aListingOfSnapshotsSaysWhatTimeItIsInTheCloud() {
        String source = sourceVolume();
        assertThat(storage().ourSnapshotsOf(source).snapshots()).isEmpty();
        Snapshot snapshot = snapshotOf(source);
        SnapshotListing listing = storage().ourSnapshotsOf(source);
        assertThat(listing.snapshots()).extracting(Snapshot::id).containsExactly(snapshot.id());
        assertThat(listing.serverTime())
                .isBetween(
                        snapshot.createdAt().minusSeconds(2),
                        snapshot.createdAt().plusSeconds(120));
        deleteSnapshot(snapshot.id());
    }

    @Test
    void theVolumesThatLiveFromASnapshotAreFound() {
        Snapshot cloned = snapshotOf(sourceVolume());
        Snapshot other = snapshotOf(cloned.volumeId());
        Volume clone =
                awaitVolume(storage().createVolume(newVolume(cloned.id(), 1)).id());
        assertThat(storage().clonesOf(Set.of(cloned.id(), other.id())))
                .containsOnlyKeys(cloned.id())
                .extractingByKey(cloned.id())
                .extracting(Volume::id)
                .isEqualTo(clone.id());
        deleteVolume(clone.id());
        assertThat(storage().clonesOf(Set.of(cloned.id()))).isEmpty();
        deleteSnapshot(cloned.id());
        deleteSnapshot(other.id());
    }

    @Test
    void aVolumeSaysItsAvailabilityZoneAndSoDoesOneMadeInIt() {
        Snapshot snapshot = snapshotOf(sourceVolume());
        String zone = storage().volume(snapshot.volumeId()).orElseThrow().availabilityZone();
        assertThat(zone).isNotEmpty();
        Volume made = awaitVolume(storage()
                .createVolume(new NewVolume(
                        Optional.of(snapshot.id()),
                        Optional.empty(),
                        "in-zone",
                        "a test",
                        1,
                        Optional.empty(),
                        Optional.of(zone),
                        Map.of(),
                        tags(snapshot.volumeId())))
                .id());
        assertThat(made.availabilityZone()).isEqualTo(zone);
        deleteVolume(made.id());
        deleteSnapshot(snapshot.id());
    }

    @Test
    void aBlankVolumeIsMadeFromNothingWithTheMetadataByWhichClaimsAreFound() {
        Map<String, String> csi = Map.of(
                "csi.storage.k8s.io/pvc/name", "db-restored",
                "csi.storage.k8s.io/pvc/namespace", "shop",
                "csi.storage.k8s.io/pv/name", "csb-shop-db-restored");
        Volume made = awaitVolume(storage()
                .createVolume(new NewVolume(
                        Optional.empty(),
                        Optional.empty(),
                        "blank",
                        "a test",
                        1,
                        Optional.empty(),
                        Optional.empty(),
                        csi,
                        tags("none")))
                .id());

        assertThat(made.sizeGiB()).isEqualTo(1);
        assertThat(made.metadata()).containsAllEntriesOf(csi);
        assertThat(made.tags()).isEqualTo(tags("none"));
        assertThat(storage().volumesOf(run)).extracting(Volume::id).containsExactly(made.id());
        storage().keepVolume(made.id());
        assertThat(storage().volume(made.id()).orElseThrow().metadata()).containsAllEntriesOf(csi);
        deleteVolume(made.id());
    }

    @Test
    void whatIsNotThereIsSaid() {
        String nothing = UUID.randomUUID().toString();
        assertThat(storage().volume(nothing)).isEmpty();
        assertThat(storage().snapshot(nothing)).isEmpty();
        assertThat(storage().complaintAbout(nothing)).isEmpty();
        storage().deleteVolume(nothing);
        storage().deleteSnapshot(nothing);
        assertThatThrownBy(() -> storage().createSnapshot(newSnapshot(nothing, "of-nothing", true)))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("Volume " + nothing + " could not be found");
        assertThatThrownBy(() -> storage().createVolume(newVolume(nothing, 1)))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("Snapshot " + nothing + " could not be found");
        assertThatThrownBy(() -> storage().createVolume(copyOf(nothing, 1)))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("Volume " + nothing + " could not be found");
        assertThatThrownBy(() -> storage().revert(nothing, nothing))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("Volume " + nothing + " could not be found");
        assertThatThrownBy(() -> storage().keepVolume(nothing))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining(nothing);
        assertThatThrownBy(() -> storage().keepSnapshot(nothing, new KeepMark("backup", true)))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining(nothing);
    }

    @Test
    void wrongWishesForAVolumeAreRefusedWithCindersWords() {
        Snapshot snapshot = snapshotOf(sourceVolume());
        assertThatThrownBy(() -> storage()
                        .createVolume(new NewVolume(
                                Optional.of(snapshot.id()),
                                Optional.empty(),
                                "x",
                                "x",
                                1,
                                Optional.of("no-such-type"),
                                Optional.empty(),
                                Map.of(),
                                tags(snapshot.volumeId()))))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("no-such-type could not be found");
        assertThatThrownBy(() -> storage()
                        .createVolume(new NewVolume(
                                Optional.of(snapshot.id()),
                                Optional.empty(),
                                "x",
                                "x",
                                1,
                                Optional.empty(),
                                Optional.of("no-such-zone"),
                                Map.of(),
                                tags(snapshot.volumeId()))))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("'no-such-zone' is invalid");
        assertThatThrownBy(() -> storage().createVolume(newVolume(snapshot.id(), 0)))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("less than the minimum of 1");
        deleteSnapshot(snapshot.id());
    }

    @Test
    void aVolumeBeyondTheQuotaIsRefusedAndTheQuotaIsNamed() {
        Snapshot snapshot = snapshotOf(sourceVolume());
        assertThat(storage().quota().gigabytes().hasRoomFor(1)).isTrue();
        assertThat(storage().quota().snapshots().used()).isPositive();
        assertThatThrownBy(() -> storage().createVolume(newVolume(snapshot.id(), 2_000_000)))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("exceeds allowed gigabytes quota")
                .hasMessageContaining("Requested 2000000G");
        deleteSnapshot(snapshot.id());
    }
}
