package io.jenkins.plugins.cinderbackup.removal;

import static io.jenkins.plugins.cinderbackup.removal.OrphanSite.ended;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.engine.FinishedRuns;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.removal.OrphanSite.Left;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.KubernetesSimulator;
import io.jenkins.plugins.cinderbackup.simulator.openstack.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was confirmed is a journal: it outlives a restart, is held to where and when it was found, and leaves the run's own alone. */
@Timeout(120)
class OrphanJournalTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private OrphanWorld world;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        world = new OrphanWorld(folder);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void aRestartGoesOnWithWhatWasConfirmed() {
        Left left = world.leaveAll(ended(HOUR, "nightly"));
        world.cloud.fail(Fault.on("DELETE", "/volumes/")
                .answers(403, "{\"forbidden\": {}}")
                .always());
        world.scan();
        world.confirm(null);
        world.attempt();

        world.restart();
        assertThat(world.progress(left.run()).state()).isEqualTo(OrphanRemovalProgress.State.REMOVING);
        assertThat(world.removal.pending()).singleElement().satisfies(pending -> {
            assertThat(pending.run()).isEqualTo(left.run());
            assertThat(pending.origin()).isEqualTo(left.tags().origin());
            assertThat(pending.source()).isEqualTo("volume " + left.tags().sourceVolume());
        });
        world.cloud.heal();
        world.settle();

        assertThat(world.inCluster()).isEmpty();
        assertThat(world.cloud.volumes()).extracting(volume -> volume.id()).containsExactly(left.source());
        assertThat(world.cloud.snapshots()).isEmpty();
    }

    @Test
    void theRunsOwnJournalIsNeitherOverwrittenNorLost() {
        Left left = world.leaveInCloud(ended(HOUR, "nightly"));
        RunJournal own = FinishedRuns.fresh(left.run());
        world.journals.save(own);
        world.removal.refresh();

        assertThat(world.scanAndRemove()).isEqualTo(1);

        assertThat(world.hasSnapshot(left.snapshot())).isFalse();
        assertThat(world.journals.load(left.run()))
                .hasValueSatisfying(kept -> assertThat(kept.origin()).isEqualTo(own.origin()));
    }

    @Test
    void aDamagedJournalOfWhatWasFoundIsReplacedByWhatIsFoundAnew() throws Exception {
        Left left = world.leaveInCloud(ended(HOUR, "nightly"));
        Path torn = Files.createDirectories(world.folder.resolve("orphans")).resolve(left.run() + ".json");
        Files.writeString(torn, "{");
        world.restart();
        world.attempt();
        assertThat(world.removal.needsHelp()).isTrue();

        assertThat(world.scanAndRemove()).isEqualTo(1);

        assertThat(world.hasSnapshot(left.snapshot())).isFalse();
        assertThat(torn).doesNotExist();
    }

    @Test
    void aRunThatHasBegunToGoOnSinceItWasConfirmedIsNotTouched() {
        Left left = world.leaveInCloud(ended(HOUR, "nightly"));
        world.scan();
        world.confirm(null);
        world.driven.add(left.run());

        world.attempt();
        world.attempt();

        assertThat(world.hasVolume(left.volume())).isTrue();
    }

    @Test
    void aClockThatIsSetBackAfterTheConfirmationPutsTheRemovalOff() {
        Left left = world.leaveInCloud(ended(HOUR, "nightly"));
        world.scan();
        world.confirm(null);
        world.ahead = Duration.ofDays(-1);
        world.restart();

        world.attempt();
        world.attempt();

        assertThat(world.hasVolume(left.volume())).isTrue();
        assertThat(world.removal.pending())
                .singleElement()
                .satisfies(pending -> assertThat(pending.waitsFor()).contains("clock was set back"));
    }

    @Test
    void anotherClusterBehindTheNameIsRefused() throws Exception {
        Left left = world.leaveAll(ended(HOUR, "nightly"));
        world.scan();
        world.confirm(null);

        try (KubernetesSimulator other = OrphanSite.emptyCluster()) {
            world.leadTo(other);
            world.attempt();

            assertThat(world.progress(left.run()).lastErrors().toString())
                    .contains("The Kubernetes cluster is not the one in which the run began");
        }
        assertThat(world.inCluster()).hasSize(5);
        assertThat(world.hasVolume(left.volume()))
                .as("below what is in the cluster")
                .isTrue();
    }

    @Test
    void aTargetThatIsNotConfiguredAnyMoreNeedsHelp() {
        Left left = world.leaveInCloud(ended(HOUR, "nightly"));
        world.scan();
        world.confirm(null);
        world.targets.remove(0);

        world.attempt();

        assertThat(world.progress(left.run()).state()).isEqualTo(OrphanRemovalProgress.State.NOT_REMOVED);
        assertThat(world.removal.needsHelp()).isTrue();
        assertThat(world.removal.giveUp(left.run())).hasSize(2);
        assertThat(world.removal.pending()).isEmpty();
        assertThat(world.hasVolume(left.volume())).isTrue();
    }
}
