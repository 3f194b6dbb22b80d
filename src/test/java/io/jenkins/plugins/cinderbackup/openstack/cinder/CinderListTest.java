package io.jenkins.plugins.cinderbackup.openstack.cinder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.port.BlockStorage;
import io.jenkins.plugins.cinderbackup.port.BlockStorage.NewSnapshot;
import io.jenkins.plugins.cinderbackup.simulator.openstack.Fault;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Listings: to their end, and never believing a filter. */
class CinderListTest {
    private OpenstackSimulator simulator;
    private String volume;

    @BeforeEach
    void start() throws IOException {
        simulator = OpenstackSimulator.start();
        simulator.quota(-1, -1, -1);
        volume = simulator.addVolume("source", 1);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void aListingIsReadToItsEndAlsoWhereTheServersPagesAreSmall() {
        simulator.pageLimit(3);
        BlockStorage storage = storage();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            ids.add(storage.createSnapshot(newSnapshot(Samples.tags(volume))).id());
        }
        assertThat(storage.ourSnapshotsOf(volume).snapshots())
                .extracting(Snapshot::id)
                .containsExactlyInAnyOrderElementsOf(ids);
        assertThat(storage.ourSnapshotsOf(simulator.addVolume("another", 1)).snapshots())
                .isEmpty();
    }

    @Test
    void whereTheServerIgnoresTheFilterOnlyTheRunsOwnAreReturned() {
        simulator.microversion(21);
        BlockStorage storage = storage();
        Ownership tags = Samples.tags(volume);
        String ours = storage.createSnapshot(newSnapshot(tags)).id();
        storage.createSnapshot(newSnapshot(Samples.tags(volume)));
        assertThat(storage.snapshotsOf(tags.run())).extracting(Snapshot::id).containsExactly(ours);
        assertThat(storage.snapshotsOf(Samples.tags(volume).run())).isEmpty();
    }

    @Test
    void aServerThatRefusesTheFilterIsAskedForAll() {
        simulator.fail(Fault.on("GET", "/snapshots/detail")
                .answers(
                        400,
                        "{\"badRequest\": {\"message\": \"Invalid filters metadata are found in query options.\"}}"));
        BlockStorage storage = storage();
        Ownership tags = Samples.tags(volume);
        storage.createSnapshot(newSnapshot(tags));
        assertThat(storage.snapshotsOf(tags.run())).hasSize(1);
        assertThat(simulator.requests("GET", "/snapshots/detail").get(1).query())
                .containsOnlyKeys("limit");
    }

    @Test
    void aListingThatChangedWhileItWasReadIsTransient() {
        simulator.pageLimit(1);
        BlockStorage storage = storage();
        storage.createSnapshot(newSnapshot(Samples.tags(volume)));
        simulator.fail(Fault.on("GET", "/snapshots/detail")
                .answers(404, "{\"itemNotFound\": {\"code\": 404, \"message\": \"no marker\"}}"));
        assertThatThrownBy(() -> storage.ourSnapshotsOf(volume))
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("changed while it was read");
    }

    @Test
    void aServerThatRepeatsItsPageIsNotReadForEver() {
        String page = "{\"snapshots\": [{\"id\": \"1\", \"status\": \"available\", \"volume_id\": \"v\", \"size\": 1, "
                + "\"created_at\": \"2026-01-01T00:00:00.000000\"}], \"snapshots_links\": [{\"rel\": \"next\", \"href\": \"x\"}]}";
        simulator.fail(Fault.on("GET", "/snapshots/detail").answers(200, page).always());
        assertThatThrownBy(() -> storage().ourSnapshotsOf(volume))
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("repeats a page");
        assertThat(simulator.requests("GET", "/snapshots/detail")).hasSizeLessThan(4);
    }

    @Test
    void messagesAreFoundAlsoWhereTheServerDoesNotFilterThem() {
        simulator.microversion(4);
        BlockStorage storage = storage();
        simulator.breakNextSnapshot("first");
        String first = storage.createSnapshot(newSnapshot(Samples.tags(volume))).id();
        simulator.breakNextSnapshot("second");
        storage.createSnapshot(newSnapshot(Samples.tags(volume)));
        simulator.snapshots();
        assertThat(storage.complaintAbout(first)).contains("create snapshot:first");
        simulator.microversion(0);
        assertThat(storage().complaintAbout(first)).isEmpty();
    }

    private BlockStorage storage() {
        return new OpenstackClouds().blockStorage(simulator.cloud());
    }

    private NewSnapshot newSnapshot(Ownership tags) {
        return new NewSnapshot(volume, "nightly", "a test", true, tags);
    }
}
