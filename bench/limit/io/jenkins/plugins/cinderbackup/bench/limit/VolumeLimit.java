package io.jenkins.plugins.cinderbackup.bench.limit;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** A backup of a volume by Cinder, and a restore of it to a new volume, by the necessary calls alone: see {@link Limit}. Whoever uses it closes it: that removes what it has made. */
public final class VolumeLimit implements AutoCloseable {
    private static final String NAME = "limit";

    private final Target target;
    private final boolean fromSnapshot;
    private final Cinder cinder;
    private final String volume;
    private final Deque<String[]> made = new ArrayDeque<>();

    /**
     * Makes a volume to back up.
     *
     * @param fromSnapshot whether Cinder reads a snapshot of it; else the volume
     */
    public VolumeLimit(Target target, boolean fromSnapshot)
            throws IOException, InterruptedException, GeneralSecurityException {
        this.target = target;
        this.fromSnapshot = fromSnapshot;
        cinder = Cinder.logIn(target);
        volume = cinder.make("volume", Map.of("name", NAME, "size", target.sizeGiB()));
        made.push(new String[] {"volume", volume});
    }

    /** The id of the volume. */
    public String volume() {
        return volume;
    }

    /** What was made, and how long each part took. */
    public record Made(String id, Map<String, Duration> times) {}

    /** A full backup. */
    public Made backUp() throws IOException, InterruptedException, GeneralSecurityException {
        Laps laps = new Laps();
        Cinder own = Cinder.logIn(target);
        laps.done("login");
        Map<String, Object> fields =
                new HashMap<>(Map.of("volume_id", volume, "name", NAME, "force", true, "incremental", false));
        String snapshot = null;
        if (fromSnapshot) {
            snapshot = own.make("snapshot", Map.of("volume_id", volume, "name", NAME, "force", true));
            laps.done("snapshot");
            fields.put("snapshot_id", snapshot);
        }
        String backup = own.make("backup", fields);
        takes("backup", backup);
        laps.done("backup");
        if (snapshot != null) {
            own.remove("snapshot", snapshot);
            laps.done("snapshot gone");
        }
        return new Made(backup, laps.times());
    }

    /** A new volume of a backup. */
    public Made restore(String backup) throws IOException, InterruptedException, GeneralSecurityException {
        Laps laps = new Laps();
        Cinder own = Cinder.logIn(target);
        laps.done("login");
        String restored = own.make("volume", Map.of("name", NAME, "size", target.sizeGiB(), "backup_id", backup));
        takes("volume", restored);
        laps.done("volume");
        return new Made(restored, laps.times());
    }

    /** It is removed at the end too. */
    public void takes(String kind, String id) {
        made.push(new String[] {kind, id});
    }

    /** Removes all but the volume, the last first. */
    public void tidyUp() throws IOException, InterruptedException {
        while (made.size() > 1) {
            String[] last = made.pop();
            cinder.remove(last[0], last[1]);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        tidyUp();
        cinder.remove("volume", volume);
    }
}
