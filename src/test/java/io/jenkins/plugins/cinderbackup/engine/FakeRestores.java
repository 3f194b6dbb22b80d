package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.KeepMark;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RestoreMark;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.port.BlockStorage.NewVolume;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** How {@link FakeVolumeBackups} restores, to volumes of {@link FakeBlockStorage}. */
final class FakeRestores {
    private final FakeBlockStorage storage;
    private final ManualTicker ticker;
    boolean toNewPossible = true;
    Duration takes = Duration.ofMinutes(5);
    /** The state in which a volume ends. */
    String endsAs = "available";
    /** What the volume carried that was backed up, and its mark, if any. */
    Map<String, String> sourceMetadata = Map.of("owner", "source");

    KeepMark sourceMark;
    Ownership sourceTags;
    /** How many were begun. */
    int begun;

    FakeRestores(FakeBlockStorage storage, ManualTicker ticker) {
        this.storage = storage;
        this.ticker = ticker;
    }

    /**
     * What becomes of a volume when the data is there: what it carried is replaced.
     *
     * @param restoredFrom the backup, as Cinder writes it there; null where it does not
     */
    record Arrival(
            Instant at,
            String endsAs,
            Map<String, String> metadata,
            String restoredFrom,
            Ownership tags,
            KeepMark mark) {
        void at(FakeItem item) {
            item.status = endsAs;
            if (!endsAs.equals("available")) {
                return;
            }
            item.metadata = new HashMap<>(metadata);
            // Tags on a volume that says from which backup it is are not its own
            item.tags = restoredFrom == null || RestoreMark.isAbout(item.name, metadata) ? tags : null;
            item.keepMark = restoredFrom == null ? mark : null;
            if (restoredFrom != null) {
                item.metadata.put(Volume.RESTORED_FROM, restoredFrom);
            }
        }
    }

    /** What arrives of a volume that says itself to which one its backups are restored is its own. */
    private Arrival arrival(String backupId, String sourceId, boolean ofItself) {
        FakeItem source = storage.stored(sourceId);
        if (source != null && RestoreMark.isOn(source.metadata)) {
            begun++;
            return new Arrival(ticker.now().plus(takes), endsAs, source.metadata, backupId, source.tags, null);
        }
        return arrival(backupId, ofItself);
    }

    private Arrival arrival(String backupId, boolean ofItself) {
        begun++;
        return new Arrival(
                ticker.now().plus(takes), endsAs, sourceMetadata, ofItself ? null : backupId, sourceTags, sourceMark);
    }

    String over(String backupId, String sourceId, String volumeId) {
        FakeItem target = storage.stored(volumeId);
        String status = storage.seen(volumeId).status();
        if (!status.equals("available")) {
            throw PermanentException.of("400: Volume to be restored to must be available, but it is " + status);
        }
        target.busy("restoring-backup", ticker.now(), takes);
        target.arrival = arrival(backupId, sourceId, sourceId.equals(volumeId));
        return volumeId;
    }

    Volume toNew(String backupId, NewVolume wanted) {
        return storage.restored(wanted, takes, arrival(backupId, false));
    }

    Volume rewrite(String volumeId, Map<String, String> metadata, Ownership kept) {
        FakeItem volume = storage.stored(volumeId);
        if (volume == null) {
            throw PermanentException.of("404: no such volume");
        }
        volume.metadata = Map.copyOf(metadata);
        volume.tags = kept;
        volume.keepMark = kept == null ? null : new KeepMark("", true);
        return storage.seen(volumeId);
    }
}
