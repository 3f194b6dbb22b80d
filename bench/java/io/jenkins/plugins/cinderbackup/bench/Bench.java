package io.jenkins.plugins.cinderbackup.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.cinderbackup.engine.Costs;
import io.jenkins.plugins.cinderbackup.engine.Costs.Cost;
import io.jenkins.plugins.cinderbackup.openstack.cinder.ListingBenchmark;
import io.jenkins.plugins.cinderbackup.overview.OverviewCosts;
import io.jenkins.plugins.cinderbackup.restic.OutputBenchmark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures, prints a table, and writes {@code bench.json} and two drawings: {@code Bench FOLDER RUNS PART...}. It fails only if something could not be
 * measured; a goal that is missed is shown as missed.
 */
final class Bench {
    private static final double KIB = 1024;

    private final Figures figures = new Figures();
    private final Path out;
    private final Path work;
    private final int runs;
    private boolean failed;
    /** The looks at Cinder a second of one backup, for the thousand to be compared with. */
    private double looks = 5;

    private interface Part {
        void measure(Path folder) throws Exception;
    }

    private Bench(Path out, int runs) throws IOException {
        this.out = Files.createDirectories(out);
        this.work = Files.createTempDirectory("bench");
        this.runs = runs;
    }

    public static void main(String[] args) throws Exception {
        Bench bench = new Bench(Path.of(args[0]), Integer.parseInt(args[1]));
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put("one", bench::one);
        parts.put("restore", bench::restore);
        parts.put("volume", bench::volume);
        parts.put("real", bench::real);
        parts.put("restic", folder -> new ResticCosts(bench.figures, folder).run());
        parts.put("costs", bench::costs);
        parts.put("catalog", bench::catalog);
        parts.put("parsers", folder -> bench.parsers());
        parts.put("many", folder -> new Thousand(bench.figures, folder, bench.runs).run(bench.looks));
        List<String> wanted = args.length > 2 ? List.of(args).subList(2, args.length) : List.copyOf(parts.keySet());
        for (String part : wanted) {
            bench.measure(part, parts.get(part));
        }
        bench.write();
        bench.tidyUp();
        // The clients' threads are not all daemons
        System.exit(bench.failed ? 1 : 0);
    }

    private void measure(String name, Part part) {
        System.out.println("bench: " + name);
        try {
            part.measure(Files.createDirectory(work.resolve(name)));
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            failed = true;
            figures.note(name + " could not be measured: " + e);
            e.printStackTrace();
        }
    }

    private void one(Path folder) throws Exception {
        try (RemoteSite site = new RemoteSite(folder, "1", "300", "8", "single");
                SimulatedJenkins jenkins = new SimulatedJenkins(site, Files.createDirectory(folder.resolve("home")))) {
            Map<String, Duration> phases =
                    new Contest(figures, "simulated", jenkins.target("db-0"), folder).run(() -> ours(jenkins));
            site.count();
            long begin = System.nanoTime();
            ours(jenkins);
            JsonNode count = site.count();
            double seconds = (System.nanoTime() - begin) / 1e9;
            // What it waits for Cinder is what is neither restic's nor Kubernetes' time
            double waiting = (phases.get("CreatingSnapshot").toMillis()
                            + phases.get("CreatingVolume").toMillis())
                    / 1000.0
                    * 2;
            looks = count.path("looks").asDouble() / Math.min(seconds, waiting);
            figures.show("one backup: status calls a second while it waits for Cinder", looks, "");
            figures.show(
                    "one backup: calls to OpenStack", count.path("openstack").asInt(), "");
            figures.show(
                    "one backup: calls to Kubernetes", count.path("kubernetes").asInt(), "");
            Plot.phases(out.resolve("phases.svg"), "One backup on the simulated site, by phase", phases);
        }
    }

    private void volume(Path folder) throws Exception {
        try (RemoteSite site = new RemoteSite(folder, "1", "1", "1", "single");
                SimulatedJenkins jenkins = new SimulatedJenkins(site, Files.createDirectory(folder.resolve("home")))) {
            new VolumeContest(figures, "simulated", jenkins.target("db-0"), true).run(jenkins::run);
        }
    }

    private static Map<String, Object> ours(SimulatedJenkins jenkins) throws Exception {
        return jenkins.backUp(jenkins.arguments("db-0"));
    }

    private void restore(Path folder) throws Exception {
        try (RemoteSite site = new RemoteSite(folder, "1", "300", "8", "single");
                SimulatedJenkins jenkins = new SimulatedJenkins(site, Files.createDirectory(folder.resolve("home")))) {
            new RestoreContest(figures, jenkins, folder).run();
        }
    }

    private void real(Path folder) throws Exception {
        if (System.getenv("REAL_RIGS") == null) {
            figures.skip("real services: they do not run here (./dev real --keep starts them)");
            return;
        }
        Map<String, Duration> phases = RealContest.run(figures, folder);
        Plot.phases(out.resolve("phases-real.svg"), "One backup on the real services, by phase", phases);
    }

    private void costs(Path folder) throws IOException {
        Cost day = cost(Duration.ofHours(24), false, Files.createDirectory(folder.resolve("day")));
        figures.add("console of a backup of 24 hours", day.console() / KIB, "KiB", 100);
        Cost plain = cost(Duration.ofMinutes(5), false, Files.createDirectory(folder.resolve("plain")));
        figures.add("restic commands a run", plain.invocations(), "", 1);
        Cost retention = cost(Duration.ofMinutes(5), true, Files.createDirectory(folder.resolve("retention")));
        figures.add("restic commands a run with retention", retention.invocations(), "", 2);
        figures.show("journal: writes a run", plain.writes(), "");
        figures.show("journal: bytes written a run", plain.journal() / KIB, "KiB");
        figures.show("journal: fsyncs a run", plain.fsyncs(), "");
        figures.show("journal: fsyncs of a backup of 24 hours", day.fsyncs(), "");
    }

    private void catalog(Path folder) throws Exception {
        OverviewCosts.Cost cost = OverviewCosts.of(folder);
        figures.add("3,000 sources: first look at the overview after a start", seconds(cost.first()), "s", 0.5);
        figures.add("3,000 sources: a later look", seconds(cost.page()), "s", 0.5);
        figures.add("3,000 sources: metrics", seconds(cost.metrics()), "s", 0.1);
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private static Cost cost(Duration restic, boolean retention, Path folder) throws IOException {
        Cost cost = Costs.of(restic, retention, folder);
        if (!cost.isSuccess()) {
            throw new IOException("the backup was no success: " + cost);
        }
        return cost;
    }

    private void parsers() throws Exception {
        for (Class<?> benchmark : List.of(OutputBenchmark.class, ListingBenchmark.class)) {
            for (RunResult result : new Runner(new OptionsBuilder()
                            .include(benchmark.getName())
                            .forks(1)
                            .warmupIterations(3)
                            .warmupTime(TimeValue.seconds(1))
                            .measurementIterations(3)
                            .measurementTime(TimeValue.seconds(1))
                            .build())
                    .run()) {
                figures.show(
                        "JMH: " + result.getPrimaryResult().getLabel(),
                        result.getPrimaryResult().getScore(),
                        "ms");
            }
        }
    }

    private void tidyUp() throws IOException {
        try (Stream<Path> all = Files.walk(work)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private void write() throws IOException {
        System.out.println();
        System.out.print(figures.table());
        figures.write(out.resolve("bench.json"));
        Files.writeString(out.resolve("bench.txt"), figures.table());
        Files.writeString(out.resolve("bench.md"), figures.markdown());
        Plot.goals(out.resolve("bench.svg"), figures.all());
    }
}
