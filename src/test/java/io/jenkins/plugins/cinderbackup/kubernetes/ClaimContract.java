package io.jenkins.plugins.cinderbackup.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.jenkins.plugins.cinderbackup.model.ContainerJob.Mount;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.SourceClaim;
import io.jenkins.plugins.cinderbackup.model.StorageClassSettings;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.model.VolumeUse;
import io.jenkins.plugins.cinderbackup.model.Workload;
import io.jenkins.plugins.cinderbackup.model.WorkloadScale;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.LocalRestic;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.NeedsRestic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is seen of claims, their volumes and storage classes, on a simulated cluster and on a real one alike. */
abstract class ClaimContract extends ClusterFixture {
    @Test
    @NeedsRestic
    void whatAJobHasRestoredOntoABlankVolumeIsSeenThroughAnotherClaim() throws Exception {
        Path source = Files.createDirectories(temporary.resolve("source"));
        RestoredFiles.write(source);
        Path content = Files.createDirectories(temporary.resolve("content"));
        LocalRestic.run(content.resolve("repository"), "correct horse", "init");
        RepositoryRuns runs = new RepositoryRuns(workloads, objects, volumeOf(content));
        try {
            String blank = volumeWith("");
            Mount from = new Mount(runs.claim(volumeOf(source), VolumeUse.reading()), "/data", true);
            runs.restic(List.of(from), "backup", "--tag=before", "/data");
            Mount to = new Mount(runs.claim(blank, VolumeUse.writing(List.of("noatime"))), "/data", false);

            runs.restic(List.of(to), "restore", "latest", "--target=/");

            Mount again = new Mount(runs.claim(blank, VolumeUse.reading()), "/data", true);
            runs.restic(List.of(again), "backup", "--tag=after", "/data");
            String restored = runs.restic(List.of(), "ls", "--long", "--no-lock", "--tag=after", "latest");
            String wanted = runs.restic(List.of(), "ls", "--long", "--no-lock", "--tag=before", "latest");
            assertThat(RestoredFiles.listed(restored))
                    .containsExactlyElementsOf(RestoredFiles.listed(wanted))
                    .anyMatch(line -> line.endsWith("/data/folder/file"));
        } finally {
            runs.remove();
        }
    }

    @Test
    @NeedsRestic
    void thePodsThatUseAClaimAreNamedUntilTheyAreOver() throws Exception {
        objects.makeVolume(workloads, volumeOf(Files.createDirectories(temporary.resolve("empty"))));
        TrackedResource job = objects.start(workloads, objects.job("-r", silent.repository(), "snapshots"));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(workloads.podsUsing(namespace(), objects.name(), List.of()))
                        .singleElement()
                        .asString()
                        .startsWith(objects.name()));
        assertThat(workloads.podsUsing(namespace(), "another", List.of())).isEmpty();
        workloads.delete(job, objects.run);
        await().atMost(PATIENCE)
                .until(() -> workloads
                        .podsUsing(namespace(), objects.name(), List.of())
                        .isEmpty());
    }

    @Test
    void aWorkloadIsScaledByItsSubresourceUnlessItWasChanged() {
        Deployment made = workload(objects.name(), 2);
        cluster.client().resource(made).create();
        Workload workload = new Workload(ResourceKind.DEPLOYMENT, namespace(), objects.name());
        try {
            awaitPods(2);
            WorkloadScale before = workloads.scaleOf(workload).orElseThrow();
            assertThat(before.replicas()).isEqualTo(2);
            assertThat(workloads.podsUsing(namespace(), objects.name(), List.of(before)))
                    .isEmpty();

            scale(workload, 0);

            awaitPods(0);
            assertThat(workloads.scaleOf(workload).orElseThrow().replicas()).isZero();
            assertThatThrownBy(() -> workloads.scale(workload, before, 1))
                    .isInstanceOfSatisfying(
                            TransientException.class,
                            e -> assertThat(e.mayTakeEffect()).isFalse());
            scale(workload, 1);
            awaitPods(1);
        } finally {
            scale(workload, 0);
            awaitPods(0);
            cluster.client().resource(made).delete();
        }
        await().atMost(PATIENCE).until(() -> workloads.scaleOf(workload).isEmpty());
    }

    @Test
    void whetherAStatefulSetDeletesItsClaimsWhenItIsScaledDownIsSeen() {
        for (String policy : List.of("Retain", "Delete")) {
            StatefulSet made = statefulSet(objects.name(), policy);
            cluster.client().resource(made).create();
            try {
                assertThat(workloads.losesClaims(new Workload(
                                ResourceKind.STATEFUL_SET,
                                namespace(),
                                made.getMetadata().getName())))
                        .isEqualTo(policy.equals("Delete"));
            } finally {
                cluster.client().resource(made).delete();
            }
        }
        assertThat(workloads.losesClaims(new Workload(ResourceKind.STATEFUL_SET, namespace(), "no-such-set")))
                .isFalse();
    }

    private static StatefulSet statefulSet(String name, String whenScaled) {
        return new StatefulSetBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(name + "-" + whenScaled.toLowerCase(Locale.ROOT))
                .endMetadata()
                .withNewSpec()
                .withReplicas(0)
                .withServiceName(name)
                .withNewPersistentVolumeClaimRetentionPolicy()
                .withWhenScaled(whenScaled)
                .endPersistentVolumeClaimRetentionPolicy()
                .withSelector(workload(name, 0).getSpec().getSelector())
                .withTemplate(workload(name, 0).getSpec().getTemplate())
                .addNewVolumeClaimTemplate()
                .withNewMetadata()
                .withName("data")
                .endMetadata()
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withNewResources()
                .addToRequests("storage", new Quantity("1Gi"))
                .endResources()
                .endSpec()
                .endVolumeClaimTemplate()
                .endSpec()
                .build();
    }

    private static Deployment workload(String name, int replicas) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withNewSelector()
                .addToMatchLabels("app", name)
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app", name)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("app")
                .withImage("no-such-image")
                .endContainer()
                .addNewVolume()
                .withName("data")
                .withNewPersistentVolumeClaim()
                .withClaimName(name)
                .endPersistentVolumeClaim()
                .endVolume()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    /** Its own controller changes it too, at any time. */
    private void scale(Workload workload, int replicas) {
        await().atMost(PATIENCE).ignoreException(TransientException.class).until(() -> {
            workloads.scale(workload, workloads.scaleOf(workload).orElseThrow(), replicas);
            return true;
        });
    }

    private void awaitPods(int wanted) {
        await().atMost(PATIENCE)
                .until(() -> workloads
                                .podsUsing(namespace(), objects.name(), List.of())
                                .size()
                        == wanted);
    }

    @Test
    void aStorageClassSaysHowItsVolumesAreMade() {
        String name = "class-" + objects.run;
        StorageClass made = new StorageClassBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withProvisioner(Objects.DRIVER)
                .withParameters(Map.of(
                        "type", "fast", "availability", "az-2", "csi.storage.k8s.io/fstype", "xfs", "other", "x"))
                .withReclaimPolicy("Retain")
                .withMountOptions("noatime")
                .build();
        cluster.client().resource(made).create();
        try {
            assertThat(workloads.storageClass(name))
                    .contains(new StorageClassSettings(
                            name, Objects.DRIVER, "fast", "az-2", "xfs", "Retain", List.of("noatime")));
            assertThat(workloads.storageClass("no-such-class")).isEmpty();
        } finally {
            cluster.client().resource(made).delete();
        }
    }

    @Test
    void aClaimThatIsNotBoundExistsAndIsNoSource() {
        workloads.create(objects.claim());

        assertThat(workloads.claimExists(namespace(), objects.name())).isTrue();
        assertThat(workloads.living(namespace(), objects.name())).isEmpty();
    }

    @Test
    void claimsAreFoundByTheirLabels() {
        workloads.create(objects.claim());
        String run = "cinder-snapshot-backup.jenkins.io/run";

        assertThat(workloads.claims(namespace(), run + "=" + objects.run)).containsExactly(objects.name());
        assertThat(workloads.claims(namespace(), run + " in (another, " + objects.run + "),!no-such-label"))
                .containsExactly(objects.name());
        assertThat(workloads.claims(namespace(), "no-such-label notin (x)," + run + "==" + objects.run))
                .containsExactly(objects.name());
        assertThat(workloads.claims(namespace(), run + "," + run + "!=" + objects.run))
                .doesNotContain(objects.name());
        assertThat(workloads.claims(namespace(), "no-such-label")).isEmpty();
        assertThatThrownBy(() -> workloads.claims(namespace(), "app in (x"))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("list persistentvolumeclaims")
                .hasMessageContaining("unable to parse requirement");
    }

    @Test
    void theSourceIsFoundBehindItsClaim() {
        String claim = "source-" + objects.run;
        makeSource(claim, "11111111-2222-3333-4444-555555555555");

        await().atMost(PATIENCE)
                .ignoreException(PermanentException.class)
                .untilAsserted(() -> assertThat(workloads.source(namespace(), claim, null))
                        .extracting(
                                SourceClaim::volumeId,
                                SourceClaim::driver,
                                SourceClaim::fsType,
                                SourceClaim::capacityBytes)
                        .containsExactly("11111111-2222-3333-4444-555555555555", Objects.DRIVER, "ext4", Objects.SIZE));
        assertThat(workloads.living(namespace(), claim)).contains(workloads.source(namespace(), claim, null));
        assertThat(workloads.source(namespace(), claim, null).accessModes()).containsExactly("ReadWriteOnce");
        assertThat(workloads.volumeBehind(namespace(), claim)).isEqualTo("11111111-2222-3333-4444-555555555555");
        assertThat(workloads.claimExists(namespace(), claim)).isTrue();
        assertThat(workloads.living(namespace(), "no-such-claim")).isEmpty();
        assertThat(workloads.claimExists(namespace(), "no-such-claim")).isFalse();
        assertThatThrownBy(() -> workloads.source(namespace(), "no-such-claim", null))
                .isInstanceOf(PermanentException.class)
                .hasMessage("PVC default/no-such-claim does not exist.");
        assertThatThrownBy(() -> workloads.volumeBehind(namespace(), "no-such-claim"))
                .isInstanceOf(PermanentException.class)
                .hasMessage("PVC default/no-such-claim does not exist.");
    }
}
