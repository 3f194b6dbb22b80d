package io.jenkins.plugins.cinderbackup.openstack.cinder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.model.BackupRecord;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * The records of backups, in the form in which Cinder exports them: the name of a driver, and the row of its database as JSON in base64
 * ({@code encode_record} in {@code cinder/objects/backup.py}).
 */
public final class BackupRecords {
    /** What Cinder wraps a record in. */
    static final String WRAPPED = "backup-record";

    private static final String SERVICE = "backup_service";
    private static final String URL = "backup_url";
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private BackupRecords() {}

    /**
     * The records in a text: a JSON list of them, or one alone, as Cinder and its command line write it.
     *
     * @param field the setting that has the text
     * @throws PermanentException with all that is wrong
     */
    @NonNull
    public static List<BackupRecord> read(@NonNull String field, @NonNull String text) {
        JsonNode json = json(text);
        if (json == null || !json.isContainerNode() || json.isEmpty()) {
            throw PermanentException.of(
                    field + " is no record of a backup: it must be a JSON list of objects with " + SERVICE + " and "
                            + URL + ", or one of them.",
                    "give what cinderVolumeBackupRecord has returned as `record`, all of it, or what"
                            + " `openstack volume backup record export -f json` has printed");
        }
        List<JsonNode> all = new ArrayList<>();
        (json.isArray() ? json : List.of(json)).forEach(all::add);
        Findings problems = new Findings();
        List<BackupRecord> records = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            String which = "record " + (i + 1) + " of " + field;
            JsonNode one = all.get(i);
            problems.attempt(() -> of(which, one)).ifPresent(records::add);
        }
        problems.throwIfAny();
        return records;
    }

    /**
     * One record.
     *
     * @param which names it in a sentence
     * @throws PermanentException if it is none
     */
    static BackupRecord of(String which, JsonNode json) {
        JsonNode record = json.has(WRAPPED) ? json.path(WRAPPED) : json;
        if (!record.path(SERVICE).isTextual() || !record.path(URL).isTextual()) {
            throw wrong(which, "it must be an object whose " + SERVICE + " and " + URL + " are texts");
        }
        JsonNode row = row(which, record.path(URL).asText());
        String id = row.path("id").asText();
        if (id.isEmpty() || PlanCheck.volumeId("", id).isPresent()) {
            throw wrong(which, "the JSON in its " + URL + " has no id of a backup");
        }
        if (!row.path("size").isIntegralNumber()) {
            throw wrong(which, "the JSON in its " + URL + " has no size");
        }
        String text = JsonNodeFactory.instance
                .objectNode()
                .put(SERVICE, record.path(SERVICE).asText())
                .put(URL, record.path(URL).asText())
                .toString();
        return new BackupRecord(
                id,
                row.path("parent_id").asText(null),
                row.path("display_name").asText(""),
                row.path("size").asLong(),
                text);
    }

    private static JsonNode row(String which, String encoded) {
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(encoded.strip());
        } catch (IllegalArgumentException e) {
            throw wrong(which, "its " + URL + " is no base64");
        }
        JsonNode row = json(new String(decoded, StandardCharsets.UTF_8));
        if (row == null || !row.isObject()) {
            throw wrong(which, "its " + URL + " is no JSON object in base64");
        }
        return row;
    }

    /** For Cinder. */
    static JsonNode body(BackupRecord record) {
        return JsonNodeFactory.instance.objectNode().set(WRAPPED, json(record.text()));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }

    private static PermanentException wrong(String which, String why) {
        return PermanentException.of(
                which.substring(0, 1).toUpperCase(Locale.ROOT) + which.substring(1) + " cannot be read: " + why + ".",
                "it may be cut off, or changed by an editor: give it as it was exported");
    }
}
