package io.jenkins.plugins.cinderbackup.openstack.cinder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.model.Volume;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How every Cinder copies volumes, and reverts one to its latest snapshot. */
abstract class RevertContract extends BlockStorageFixture {
    @Test
    void aCopyOfAVolumeIsMadeWithoutASnapshot() {
        String source = sourceVolume();
        Volume copy = awaitVolume(storage().createVolume(copyOf(source, 1)).id());
        assertThat(copy.sizeGiB()).isEqualTo(1);
        assertThat(copy.availabilityZone())
                .isEqualTo(storage().volume(source).orElseThrow().availabilityZone());
        assertThat(copy.tags()).isEqualTo(tags(source));
        assertThat(storage().latestSnapshotOf(source)).isEmpty();
        deleteVolume(copy.id());
    }

    @Test
    void aVolumeIsRevertedToItsLatestSnapshotInPlaceAndBothAreAvailableAgain() {
        Snapshot snapshot = snapshotOf(sourceVolume());
        String volume = snapshot.volumeId();
        assertThat(storage().canRevert()).isTrue();
        assertThat(storage().latestSnapshotOf(volume))
                .get()
                .extracting(Snapshot::id)
                .isEqualTo(snapshot.id());

        storage().revert(volume, snapshot.id());

        awaitVolume(volume);
        Snapshot after = awaitSnapshot(snapshot.id());
        assertThat(after.changedAt())
                .as("by this a lost answer is told to be that of a revert that was carried out")
                .isAfter(snapshot.changedAt());
        deleteSnapshot(snapshot.id());
    }

    @Test
    void aVolumeIsRevertedToNoOtherThanItsLatestSnapshot() {
        Snapshot first = snapshotOf(sourceVolume());
        String volume = first.volumeId();
        assertThatThrownBy(() -> storage().revert(volume, UUID.randomUUID().toString()))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("is None or not the latest one of volume " + volume);
        deleteSnapshot(first.id());
        assertThat(storage().latestSnapshotOf(volume)).isEmpty();
        assertThatThrownBy(() -> storage().revert(volume, first.id()))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("doesn't have any snapshots");
        assertThat(storage().volume(volume)).get().extracting(Volume::status).isEqualTo("available");
    }

    @Test
    void aVolumeThatIsReservedIsNotReverted() {
        Snapshot snapshot = snapshotOf(sourceVolume());
        String volume = snapshot.volumeId();
        reserve(volume);
        assertThatThrownBy(() -> storage().revert(volume, snapshot.id()))
                .isInstanceOfSatisfying(
                        TransientException.class,
                        refused -> assertThat(refused.mayTakeEffect()).isFalse())
                .hasMessageContaining("Volume's status must be 'available'");
        detach(volume);
        deleteSnapshot(snapshot.id());
    }
}
