package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.JobState;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What one restic Job does in a test.
 *
 * @param startTakes until restic runs
 * @param runTakes until it ends
 * @param event what the cluster says while it starts
 * @param end how it ends
 * @param log its whole log, or null if nobody can read it
 * @param lost how much of the log's beginning is gone once it has ended
 */
public record ResticScript(Duration startTakes, Duration runTakes, String event, JobState end, String log, int lost) {
    private static final Duration FOREVER = Duration.ofDays(1000);
    private static final String SUMMARY = """
            {"message_type":"status","percent_done":0.5,"total_files":4,"files_done":2,"total_bytes":4096,"bytes_done":2048}
            {"message_type":"summary","files_new":3,"files_changed":1,"files_unmodified":%d,"data_added":1024,\
            "total_files_processed":%d,"total_bytes_processed":4096,"total_duration":1.5,"snapshot_id":"0123456789abcdef"}
            """;

    /** The run that has made what is restored. */
    static final String BACKED_UP_BY = "aabbccddeeff0011";
    /** The snapshot that is there to be restored. */
    static final String RESTORED = "5e".repeat(32);
    /** What a backup says of its snapshot. */
    static final String OWN = "0123456789abcdef";
    /** The same snapshot with other tags. */
    static final String AGAIN = "fedcba9876543210";

    /** All of its log is kept. */
    ResticScript(Duration startTakes, Duration runTakes, String event, JobState end, String log) {
        this(startTakes, runTakes, event, end, log, 0);
    }

    static ResticScript success(Kind kind) {
        return exit(
                0,
                switch (kind) {
                    case BACKUP -> summary(4);
                    case FORGET -> forgotten(List.of(OWN), List.of("bbbbbbbb", "cccccccc"));
                    case FORGET_UNSOUND -> forgotten(List.of(OWN), List.of());
                    case FORGET_EMPTY -> "[0:00] 100.00%  1 / 1 files deleted\n";
                    case SET_APART -> "modified tags on 1 snapshots\n";
                    case FIND -> "[" + snapshot(AGAIN, "unsound:apps/shop/db") + "]\n";
                    case LIST -> "[" + listed(RESTORED, "src:apps/shop/db", "2026-01-30T02:00:00Z") + "]\n";
                    case LS -> "{\"struct_type\":\"snapshot\"}\n{\"path\":\"/data/a\",\"struct_type\":\"node\"}\n";
                    case SEARCH ->
                        "[{\"matches\":[{\"path\":\"/data/a\"}],\"hits\":1,\"snapshot\":\"" + RESTORED + "\"}]\n";
                    case RESTORE ->
                        "{\"message_type\":\"summary\",\"total_files\":6,\"files_restored\":6,\"total_bytes\":4096}\n";
                    case COMPARE_CONTENT ->
                        "{\"message_type\":\"summary\",\"total_files\":4,\"files_restored\":6,\"files_skipped\":2,\"bytes_skipped\":4096}\n";
                    case STATS -> "{\"total_size\":4096,\"total_file_count\":6,\"snapshots_count\":1}\n";
                    case CHECK -> "no errors were found\n";
                    case COMPARE -> compared(0, 4, 4096);
                    case INIT -> "{\"message_type\":\"initialized\",\"id\":\"aaaaaaaa\"}\n";
                    case UNLOCK -> "successfully removed 1 locks\n";
                });
    }

    /** What a backup prints that writes nothing. */
    static String compared(long newBlobs, long files, long bytes) {
        return """
                {"message_type":"summary","files_new":%d,"data_blobs":%d,"tree_blobs":3,"data_added":1200,\
                "total_files_processed":%d,"total_bytes_processed":%d,"total_duration":1.5,"snapshot_id":"0123456789abcdef","dry_run":true}
                """.formatted(files, newBlobs, files, bytes);
    }

    /** What a forget prints that keeps and removes these. */
    static String forgotten(List<String> kept, List<String> removed) {
        return "[{\"keep\":[" + snapshots(kept) + "],\"remove\":[" + snapshots(removed) + "]}]\n";
    }

    private static String snapshots(List<String> ids) {
        return ids.stream().map(id -> snapshot(id, "src:apps/shop/db")).collect(Collectors.joining(","));
    }

    static String snapshot(String id, String tag) {
        return "{\"id\":\"" + id + "\",\"tags\":[\"" + tag + "\"]}";
    }

    /** One of a list of backups of a volume of 10 GiB, with the tags of the plugin. */
    static String listed(String id, String source, String time) {
        return "{\"time\":\"" + time + "\",\"id\":\"" + id
                + "\",\"paths\":[\"/data\"],\"excludes\":[\"/data/**/lost+found\"],\"tags\":[\"cinder-snapshot-backup\",\""
                + source
                + "\",\"paths=0123456789ab\",\"run=" + BACKED_UP_BY
                + "\",\"vol=5ce1f3d2-0000-4000-8000-000000000001\",\"size=10Gi\",\"class=fast\",\"fs=xfs\",\"zone=nova\",\"access=ReadWriteOnce\"]}";
    }

    static String summary(long files) {
        return SUMMARY.formatted(Math.max(0, files - 4), files);
    }

    static ResticScript exit(int code, String log) {
        JobState.Exited end = new JobState.Exited(code, code == 0 ? "Completed" : "Error");
        return new ResticScript(Duration.ofSeconds(1), Duration.ofSeconds(6), "Pulling image", end, log);
    }

    /** Exit 3: these files could not be read. */
    static ResticScript partial(String... files) {
        StringBuilder log = new StringBuilder();
        for (String file : files) {
            log.append("{\"message_type\":\"error\",\"error\":{\"message\":\"permission denied\"},\"item\":\"" + file
                    + "\"}\n");
        }
        return exit(3, log + summary(4));
    }

    static ResticScript exitError(int code, String message) {
        return exit(code, "{\"message_type\":\"exit_error\",\"code\":" + code + ",\"message\":\"" + message + "\"}\n");
    }

    static ResticScript ends(JobState end) {
        return new ResticScript(Duration.ofSeconds(3), Duration.ofSeconds(20), "", end, "");
    }

    static ResticScript neverStarts(String event) {
        return new ResticScript(FOREVER, FOREVER, event, new JobState.Lost("never"), null);
    }

    ResticScript running(Duration time) {
        return new ResticScript(startTakes, time, event, end, log, lost);
    }

    ResticScript withoutLog() {
        return new ResticScript(startTakes, runTakes, event, end, null);
    }

    /** Its log is longer than a node keeps, or than is read of it. */
    ResticScript losing(String beginning) {
        return new ResticScript(startTakes, runTakes, event, end, log, beginning.length());
    }

    JobState at(Duration age) {
        if (age.compareTo(startTakes) < 0) {
            return new JobState.Starting(event);
        }
        return age.compareTo(startTakes.plus(runTakes)) < 0 ? new JobState.Running() : end;
    }

    Optional<String> log(Duration age) {
        // A log without a word is none, as in the adapter
        return Optional.ofNullable(at(age) instanceof JobState.Starting ? null : log)
                .map(text -> at(age) == end ? text.substring(lost) : text)
                .filter(text -> !text.isEmpty());
    }
}
