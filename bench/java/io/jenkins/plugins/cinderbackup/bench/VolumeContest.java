package io.jenkins.plugins.cinderbackup.bench;

import io.jenkins.plugins.cinderbackup.bench.limit.Target;
import io.jenkins.plugins.cinderbackup.bench.limit.VolumeLimit;
import io.jenkins.plugins.cinderbackup.steps.CinderVolumeBackupStep;
import io.jenkins.plugins.cinderbackup.steps.CinderVolumeRestoreStep;
import io.jenkins.plugins.cinderbackup.steps.RunStep;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One backup by Cinder and one restore of it to a new volume, by the plugin and by the program that makes the necessary calls alone, on the same servers. */
final class VolumeContest {
    private static final int ROUNDS = 3;

    private final Figures figures;
    private final String where;
    private final Target target;
    private final boolean fromSnapshot;

    /** What a step of the plugin returns. */
    interface Ours {
        Map<String, Object> run(Class<? extends RunStep> step, Map<String, Object> arguments) throws Exception;
    }

    /** The seconds of some runs that did the same. */
    private static final class Race {
        private final List<Double> least = new ArrayList<>();
        private final List<Double> ours = new ArrayList<>();
    }

    /**
     * @param where what the figures' names begin with
     * @param fromSnapshot whether Cinder reads a snapshot; else the volume, as its driver for Ceph needs it
     */
    VolumeContest(Figures figures, String where, Target target, boolean fromSnapshot) {
        this.figures = figures;
        this.where = where;
        this.target = target;
        this.fromSnapshot = fromSnapshot;
    }

    void run(Ours ours) throws Exception {
        Race backups = new Race();
        Race restores = new Race();
        try (VolumeLimit limit = new VolumeLimit(target, fromSnapshot)) {
            // The first of each warms what can be warm, and is not counted
            round(limit, ours, new Race(), new Race());
            for (int round = 0; round < ROUNDS; round++) {
                round(limit, ours, backups, restores);
            }
        }
        report("volume backup", backups);
        report("volume restore", restores);
    }

    private void round(VolumeLimit limit, Ours ours, Race backups, Race restores) throws Exception {
        VolumeLimit.Made backup = limit.backUp();
        backups.least.add(seconds(backup.times()));
        restores.least.add(seconds(limit.restore(backup.id()).times()));
        limit.tidyUp();
        Map<String, Object> made = timed(
                backups,
                ours,
                CinderVolumeBackupStep.class,
                Map.of(
                        "volumeId",
                        limit.volume(),
                        "incremental",
                        "false",
                        "source",
                        fromSnapshot ? "snapshot" : "volume"));
        limit.takes("backup", (String) made.get("backupId"));
        Map<String, Object> restored = timed(
                restores,
                ours,
                CinderVolumeRestoreStep.class,
                Map.of("backup", made.get("backupId"), "newVolume", Map.of("name", "ours")));
        limit.takes("volume", (String) restored.get("volumeId"));
        limit.tidyUp();
    }

    private static Map<String, Object> timed(
            Race race, Ours ours, Class<? extends RunStep> step, Map<String, Object> arguments) throws Exception {
        long begin = System.nanoTime();
        Map<String, Object> returned = ours.run(step, arguments);
        race.ours.add((System.nanoTime() - begin) / 1e9);
        if (!"SUCCESS".equals(returned.get("result"))) {
            throw new IOException("it was no success: " + returned);
        }
        return returned;
    }

    private static double seconds(Map<String, Duration> times) {
        return times.values().stream().reduce(Duration.ZERO, Duration::plus).toMillis() / 1000.0;
    }

    private void report(String what, Race race) {
        figures.compare(
                where + ": ", "one " + what, Figures.median(race.least), Figures.median(race.ours), " of a " + what);
    }
}
