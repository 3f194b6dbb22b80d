package io.jenkins.plugins.cinderbackup.openstack.cinder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Listings of snapshots as Cinder sends them, in pages of a thousand. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ListingBenchmark {
    private static final int PAGES = 10;
    private static final int PAGE = 1000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final byte[] page = page();

    private static byte[] page() {
        try {
            ArrayNode snapshots = JSON.createArrayNode();
            for (int i = 0; i < PAGE; i++) {
                Ownership tags = new Ownership(
                        new Origin("0123456789abcdef", "shop/nightly", "42"),
                        RunId.random(),
                        UUID.randomUUID().toString(),
                        Instant.parse("2026-03-01T12:00:00Z"),
                        Instant.parse("2026-03-03T12:00:00Z"));
                snapshots
                        .addObject()
                        .put("id", UUID.randomUUID().toString())
                        .put("name", "backup-shop-postgres-data-" + i + "-20260301-120000")
                        .put("status", "available")
                        .put("volume_id", tags.sourceVolume())
                        .put("size", 100)
                        .put("created_at", "2026-03-01T12:00:03.000000")
                        .set("metadata", JSON.valueToTree(TagMetadata.encode(tags)));
            }
            return JSON.writeValueAsBytes(JSON.createObjectNode().set("snapshots", snapshots));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All pages, from bytes to the engine's values. */
    @Benchmark
    public List<Snapshot> tenThousandSnapshots() throws IOException {
        List<Snapshot> found = new ArrayList<>();
        for (int i = 0; i < PAGES; i++) {
            for (JsonNode snapshot : JSON.readTree(page).path("snapshots")) {
                found.add(CinderJson.snapshot(snapshot));
            }
        }
        return found;
    }
}
