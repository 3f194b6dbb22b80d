package io.jenkins.plugins.cinderbackup.real;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What lies in the pool below Cinder, and who looks at it. */
public final class Ceph {
    private Ceph() {}

    /** Runs {@code rbd} on the pool of the volumes. */
    public static String rbd(String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                "rbd", "-c", Rigs.OPENSTACK.get("RIG_CEPH_CONF"), "--pool", Rigs.OPENSTACK.get("RIG_CEPH_POOL")));
        words.addAll(List.of(arguments));
        return Command.run(Map.of(), words);
    }

    /** The SHA-256 of all bytes of a volume. */
    public static String digest(String volumeId) {
        return Command.run(
                Map.of(
                        "CONF",
                        Rigs.OPENSTACK.get("RIG_CEPH_CONF"),
                        "IMAGE",
                        Rigs.OPENSTACK.get("RIG_CEPH_POOL") + "/volume-" + volumeId),
                List.of(
                        "bash",
                        "-c",
                        "set -o pipefail; rbd -c \"$CONF\" export --no-progress \"$IMAGE\" - | sha256sum"));
    }

    /** Images, their snapshots and watchers, and the trash: one line each. */
    public static List<String> inventory() {
        List<String> found = new ArrayList<>();
        for (String image : images()) {
            found.add("RBD image " + image);
            json("snap", "ls", "--all", "--format", "json", image)
                    .forEach(snapshot -> found.add("RBD snapshot " + image + "@"
                            + snapshot.path("name").asText()));
        }
        found.addAll(watchers());
        json("trash", "ls", "--all", "--format", "json")
                .forEach(image -> found.add("RBD trash " + image.path("name").asText()));
        return found;
    }

    /** Who has an image open, or had it when he was cut off, which Ceph notices after half a minute: one line each. */
    public static List<String> watchers() {
        List<String> found = new ArrayList<>();
        for (String image : images()) {
            json("status", "--format", "json", image)
                    .path("watchers")
                    .forEach(watcher -> found.add("RBD watcher of " + image + ": "
                            + watcher.path("address").asText()));
        }
        return found;
    }

    private static List<String> images() {
        List<String> names = new ArrayList<>();
        json("ls", "--format", "json").forEach(image -> names.add(image.asText()));
        return names;
    }

    private static JsonNode json(String... arguments) {
        try {
            return new ObjectMapper().readTree(rbd(arguments));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
