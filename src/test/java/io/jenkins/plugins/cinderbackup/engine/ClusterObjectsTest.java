package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.ContainerJob;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.VolumeUse;
import io.jenkins.plugins.cinderbackup.phase.cleanup.Cleanup;
import io.jenkins.plugins.cinderbackup.restic.RepositoryEnvironment;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a run asks of the cluster: names that fit together, the source's properties, and restic's command. */
class ClusterObjectsTest {
    private final World world = new World();

    @Test
    void claimVolumeSecretAndJobsShareTheirNameAndNamespace() {
        world.plan.retention = World.KEEP_SEVEN;
        world.runToEnd();

        String name = world.workloads.claim.name();
        assertThat(name).startsWith("csb-").endsWith(world.run.toString());
        assertThat(world.workloads.volume.name()).isEqualTo(name);
        assertThat(world.workloads.secret.name()).isEqualTo(name);
        String namespace = world.plan.build().job().namespace();
        assertThat(List.of(
                        world.workloads.claim.namespace(),
                        world.workloads.volume.claimNamespace(),
                        world.workloads.secret.namespace()))
                .containsOnly(namespace);
        for (Kind kind : List.of(Kind.BACKUP, Kind.FORGET)) {
            ContainerJob job = world.workloads.jobs.get(kind);
            assertThat(job.namespace()).isEqualTo(namespace);
            assertThat(job.name()).startsWith(name + "-" + kind.word());
            assertThat(job.secret()).isEqualTo(name);
        }
        assertThat(world.workloads.jobs.get(Kind.BACKUP).mounts())
                .containsExactly(new ContainerJob.Mount(name, "/data", true));
        assertThat(world.workloads.jobs.get(Kind.FORGET).mounts()).isEmpty();
    }

    @Test
    void theTemporaryVolumeIsLikeItsSource() {
        world.runToEnd();

        assertThat(world.workloads.claim.storageClass()).isEqualTo("fast");
        assertThat(world.workloads.volume.storageClass()).isEqualTo("fast");
        assertThat(world.workloads.claim.capacityBytes()).isEqualTo(10L << 30);
        assertThat(world.workloads.volume.capacityBytes()).isEqualTo(10L << 30);
        assertThat(world.workloads.volume.nodeAffinity()).isEqualTo("{\"required\":{}}");
        assertThat(world.workloads.volume.use()).isEqualTo(VolumeUse.reading());
    }

    @Test
    void aVolumeWithoutAPvcHasItsOwnSizeAndNoClass() {
        world.plan.pvc = null;
        world.plan.volumeId = World.SOURCE;
        world.runToEnd();

        assertThat(world.workloads.claim.storageClass()).isEmpty();
        assertThat(world.workloads.claim.capacityBytes()).isEqualTo(10L << 30);
        assertThat(world.workloads.volume.nodeAffinity()).isNull();
    }

    @Test
    void resticTagsWhatItMakesWithItsSourceSoThatARetentionFindsIt() {
        world.plan.retention = World.KEEP_SEVEN;
        world.runToEnd();

        String tag = "--tag=src:apps/shop/db";
        assertThat(world.workloads.jobs.get(Kind.BACKUP).args()).contains(tag, "--tag=cinder-snapshot-backup");
        assertThat(world.workloads.jobs.get(Kind.BACKUP).args()).contains("--tag=run=" + world.run);
        assertThat(world.workloads.jobs.get(Kind.FORGET).args())
                .anyMatch(argument -> argument.startsWith(tag + ",paths="))
                .doesNotContain("--tag=cinder-snapshot-backup");
    }

    @Test
    void resticTagsWhatItMakesWithWhatARestoreNeeds() {
        world.storage.zone = "nova";
        world.runToEnd();

        assertThat(world.workloads.jobs.get(Kind.BACKUP).args())
                .contains(
                        "--tag=vol=" + World.SOURCE,
                        "--tag=size=10Gi",
                        "--tag=class=fast",
                        "--tag=fs=ext4",
                        "--tag=zone=nova",
                        "--tag=access=ReadWriteOnce",
                        "--tag=consistency=crash");
    }

    @Test
    void theZoneIsNamedAsCinderDoesWhoseVolumeARestoreMakes() {
        world.storage.zone = "az-1";
        world.runToEnd();

        assertThat(world.workloads.jobs.get(Kind.BACKUP).args()).contains("--tag=zone=az-1");
    }

    @Test
    void resticTagsAVolumeWithoutAPvcWithItsIdAndWithWhatIsKnownOfIt() {
        world.plan.pvc = null;
        world.plan.volumeId = World.SOURCE;
        world.storage.zone = "az-1";
        world.runToEnd();

        assertThat(world.workloads.jobs.get(Kind.BACKUP).args())
                .contains(
                        "--tag=src:apps/" + World.SOURCE,
                        "--tag=vol=" + World.SOURCE,
                        "--tag=size=10Gi",
                        "--tag=fs=ext4",
                        "--tag=zone=az-1")
                .noneMatch(argument -> argument.matches("--tag=(class|access)=.*"));
    }

    @Test
    void resticGetsACertificateWhereThePlanHasOne() {
        world.runToEnd();
        assertThat(world.workloads.jobs.get(Kind.BACKUP).args()).noneMatch(argument -> argument.startsWith("--cacert"));

        World other = new World();
        other.plan.caCertificate = true;
        other.runToEnd();
        assertThat(other.workloads.jobs.get(Kind.BACKUP).args())
                .contains("--cacert=" + RepositoryEnvironment.FILES + "/" + RepositoryEnvironment.CA_CERTIFICATE);
    }

    @Test
    void anotherRunsForgetMayBeginAsSoonAsThisBackupIsMade() {
        world.driveTo(Cleanup.ID);

        assertThat(world.queue.enter("s3:https://s3.example.com/backups", new RunId("aaaaaaaaaaaaaaaa"), true))
                .isZero();
    }
}
