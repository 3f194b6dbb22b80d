package io.jenkins.plugins.cinderbackup.steps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.cinderbackup.real.Command;
import io.jenkins.plugins.cinderbackup.simulator.SimulatedSite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The repository that the tests of the step back up to, as an operator sees it with plain restic. */
final class StepRepository {
    private final Map<String, String> environment;

    StepRepository(StepWorld world) {
        environment = Map.of("RESTIC_REPOSITORY", location(world), "RESTIC_PASSWORD", StepWorld.REPOSITORY_PASSWORD);
    }

    /** The location with the login inside. */
    static String location(StepWorld world) {
        String login = encoded(SimulatedSite.BACKUP_USER) + ":" + encoded(SimulatedSite.BACKUP_PASSWORD) + "@";
        return world.site.repositories().url("shop").replaceFirst("//", "//" + login);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    String run(String... arguments) {
        return Command.run(
                environment,
                Stream.concat(Stream.of("restic", "--no-cache"), Stream.of(arguments))
                        .toList());
    }

    /** The snapshots of this filter, oldest first. */
    List<JsonNode> snapshots(String... filter) {
        try {
            List<JsonNode> snapshots = new ArrayList<>();
            new ObjectMapper()
                    .readTree(run(Stream.concat(Stream.of("snapshots", "--json"), Stream.of(filter))
                            .toArray(String[]::new)))
                    .forEach(snapshots::add);
            return snapshots;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The ids of these snapshots, as short as restic 0.14 says them at the end of a backup. */
    List<String> ids(String... filter) {
        return snapshots(filter).stream()
                .map(snapshot -> snapshot.path("id").asText().substring(0, 8))
                .toList();
    }
}
