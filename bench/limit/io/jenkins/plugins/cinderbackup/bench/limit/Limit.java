package io.jenkins.plugins.cinderbackup.bench.limit;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One backup by restic by the necessary calls alone, polled every 50 ms: no check, no journal, no retry, no clean-up after a failure, and nothing that would
 * go on after a restart. What it takes is the limit for everything that does more.
 */
public final class Limit {
    private static final String NAME = "limit";

    private final Target target;
    private final Laps laps = new Laps();
    private final Cluster cluster;

    private Limit(Target target) throws IOException, GeneralSecurityException {
        this.target = target;
        cluster = new Cluster(target);
    }

    /** Backs up; answers how long each part took. */
    public static Map<String, Duration> run(Target target)
            throws IOException, InterruptedException, GeneralSecurityException {
        Limit limit = new Limit(target);
        limit.backup();
        return limit.laps.times();
    }

    private void backup() throws IOException, InterruptedException, GeneralSecurityException {
        Cinder cinder = Cinder.logIn(target);
        laps.done("login");
        String snapshot = cinder.make("snapshot", Map.of("volume_id", target.volumeId(), "name", NAME, "force", true));
        laps.done("snapshot");
        String volume = cinder.make("volume", Map.of("snapshot_id", snapshot, "size", target.sizeGiB(), "name", NAME));
        laps.done("volume");
        cluster.bind(NAME, volume, true);
        laps.done("bind");
        cluster.addSecret(NAME);
        cluster.run(
                NAME,
                NAME,
                Manifests.Mount.READ_ONLY,
                List.of("backup", "--json", "--host=bench", "--exclude=/data/**/lost+found", "--", "/data"),
                laps,
                "restic");
        cluster.removeJob(NAME);
        laps.done("pod gone");
        cluster.removeSecret(NAME);
        cluster.unbind(NAME);
        cinder.remove("volume", volume);
        laps.done("volume gone");
        cinder.remove("snapshot", snapshot);
        laps.done("snapshot gone");
    }
}
