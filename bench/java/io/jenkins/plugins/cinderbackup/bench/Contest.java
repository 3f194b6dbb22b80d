package io.jenkins.plugins.cinderbackup.bench;

import io.jenkins.plugins.cinderbackup.bench.limit.Limit;
import io.jenkins.plugins.cinderbackup.bench.limit.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** One backup by the plugin, by the program that does the necessary calls alone, and by the shell script, on the same servers. */
final class Contest {
    private static final int ROUNDS = 3;

    private final Figures figures;
    private final String where;
    private final Target target;
    private final Programs programs;

    /** What the plugin's step returns. */
    interface Ours extends Callable<Map<String, Object>> {}

    /** @param where what the figures' names begin with */
    Contest(Figures figures, String where, Target target, Path folder) {
        this.figures = figures;
        this.where = where;
        this.target = target;
        this.programs = new Programs(folder);
    }

    /** Makes the figures; answers how long the phases of the plugin's median run took. */
    Map<String, Duration> run(Ours ours) throws Exception {
        String url = target.repository().get("RESTIC_REPOSITORY");
        Target limit = target.to(url.replace("NAME", "limit"));
        Target shell = target.to(url.replace("NAME", "shell"));
        programs.init(limit);
        programs.init(shell);
        // The first of each is the first backup, warms what can be warm, and is not counted
        ours.call();
        Limit.run(limit);
        backup(shell, "1");
        List<Map<String, Duration>> limits = new ArrayList<>();
        List<Map<String, Object>> runs = new ArrayList<>();
        List<Double> walls = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            limits.add(Limit.run(limit));
            long begin = System.nanoTime();
            runs.add(ours.call());
            walls.add(seconds(Duration.ofNanos(System.nanoTime() - begin)));
        }
        double least = Figures.median(limits.stream().map(Contest::total).toList());
        double wall = Figures.median(walls);
        figures.compare(where + ": ", "one backup", least, wall, "");
        Duration one = backup(shell, "1");
        Duration five = backup(shell, "5");
        figures.show(where + ": shell script, 1 s polls", seconds(one), "s");
        figures.show(where + ": shell script, 5 s polls", seconds(five), "s");
        figures.show(where + ": shell script, 5 s polls / plugin", seconds(five) / wall, "times");
        limits.stream()
                .filter(run -> total(run) == least)
                .findFirst()
                .orElseThrow()
                .forEach((phase, time) -> figures.show(where + ": necessary: " + phase, seconds(time), "s"));
        return phases(runs.get(walls.indexOf(wall)));
    }

    private Map<String, Duration> phases(Map<String, Object> returned) {
        Map<String, Duration> phases = new LinkedHashMap<>();
        ((Map<?, ?>) returned.get("phases")).forEach((name, millis) -> {
            phases.put(String.valueOf(name), Duration.ofMillis((Long) millis));
            figures.show(where + ": plugin: " + name, (Long) millis / 1000.0, "s");
        });
        return phases;
    }

    private static double total(Map<String, Duration> phases) {
        return seconds(phases.values().stream().reduce(Duration.ZERO, Duration::plus));
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    private Duration backup(Target to, String poll) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        programs.script("backup.sh", to, poll);
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
