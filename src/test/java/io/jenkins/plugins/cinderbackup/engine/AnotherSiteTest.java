package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.Site;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import io.jenkins.plugins.cinderbackup.phase.cluster.CreatingPvc;
import io.jenkins.plugins.cinderbackup.phase.storage.CreatingVolume;
import org.junit.jupiter.api.Test;

/** The name or the credential of a cloud or cluster has come to lead to another one, or the same one has another address. */
class AnotherSiteTest {
    private static final Site ANOTHER = new Site("project 2 in region one", "https://keystone.example.org/v3");

    private final World world = new World();

    @Test
    void nothingCountsAsRemovedSinceAnotherCloudDoesNotKnowIt() {
        world.driveTo(BackupOperation.BACKUP);
        world.storage.site = ANOTHER;
        world.storage.vanish("volume-2");
        world.storage.vanish("snapshot-1");
        world.restart();
        world.engine.abort(world.journal, "stop button");

        RunReport report = world.runToEnd();

        assertThat(report.leftovers())
                .as("the volume, and the snapshot that waits for it")
                .hasSize(2)
                .anyMatch(left -> left.contains(
                        "The OpenStack cloud is not the one in which the run began: that was project 1 in region one at https://keystone.example.com/v3,"
                                + " now it is project 2 in region one at https://keystone.example.org/v3"));
        assertThat(world.workloads.objects())
                .as("of the cluster, which is the same")
                .isEmpty();
        assertThat(world.store.runs()).containsExactly(world.run);
    }

    @Test
    void noRunGoesOnInAnotherCluster() {
        world.driveTo(CreatingPvc.ID);
        world.workloads.site = new Site("cluster 2", "https://k8s.example.org");
        world.restart();

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.FAILURE);
        assertThat(report.failure().message())
                .startsWith("The Kubernetes cluster is not the one in which the run began");
        assertThat(world.calls.log("createClaim")).isEmpty();
    }

    @Test
    void theSameCloudAtAnotherAddressIsTheSame() {
        world.driveTo(CreatingVolume.ID);
        world.storage.site = new Site(world.storage.site.id(), "https://keystone.example.org/v3");
        world.restart();

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        world.assertNothingLeft();
    }

    @Test
    void whereNothingElseIsKnownTheAddressTells() {
        world.workloads.site = new Site(null, "https://k8s.example.com");
        world.driveTo(CreatingPvc.ID);
        world.workloads.site = new Site("cluster 1", "https://k8s.example.com");
        world.restart();

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(new Site(null, "https://a").isSameAs(new Site("cluster 1", "https://b")))
                .isFalse();
    }
}
