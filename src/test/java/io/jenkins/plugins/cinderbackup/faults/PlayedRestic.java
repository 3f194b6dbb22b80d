package io.jenkins.plugins.cinderbackup.faults;

import io.jenkins.plugins.cinderbackup.simulator.VirtualClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/** restic, a test of what it has restored, and a shell that writes data or reads them, as the simulated node runs them, played: its time is a virtual clock's, and its repository is a list of snapshots. */
final class PlayedRestic {
    private static final String STATUS = """
            {"message_type":"status","percent_done":0.5,"total_files":4,"files_done":2,"total_bytes":4096,"bytes_done":2048}
            """;
    private static final String SUMMARY = """
            {"message_type":"summary","files_new":4,"files_changed":0,"files_unmodified":0,"data_added":1024,\
            "total_files_processed":4,"total_bytes_processed":4096,"total_duration":6.0,"snapshot_id":"%s"}
            """;

    private static final String DRY_RUN = "--dry-run";
    private static final String COMPARED = """
            {"message_type":"summary","files_new":4,"data_blobs":0,"tree_blobs":2,"data_added":700,\
            "total_files_processed":4,"total_bytes_processed":4096,"total_duration":6.0,"snapshot_id":"abcdef01","dry_run":true}
            """;

    private final VirtualClock clock;
    private final Deque<End> next = new ArrayDeque<>();
    /** The ids of the snapshots that a restore would find. */
    final List<String> snapshots = new ArrayList<>();
    /** What was started, such as {@code backup}. */
    final List<String> started = new ArrayList<>();
    /** How it was ended from outside, in order: {@code SIGTERM}, {@code SIGKILL}. */
    final List<String> signals = new ArrayList<>();

    /** What it lists, or null for the snapshots that were made. */
    String listing;

    /** So long that a look finds it at work. */
    Duration takes = Duration.ofMillis(110);
    /** From SIGTERM until it has released its lock. */
    Duration releaseTakes = Duration.ofSeconds(1);

    /** How an invocation ends. */
    private record End(int code, String text) {}

    PlayedRestic(VirtualClock clock) {
        this.clock = clock;
    }

    /** The next invocation ends so. */
    void endsNext(int code, String text) {
        next.add(new End(code, text));
    }

    Process start(List<String> arguments, Map<String, String> environment, Path log) throws IOException {
        String verb = arguments.contains(DRY_RUN) ? arguments.get(0) + " " + DRY_RUN : arguments.get(0);
        started.add(verb);
        Files.writeString(log, verb.startsWith("backup") ? STATUS : "");
        Played process = new Played(verb.equals("pg_check") ? Duration.ZERO : releaseTakes);
        clock.after(takes, () -> end(process, verb, log));
        return process;
    }

    private void end(Played process, String verb, Path log) {
        if (!process.isAlive()) {
            return;
        }
        End end = next.isEmpty() ? new End(0, success(verb)) : next.poll();
        try {
            Files.writeString(log, end.text(), StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        process.end(end.code());
    }

    private String success(String verb) {
        if (verb.equals("backup")) {
            String id = "%016x".formatted(0xabcdefL + snapshots.size());
            snapshots.add(id);
            return SUMMARY.formatted(id);
        }
        if (verb.equals("restore " + DRY_RUN)) {
            return "{\"message_type\":\"summary\",\"total_files\":4,\"files_restored\":4,\"bytes_skipped\":4096}\n";
        }
        if (verb.endsWith(DRY_RUN)) {
            return COMPARED;
        }
        if (verb.equals("check")) {
            return "no errors were found\n";
        }
        if (verb.equals("pg_check")) {
            return "ok\n";
        }
        if (verb.equals("sh")) {
            return "f1".repeat(32) + "  first\nThat is all.\n";
        }
        if (verb.equals("restore")) {
            return "{\"message_type\":\"summary\",\"total_files\":4,\"files_restored\":4,\"total_bytes\":4096}\n";
        }
        if (verb.equals("stats")) {
            return "{\"total_size\":4096,\"total_file_count\":4,\"snapshots_count\":1}\n";
        }
        if (verb.equals("snapshots") && listing != null) {
            return listing;
        }
        if (verb.equals("snapshots")) {
            return snapshots.stream().map(id -> "{\"id\":\"" + id + "\"}").collect(Collectors.joining(",", "[", "]\n"));
        }
        return verb.equals("forget")
                ? "[{\"keep\":[{\"id\":\"" + snapshots.get(snapshots.size() - 1) + "\"}],\"remove\":[]}]\n"
                : "";
    }

    private final class Played extends Process {
        private final CompletableFuture<Process> exit = new CompletableFuture<>();
        private final Duration release;
        private volatile int code;

        Played(Duration release) {
            this.release = release;
        }

        void end(int exitCode) {
            code = exitCode;
            exit.complete(this);
        }

        @Override
        public CompletableFuture<Process> onExit() {
            return exit;
        }

        @Override
        public boolean isAlive() {
            return !exit.isDone();
        }

        @Override
        public int waitFor() throws InterruptedException {
            try {
                exit.get();
                return code;
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public int exitValue() {
            if (isAlive()) {
                throw new IllegalThreadStateException();
            }
            return code;
        }

        @Override
        public void destroy() {
            signals.add("SIGTERM");
            clock.after(release, () -> {
                if (isAlive()) {
                    end(130);
                }
            });
        }

        @Override
        public Process destroyForcibly() {
            if (isAlive()) {
                signals.add("SIGKILL");
                end(137);
            }
            return this;
        }

        @Override
        public OutputStream getOutputStream() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public InputStream getInputStream() {
            return InputStream.nullInputStream();
        }

        @Override
        public InputStream getErrorStream() {
            return InputStream.nullInputStream();
        }
    }
}
