package io.jenkins.plugins.cinderbackup.simulator.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;

/** The part of Cinder's HTTP interface that backups have. */
record SimBackupApi(SimCinder cinder, SimBackups backups) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> FIELDS =
            Set.of("volume_id", "container", "name", "description", "incremental", "force", "snapshot_id");

    /** @param what method and path, the id as a star */
    SimReply handle(SimRequest request, String what, String id, int minor) {
        return switch (what) {
            case "GET backups/*" -> id.equals("detail") ? list(request, minor) : one(backups.get(id), minor);
            case "POST backups" -> create(request.json().path("backup"), minor);
            case "PUT backups/*" -> update(backups.get(id), request.json().path("backup"), minor);
            case "DELETE backups/*" -> {
                backups.delete(id);
                yield SimReply.accepted();
            }
            case "POST backups/*/restore" -> restore(id, request.json());
            case "POST backups/*/action" -> act(id, request.json());
            case "GET backups/*/export_record" -> export(id);
            case "POST backups/*" ->
                id.equals("import_record") ? importRecord(request.json().path("backup-record")) : notFound();
            default -> notFound();
        };
    }

    private static SimReply notFound() {
        return SimReply.error(404, "itemNotFound", "The resource could not be found.");
    }

    private void requireAdministrator(String policy) {
        if (!backups.administrator) {
            throw SimReply.error(403, "forbidden", "Policy doesn't allow " + policy + " to be performed.")
                    .thrown();
        }
    }

    private SimReply export(String id) {
        backups.get(id);
        requireAdministrator("backup:export-import");
        byte[] record = backups.export(id).toString().getBytes(StandardCharsets.UTF_8);
        ObjectNode body = JSON.objectNode();
        body.putObject("backup-record")
                .put("backup_service", backups.driver())
                .put("backup_url", Base64.getEncoder().encodeToString(record));
        return SimReply.json(200, body);
    }

    private SimReply importRecord(JsonNode wanted) {
        refuseUnknown(wanted, Set.of("backup_service", "backup_url"));
        requireAdministrator("backup:backup-import");
        SimBackup made = backups.importRecord(
                wanted.path("backup_service").asText(),
                record(wanted.path("backup_url").asText()));
        ObjectNode body = JSON.objectNode();
        body.putObject("backup").put("id", made.id).putNull("name");
        return SimReply.json(201, body);
    }

    private static JsonNode record(String url) {
        JsonNode record;
        try {
            record = new ObjectMapper().readTree(Base64.getDecoder().decode(url));
        } catch (IOException | IllegalArgumentException e) {
            throw SimReply.badRequest("Invalid input received: Can't parse backup record.")
                    .thrown();
        }
        if (!record.has("id")) {
            throw SimReply.badRequest("Invalid input received: Provided backup record is missing an id")
                    .thrown();
        }
        return record;
    }

    private SimReply list(SimRequest request, int minor) {
        boolean all = backups.administrator && "1".equals(request.query().get("all_tenants"));
        return cinder.page("backups", request, backups.newestFirst(all), SimCinder.filters(request, minor, "backups"));
    }

    private SimReply one(SimBackup backup, int minor) {
        ObjectNode body = JSON.objectNode();
        body.set("backup", json(backup, minor));
        return SimReply.json(200, body);
    }

    /** Metadata of backups came with 3.43. An administrator is told whose they are. */
    ObjectNode json(SimBackup backup, int minor) {
        ObjectNode json = backup.json();
        if (backups.administrator) {
            json.put(
                    "os-backup-project-attr:project_id",
                    backup.foreign ? OpenstackSimulator.OTHER_PROJECT_ID : OpenstackSimulator.PROJECT_ID);
        }
        if (minor < 43) {
            json.remove("metadata");
        }
        return json;
    }

    private SimReply create(JsonNode wanted, int minor) {
        Set<String> known = new TreeSet<>(FIELDS);
        if (minor >= 43) {
            known.add("metadata");
        }
        if (minor >= 51) {
            known.add("availability_zone");
        }
        refuseUnknown(wanted, known);
        SimCinder.checkName(wanted);
        SimBackup made = backups.create(new WantedBackup(
                wanted.path("volume_id").asText(),
                wanted.path("snapshot_id").asText(null),
                wanted.path("name").asText(""),
                wanted.path("container").asText(null),
                wanted.path("incremental").asBoolean(),
                wanted.path("force").asBoolean(),
                SimCinder.metadata(wanted)));
        ObjectNode body = JSON.objectNode();
        body.putObject("backup").put("id", made.id).put("name", made.name);
        return SimReply.json(202, body);
    }

    /** What is given replaces all that was there. */
    private SimReply update(SimBackup backup, JsonNode wanted, int minor) {
        refuseUnknown(wanted, minor < 43 ? Set.of("name", "description") : Set.of("name", "description", "metadata"));
        if (wanted.has("metadata")) {
            backup.metadata.clear();
            backup.metadata.putAll(SimCinder.metadata(wanted));
        }
        return one(backup, minor);
    }

    private static void refuseUnknown(JsonNode wanted, Set<String> known) {
        wanted.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                throw SimReply.badRequest("Additional properties are not allowed ('" + field + "' was unexpected)")
                        .thrown();
            }
        });
    }

    /** The actions for administrators. */
    private SimReply act(String id, JsonNode body) {
        String action = body.fieldNames().next();
        requireAdministrator("volume_extension:backup_admin_actions:" + action.replaceFirst("^os-", ""));
        if (action.equals("os-force_delete")) {
            backups.forceDelete(id);
            return SimReply.accepted();
        }
        backups.reset(id, body.path(action).path("status").asText());
        return SimReply.accepted();
    }

    private SimReply restore(String id, JsonNode body) {
        JsonNode wanted = body.path("restore");
        if (!wanted.isObject()) {
            throw SimReply.badRequest("Invalid input for field/attribute restore.")
                    .thrown();
        }
        String volumeId = wanted.path("volume_id").asText();
        backups.restore(id, volumeId);
        ObjectNode answer = JSON.objectNode();
        answer.putObject("restore").put("backup_id", id).put("volume_id", volumeId);
        return SimReply.json(202, answer);
    }
}
