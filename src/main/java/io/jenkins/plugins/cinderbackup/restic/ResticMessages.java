package io.jenkins.plugins.cinderbackup.restic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads lines of {@code --json} output. Fields and messages that are unknown or missing are no error, since restic adds some with each version: restic's
 * documentation, "Scripting".
 */
public final class ResticMessages {
    // Far above what restic prints, far below what would exhaust a controller
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(30)
            .maxNumberLength(40)
            .maxStringLength(1 << 20)
            .build();

    private static final ObjectMapper JSON = new ObjectMapper(
                    JsonFactory.builder().streamReadConstraints(LIMITS).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final ObjectReader ELEMENT =
            JSON.readerFor(JsonNode.class).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private ResticMessages() {}

    /** What a line says; never fails. */
    @NonNull
    public static ResticMessage parse(@NonNull String line) {
        String stripped = line.strip();
        if (!stripped.startsWith("{") && !stripped.startsWith("[{") && !stripped.equals("[]")) {
            return new ResticMessage.Text(line);
        }
        try {
            return stripped.startsWith("[") ? list(stripped) : message(JSON.readTree(stripped));
        } catch (IOException notJson) {
            // Cut off by the log's limit, or not restic's: it is shown as it is
            return new ResticMessage.Text(line);
        }
    }

    private static ResticMessage message(JsonNode json) {
        return switch (json.path("message_type").asText()) {
            case "status" -> new ResticMessage.Status(progress(json));
            case "error" ->
                new ResticMessage.Unreadable(
                        json.path("item").asText(),
                        json.path("error").path("message").asText());
            case "summary" -> summary(json);
            case "verbose_status" -> item(json);
            case "initialized" -> new ResticMessage.Initialized();
            case "exit_error" ->
                new ResticMessage.ExitError(
                        json.path("code").asInt(), json.path("message").asText());
            default -> json.has("snapshots_count") ? size(json) : listed(json);
        };
    }

    /** Of what a snapshot has: 0.17 added {@code message_type} to this. */
    private static ResticMessage listed(JsonNode json) {
        return switch (json.path("struct_type").asText()) {
            case "snapshot" -> new ResticMessage.PathsOf();
            case "node" -> new ResticMessage.Path(json.path("path").asText());
            default -> new ResticMessage.Other();
        };
    }

    /** Of a backup, of a check, or of a change of tags; that of a restore has nothing that is always there. */
    private static ResticMessage summary(JsonNode json) {
        if (json.path("dry_run").asBoolean()) {
            return dryRun(json);
        }
        if (json.has("files_new") || json.has("snapshot_id")) {
            return new ResticMessage.Summary(backup(json));
        }
        return json.has("num_errors") || json.has("changed_snapshots")
                ? new ResticMessage.Other()
                : new ResticMessage.Restored(new RestoreSummary(
                        // What is there already as in the backup is counted apart
                        count(json, "total_files") + count(json, "files_skipped"),
                        count(json, "total_bytes") + count(json, "bytes_skipped"),
                        count(json, "bytes_restored"),
                        count(json, "files_deleted")));
    }

    /** The count of all files has the same form in newer versions, and no name. */
    private static ResticMessage item(JsonNode json) {
        String path = json.path("item").asText();
        return path.isEmpty() ? new ResticMessage.Other() : new ResticMessage.Item(path, count(json, "data_size"));
    }

    private static ResticMessage dryRun(JsonNode json) {
        return json.has("data_blobs")
                ? new ResticMessage.Compared(new DryRunSummary(
                        count(json, "data_blobs"),
                        count(json, "total_files_processed"),
                        count(json, "total_bytes_processed")))
                : new ResticMessage.Other();
    }

    private static ResticMessage size(JsonNode json) {
        return new ResticMessage.Size(new RestoreSize(
                count(json, "snapshots_count"), count(json, "total_file_count"), count(json, "total_size")));
    }

    private static Progress progress(JsonNode json) {
        double percent = json.path("percent_done").asDouble();
        double fraction = percent >= 0 && percent <= 1 ? percent : percent > 1 ? 1 : 0;
        long elapsed = count(json, "seconds_elapsed");
        boolean restore = json.has("bytes_restored") || json.has("files_restored");
        return new Progress(
                fraction,
                count(json, restore ? "bytes_restored" : "bytes_done"),
                count(json, "total_bytes"),
                count(json, restore ? "files_restored" : "files_done"),
                count(json, "total_files"),
                Duration.ofSeconds(elapsed),
                // A restore does not estimate it
                Duration.ofSeconds(
                        restore && fraction > 0
                                ? Math.round(elapsed * (1 - fraction) / fraction)
                                : count(json, "seconds_remaining")),
                count(json, "error_count"));
    }

    private static BackupSummary backup(JsonNode json) {
        double seconds = json.path("total_duration").asDouble();
        return new BackupSummary(
                snapshotId(json.path("snapshot_id").asText()),
                count(json, "files_new"),
                count(json, "files_changed"),
                count(json, "files_unmodified"),
                count(json, "dirs_new"),
                count(json, "dirs_changed"),
                count(json, "dirs_unmodified"),
                count(json, "data_added"),
                count(json, "total_files_processed"),
                count(json, "total_bytes_processed"),
                Double.isFinite(seconds) && seconds > 0 ? seconds : 0);
    }

    /** A list of snapshots has them themselves, a forget's answer has groups of them, a search has what it has found in each. One by one, since there may be thousands. */
    private static ResticMessage list(String array) throws IOException {
        List<ListedSnapshot> listed = new ArrayList<>();
        List<ListedSnapshot> kept = new ArrayList<>();
        List<ListedSnapshot> removed = new ArrayList<>();
        List<String> matches = new ArrayList<>();
        boolean groups = false;
        boolean searched = false;
        try (JsonParser json = JSON.createParser(array)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.START_OBJECT) {
                JsonNode element = ELEMENT.readValue(json);
                searched |= element.has("matches");
                groups |= !element.has("id");
                if (element.has("id")) {
                    listed.add(snapshot(element));
                }
                element.path("keep").forEach(snapshot -> kept.add(snapshot(snapshot)));
                element.path("remove").forEach(snapshot -> removed.add(snapshot(snapshot)));
                element.path("matches")
                        .forEach(match -> matches.add(match.path("path").asText()));
            }
            if (json.currentToken() != JsonToken.END_ARRAY || json.nextToken() != null) {
                return new ResticMessage.Text(array);
            }
        }
        if (searched) {
            return new ResticMessage.Matches(matches);
        }
        return groups
                ? new ResticMessage.Forgotten(new ForgetSummary(kept, removed))
                : new ResticMessage.Snapshots(listed);
    }

    private static ListedSnapshot snapshot(JsonNode json) {
        JsonNode summary = json.path("summary");
        return new ListedSnapshot(
                snapshotId(json.path("id").asText()),
                snapshotId(json.path("original").asText()),
                snapshotId(json.path("tree").asText()),
                time(json.path("time").asText()),
                json.path("hostname").asText(),
                texts(json.path("paths")),
                texts(json.path("excludes")),
                texts(json.path("tags")),
                summary.has("total_files_processed") ? count(summary, "total_files_processed") : null,
                summary.has("total_bytes_processed") ? count(summary, "total_bytes_processed") : null,
                summary.has("data_added") ? count(summary, "data_added") : null);
    }

    /** restic writes the time zone of the pod; a snapshot without a time is older than any other. */
    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException senseless) {
            return Instant.EPOCH;
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static String snapshotId(String text) {
        return text.matches("[0-9a-f]{8,64}") ? text : "";
    }

    /** A count or a size; 0 where it is missing, left out because it is 0, or senseless. */
    private static long count(JsonNode json, String field) {
        JsonNode number = json.path(field);
        return number.canConvertToLong() ? Math.max(0, number.asLong()) : 0;
    }
}
