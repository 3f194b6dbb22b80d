package io.jenkins.plugins.cinderbackup.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** A thousand backups that begin in the same second, each with its own latencies and faults, on a site in another process. */
final class Thousand {
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    /** What one second of a single backup's looks may at most be: the plugin's own pace. */
    private static final double TWICE = 2;

    /** Stands for restic: works for one to one and a half minutes as it says itself, and tells how far it is. */
    private static final String RESTIC = """
            #!/bin/sh
            case "$*" in
            *backup*) ;;
            *) exit 0 ;;
            esac
            total=$((60 + $$ % 30)); done=0
            while [ $done -lt $total ]; do
                echo '{"message_type":"status","percent_done":0.'$done',"total_files":1000,"files_done":'$done',"total_bytes":1048576,"bytes_done":'$done'}'
                sleep 10; done=$((done + 10))
            done
            echo '{"message_type":"summary","files_new":0,"files_changed":0,"files_unmodified":1000,"data_added":1024,"total_files_processed":1000,\
            "total_bytes_processed":1048576,"total_duration":60,"snapshot_id":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}'
            """;

    private final Figures figures;
    private final Path folder;
    private final int runs;

    Thousand(Figures figures, Path folder, int runs) {
        this.figures = figures;
        this.folder = folder;
        this.runs = runs;
    }

    /** @param oneLooks the looks a second of one backup */
    void run(double oneLooks) throws Exception {
        Path program = Files.writeString(folder.resolve("restic"), RESTIC);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (RemoteSite site = new RemoteSite(folder, String.valueOf(runs), "1", "0", "many", program.toString());
                SimulatedJenkins jenkins = new SimulatedJenkins(site, Files.createDirectory(folder.resolve("home")));
                Pulse pulse = new Pulse(site)) {
            long begin = System.nanoTime();
            List<HeadlessStep> steps = new ArrayList<>();
            for (int i = 0; i < runs; i++) {
                steps.add(jenkins.start(jenkins.arguments("db-" + i)));
            }
            int good = await(steps);
            double seconds = (System.nanoTime() - begin) / 1e9;
            tell(pulse, site.count(), seconds, good, oneLooks);
        }
    }

    private int await(List<HeadlessStep> steps) throws Exception {
        int good = 0;
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (HeadlessStep step : steps) {
            try {
                Map<?, ?> returned = (Map<?, ?>) step.await(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
                good += "SUCCESS".equals(returned.get("result")) ? 1 : 0;
            } catch (ExecutionException e) {
                System.out.println("  one failed: "
                        + step.consoleText()
                                .lines()
                                .filter(line -> line.contains("FAILED"))
                                .findFirst()
                                .orElse("") + e.getCause());
            }
        }
        return good;
    }

    private void tell(Pulse pulse, JsonNode count, double seconds, int good, double oneLooks) throws IOException {
        String many = String.format("%,d at once: ", runs);
        figures.show(many + "all over after", seconds, "s");
        figures.add(many + "backups that did not succeed", runs - good, "", 0);
        figures.add(many + "threads above idle, HTTP clients' included", pulse.threads(), "", 8);
        figures.add(many + "heap above idle", pulse.heapMiB(), "MiB", 100);
        figures.add(many + "status calls a second", count.path("looks").asDouble() / seconds, "", oneLooks * TWICE);
        figures.show(many + "status calls of one backup a second", oneLooks, "");
        figures.show(
                many + "other calls to OpenStack a run",
                (count.path("openstack").asDouble() - count.path("looks").asDouble()) / runs,
                "");
        figures.show(
                many + "calls to Kubernetes a run", count.path("kubernetes").asDouble() / runs, "");
        figures.add(many + "watches", pulse.watches(), "", 3);
        figures.add(many + "longest time between two looks at a run", pulse.longestPause(), "s", 35);
        figures.add(many + "longest that a due look waited for a thread", pulse.longestWait(), "s", 10);
        figures.note("threads: " + pulse.threadNames());
    }
}
