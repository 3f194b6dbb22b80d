package io.jenkins.plugins.cinderbackup.bench.limit;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One restore to a new PVC by the necessary calls alone: see {@link Limit}. From the repository that is the newest backup, restored as restic restores it safely: every
 * byte read again, and files and bytes compared with what the repository says. Whoever uses it closes it: that removes what it has made.
 */
public final class RestoreLimit implements AutoCloseable {
    private static final String NAME = "limit";
    private static final String RESTORED = "limit-restored";

    private final Cinder cinder;
    private final Cluster cluster;
    private final Target target;
    private final Laps laps = new Laps();
    private String volume;

    private RestoreLimit(Target target) throws IOException, InterruptedException, GeneralSecurityException {
        this.target = target;
        cinder = Cinder.logIn(target);
        cluster = new Cluster(target);
        laps.done("login");
    }

    /** Restores the newest backup of the repository; answers how long each part took. */
    public static Map<String, Duration> fromRepository(Target target)
            throws IOException, InterruptedException, GeneralSecurityException {
        try (RestoreLimit limit = new RestoreLimit(target)) {
            limit.restore();
            return limit.laps.times();
        }
    }

    /** Makes the PVC of a Cinder snapshot; answers how long each part took. */
    public static Map<String, Duration> fromSnapshot(Target target, String snapshotId)
            throws IOException, InterruptedException, GeneralSecurityException {
        try (RestoreLimit limit = new RestoreLimit(target)) {
            limit.makeVolume(Map.of("snapshot_id", snapshotId, "size", target.sizeGiB(), "name", NAME));
            limit.handOver();
            return limit.laps.times();
        }
    }

    private void restore() throws IOException, InterruptedException {
        cluster.addSecret(NAME);
        String snapshot = newest(restic("find", Manifests.Mount.NONE, "snapshots", "--json", "--no-lock"));
        makeVolume(Map.of("size", target.sizeGiB(), "name", NAME));
        cluster.bind(NAME, volume, false);
        laps.done("bind");
        restic("restore", Manifests.Mount.WRITABLE, "restore", "--json", "--target=/", "--verify", "--", snapshot);
        restic("compare", Manifests.Mount.NONE, "stats", "--json", "--no-lock", "--mode=restore-size", "--", snapshot);
        for (String job : List.of("find", "restore", "compare")) {
            cluster.removeJob(job(job));
        }
        laps.done("pods gone");
        cluster.unbind(NAME);
        laps.done("temporary PVC gone");
        cluster.removeSecret(NAME);
        handOver();
    }

    private String restic(String what, Manifests.Mount mount, String... arguments)
            throws IOException, InterruptedException {
        return cluster.run(job(what), NAME, mount, List.of(arguments), laps, what);
    }

    private static String job(String what) {
        return NAME + "-" + what;
    }

    private static String newest(String list) throws IOException {
        // The log has a line of its own for the list
        for (String line : list.split("\n")) {
            if (line.startsWith("[")) {
                var snapshots = new ObjectMapper().readTree(line);
                return snapshots.path(snapshots.size() - 1).path("id").asText();
            }
        }
        throw new IOException("no list of snapshots: " + list);
    }

    private void makeVolume(Map<String, ?> fields) throws IOException, InterruptedException {
        volume = cinder.make("volume", fields);
        laps.done("volume");
    }

    private void handOver() throws IOException, InterruptedException {
        cluster.bind(RESTORED, volume, false);
        laps.done("PVC");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        cluster.unbind(RESTORED);
        if (volume != null) {
            cinder.remove("volume", volume);
        }
    }
}
