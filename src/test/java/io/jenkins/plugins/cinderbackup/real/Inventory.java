package io.jenkins.plugins.cinderbackup.real;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** All that was in Cinder, Ceph and Kubernetes at one moment, one line each. */
public record Inventory(List<String> lines) {

    /** Looks now. */
    public static Inventory take(Cinder cinder, RigCluster cluster) {
        List<String> lines = new ArrayList<>();
        for (JsonNode volume : cinder.list("volumes")) {
            lines.add("Cinder volume " + volume.path("name").asText() + " "
                    + volume.path("id").asText());
        }
        for (JsonNode snapshot : cinder.list("snapshots")) {
            lines.add("Cinder snapshot " + snapshot.path("name").asText() + " ("
                    + snapshot.path("status").asText() + ")");
        }
        for (JsonNode backup : cinder.list("backups")) {
            lines.add("Cinder backup " + backup.path("name").asText() + " "
                    + backup.path("id").asText());
        }
        lines.addAll(Ceph.inventory());
        lines.addAll(cluster.inventory());
        return new Inventory(lines);
    }

    /** What is there and was not before. */
    public List<String> newSince(Inventory before) {
        return lines.stream().filter(line -> !before.lines.contains(line)).toList();
    }
}
