package io.jenkins.plugins.cinderbackup.restic;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
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

    private ResticMessages() {}

    /** What a line says; never fails. */
    @NonNull
    public static ResticMessage parse(@NonNull String line) {
        String stripped = line.strip();
        if (!stripped.startsWith("{") && !stripped.startsWith("[{") && !stripped.equals("[]")) {
            return new ResticMessage.Text(line);
        }
        try {
            JsonNode json = JSON.readTree(stripped);
            return json.isArray() ? list(json) : message(json);
        } catch (JacksonException notJson) {
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
            // A restore and a check have summaries of their own
            case "summary" ->
                json.has("files_new") || json.has("snapshot_id")
                        ? new ResticMessage.Summary(summary(json))
                        : new ResticMessage.Other();
            case "initialized" -> new ResticMessage.Initialized(json.path("id").asText());
            case "exit_error" ->
                new ResticMessage.ExitError(
                        json.path("code").asInt(), json.path("message").asText());
            default -> new ResticMessage.Other();
        };
    }

    private static Progress progress(JsonNode json) {
        double fraction = json.path("percent_done").asDouble();
        return new Progress(
                fraction >= 0 && fraction <= 1 ? fraction : fraction > 1 ? 1 : 0,
                count(json, "bytes_done"),
                count(json, "total_bytes"),
                count(json, "files_done"),
                count(json, "total_files"),
                Duration.ofSeconds(count(json, "seconds_elapsed")),
                Duration.ofSeconds(count(json, "seconds_remaining")),
                count(json, "error_count"));
    }

    private static BackupSummary summary(JsonNode json) {
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

    /** A list of snapshots has them themselves, a forget's answer has groups of them. */
    private static ResticMessage list(JsonNode array) {
        if (array.path(0).has("id")) {
            return new ResticMessage.Snapshots(snapshots(array));
        }
        List<ListedSnapshot> kept = new ArrayList<>();
        List<ListedSnapshot> removed = new ArrayList<>();
        for (JsonNode group : array) {
            kept.addAll(snapshots(group.path("keep")));
            removed.addAll(snapshots(group.path("remove")));
        }
        return new ResticMessage.Forgotten(new ForgetSummary(kept, removed));
    }

    private static List<ListedSnapshot> snapshots(JsonNode array) {
        List<ListedSnapshot> snapshots = new ArrayList<>();
        for (JsonNode snapshot : array) {
            List<String> tags = new ArrayList<>();
            snapshot.path("tags").forEach(tag -> tags.add(tag.asText()));
            snapshots.add(new ListedSnapshot(snapshotId(snapshot.path("id").asText()), tags));
        }
        return snapshots;
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
