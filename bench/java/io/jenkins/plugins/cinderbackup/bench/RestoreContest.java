package io.jenkins.plugins.cinderbackup.bench;

import io.jenkins.plugins.cinderbackup.bench.limit.Limit;
import io.jenkins.plugins.cinderbackup.bench.limit.RestoreLimit;
import io.jenkins.plugins.cinderbackup.bench.limit.Target;
import io.jenkins.plugins.cinderbackup.steps.CinderSnapshotRestoreStep;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One restore to a new PVC, from the repository and from a Cinder snapshot, by the plugin, by the program that makes the necessary calls alone, and by the shell script, on the same
 * servers; and a list of the backups. What the plugin has restored goes with the site.
 */
final class RestoreContest {
    private static final int ROUNDS = 3;

    private final Figures figures;
    private final SimulatedJenkins jenkins;
    private final Programs programs;
    private int restored;

    RestoreContest(Figures figures, SimulatedJenkins jenkins, Path folder) {
        this.figures = figures;
        this.jenkins = jenkins;
        this.programs = new Programs(folder);
    }

    /** What is done once, and takes so many seconds. */
    private interface Once {
        double seconds() throws Exception;
    }

    void run() throws Exception {
        Target target = jenkins.target("db-0");
        String url = target.repository().get("RESTIC_REPOSITORY");
        Target other = target.to(url.replace("NAME", "limit"));
        programs.init(other);
        Limit.run(other);
        Map<String, Object> backup = new LinkedHashMap<>(jenkins.arguments("db-0"));
        backup.put("snapshot", Map.of("retention", Map.of("keepLast", 1, "keepForDays", 0)));
        String snapshot = (String) jenkins.backUp(backup).get("cinderSnapshotId");

        double fromRepository = compare(
                "one restore from the repository",
                () -> total(RestoreLimit.fromRepository(other)),
                () -> ours("latest"));
        compare(
                "one restore from a Cinder snapshot",
                () -> total(RestoreLimit.fromSnapshot(other, snapshot)),
                () -> ours(snapshot));
        for (String poll : List.of("1", "5")) {
            double script = scripted(other, poll);
            figures.show("simulated: one restore from the repository: shell script, " + poll + " s polls", script, "s");
            if (poll.equals("5")) {
                figures.show(
                        "simulated: one restore from the repository: shell script, 5 s polls / plugin",
                        script / fromRepository,
                        "times");
            }
        }
        figures.show("simulated: one list from the catalog", list(false), "s");
        figures.show("simulated: one list from the repository", list(true), "s");
        figures.note("restores by " + programs.version());
    }

    /** The plugin's seconds, with the figures made of them; the first of each warms what can be warm, and is not counted. */
    private double compare(String what, Once least, Once ours) throws Exception {
        least.seconds();
        ours.seconds();
        List<Double> limits = new ArrayList<>();
        List<Double> runs = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            limits.add(least.seconds());
            runs.add(ours.seconds());
        }
        double run = Figures.median(runs);
        figures.compare("simulated: ", what, Figures.median(limits), run, " of " + what);
        return run;
    }

    private double ours(String backup) throws Exception {
        Map<String, Object> arguments = repository();
        arguments.put("backup", backup);
        arguments.put("from", backup.equals("latest") ? "repository" : "nearest");
        arguments.put("to", Map.of("pvc", "ours-" + restored++));
        long begin = System.nanoTime();
        jenkins.run(CinderSnapshotRestoreStep.class, arguments);
        return seconds(begin);
    }

    private double list(boolean refresh) throws Exception {
        Map<String, Object> arguments = repository();
        arguments.put("refresh", refresh);
        long begin = System.nanoTime();
        if (jenkins.list(arguments).isEmpty()) {
            throw new IOException("no backup is listed");
        }
        return seconds(begin);
    }

    private Map<String, Object> repository() {
        Map<String, Object> arguments = new LinkedHashMap<>(jenkins.arguments("db-0"));
        arguments.remove("snapshot");
        return arguments;
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private double scripted(Target to, String poll) throws Exception {
        return Stream.of(programs.script("restore.sh", to, poll).split("\n"))
                .filter(line -> line.matches("[0-9.]+"))
                .mapToDouble(Double::parseDouble)
                .findFirst()
                .orElseThrow();
    }

    private static double total(Map<String, Duration> times) {
        return times.values().stream().reduce(Duration.ZERO, Duration::plus).toMillis() / 1000.0;
    }
}
