package io.jenkins.plugins.cinderbackup.phase;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.Volume;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far Cinder is with writing a backup over a volume. Cinder replaces the volume's metadata, by that of the volume that was backed up, after the data and before
 * the volume is {@code available}: so a mark that was put there before it was asked tells whether it has come so far.
 *
 * @param since when it came into this state
 * @param former the volume's metadata before, which is put back
 * @see <a href="https://opendev.org/openstack/cinder/src/branch/master/cinder/backup/driver.py">{@code _restore_vol_meta}</a>
 */
public record OverwrittenVolume(State state, Instant since, Map<String, String> former) {
    /** Known from before the volume is touched. */
    public static final Fact<OverwrittenVolume> FACT = new Fact<>("overwrittenVolume", OverwrittenVolume.class);

    /** How long one database behind Cinder's API may not know yet what another has accepted. */
    public static final Duration LAG = Duration.ofSeconds(5);

    private static final String MARK = "cinder-snapshot-backup.restore";

    public OverwrittenVolume {
        former = Map.copyOf(former);
    }

    /** How far a request has come. */
    public enum State {
        /** Nothing was asked for; the mark may be there. */
        PREPARED,
        /** The same, and the call that makes the mark was not answered: it may come late. */
        MARKING,
        /** It is about to be asked for, or was and Cinder has not answered. */
        ASKED,
        /** Cinder is at it. */
        ACCEPTED,
        /** The volume has the backup's data. */
        DONE
    }

    /** Before anything is done to the volume. */
    public static OverwrittenVolume of(Volume volume, Instant now) {
        Map<String, String> former = new LinkedHashMap<>(volume.metadata());
        former.remove(MARK);
        return new OverwrittenVolume(State.PREPARED, now, former);
    }

    public OverwrittenVolume in(State newState, Instant now) {
        return new OverwrittenVolume(newState, now, former);
    }

    /** The former metadata and the mark. */
    public Map<String, String> marked(RunId run) {
        Map<String, String> marked = new LinkedHashMap<>(former);
        marked.put(MARK, run.value());
        return marked;
    }

    /** Whether Cinder has replaced the metadata of the volume, so that all its data is there. */
    public static boolean isReplaced(Volume volume) {
        return !volume.metadata().containsKey(MARK);
    }

    /** Whether Cinder was asked and has not said that it is done: nobody knows what is on the volume. */
    public boolean isOpen() {
        return state == State.ASKED || state == State.ACCEPTED;
    }

    /** Whether Cinder may begin yet, or write the mark, though the volume does not look so. */
    public boolean mayBegin(Volume volume, Instant now) {
        return switch (state) {
            case PREPARED, DONE -> false;
            case MARKING -> isReplaced(volume) && now.isBefore(since.plus(TrackedResource.MAY_APPEAR));
            case ASKED -> !isReplaced(volume) && now.isBefore(since.plus(TrackedResource.MAY_APPEAR));
            case ACCEPTED -> !isReplaced(volume) && now.isBefore(since.plus(LAG));
        };
    }
}
