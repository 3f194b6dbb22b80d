package io.jenkins.plugins.cinderbackup.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.jenkins.plugins.cinderbackup.files.FileTree;
import io.jenkins.plugins.cinderbackup.files.SampleFiles;
import io.jenkins.plugins.cinderbackup.headless.Describables;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.steps.CinderSnapshotRestoreStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Backups that the step brings back, on the real services: to a new PVC, from a Cinder snapshot and in place. */
@Real
class RealRestoreStepTest {
    @RegisterExtension
    private final FreshSite fresh = new FreshSite();

    @BeforeEach
    void addStorageClass() {
        fresh.addStorageClass();
    }

    @ParameterizedTest
    @MethodSource("io.jenkins.plugins.cinderbackup.real.RealResticVersionsTest#versions")
    void aNewPvcHasEveryFileOfTheBackup(String version) throws Exception {
        RealSite.Source source = fresh.site().source("db", "ext4", RealRestoreStepTest::fill);
        backUp(version);

        Map<String, Object> returned = restore(version, Map.of("from", "repository"));

        assertThat(returned).containsEntry("namespace", source.namespace()).containsEntry("pvc", "db-restored");
        assertRestored(source, returned);
        assertThat(RealSite.content(source.volumeId()).differencesTo(source.tree()))
                .isEmpty();
    }

    @Test
    void aCinderSnapshotThatWasKeptIsThereAtOnce() throws Exception {
        RealSite.Source source = fresh.site().source("db", "xfs", RealRestoreStepTest::fill);
        backUp("0.18.1");

        Map<String, Object> returned = restore("0.18.1", Map.of("from", "snapshot"));

        assertRestored(source, returned);
    }

    @Test
    void whatIsThereBecomesWhatItWas() throws Exception {
        RealSite.Source source = fresh.site().source("db", "ext4", RealRestoreStepTest::fill);
        backUp("0.18.1");
        change(source, root -> {
            Files.writeString(root.resolve("late"), "not in the backup");
            try (var files = Files.walk(root)) {
                for (Path file : files.filter(Files::isRegularFile).limit(5).toList()) {
                    Files.writeString(file, "overwritten");
                }
            }
        });

        Map<String, Object> returned = restore("0.18.1", Map.of("inPlace", true, "delete", true));

        assertThat(returned).containsEntry("pvc", "db").containsEntry("volumeId", source.volumeId());
        assertThat(source.tree().differencesTo(RealSite.content(source.volumeId())))
                .isEmpty();
    }

    @Test
    void cinderRevertsTheVolumeAndWhatWasThereIsKept() throws Exception {
        RealSite.Source source = fresh.site().source("db", "ext4", RealRestoreStepTest::fill);
        backUp("0.18.1");
        change(source, root -> Files.writeString(root.resolve("late"), "not in the backup"));
        FileTree before = RealSite.content(source.volumeId());

        Map<String, Object> returned = restore("0.18.1", Map.of("inPlace", true, "revert", true));

        assertThat(returned).containsEntry("pvc", "db").containsEntry("volumeId", source.volumeId());
        String copy = (String) returned.get("volumeBefore");
        fresh.site().takes(copy);
        assertThat(source.tree().differencesTo(RealSite.content(source.volumeId())))
                .isEmpty();
        assertThat(before.differencesTo(RealSite.content(copy))).isEmpty();
    }

    @Test
    void aStatefulSetThatUsesThePvcIsStoppedMeanwhileAndStartedAgain() throws Exception {
        RealSite.Source source = fresh.site().source("db", "ext4", RealRestoreStepTest::fill);
        backUp("0.18.1");
        change(source, root -> Files.writeString(root.resolve("late"), "not in the backup"));
        RollableScalableResource<StatefulSet> workload = startWorkload(source.namespace());

        Map<String, Object> returned = restore(
                "0.18.1", Map.of("inPlace", true, "delete", true, "scaleDown", List.of("statefulset/postgres")));

        assertThat(returned).containsEntry("pvc", "db").containsEntry("volumeId", source.volumeId());
        workload.waitUntilReady(60, TimeUnit.SECONDS);
        workload.scale(0);
        await().atMost(RealJenkins.LIMIT).until(() -> pods(source.namespace()).isEmpty());
        assertThat(source.tree().differencesTo(RealSite.content(source.volumeId())))
                .isEmpty();
    }

    /** A workload with one pod that has the PVC. */
    private RollableScalableResource<StatefulSet> startWorkload(String namespace) {
        Map<String, String> labels = Map.of("app", "postgres");
        RollableScalableResource<StatefulSet> workload = fresh.site()
                .cluster()
                .client()
                .apps()
                .statefulSets()
                .resource(new StatefulSetBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("postgres")
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(1)
                        .withServiceName("postgres")
                        .withNewSelector()
                        .withMatchLabels(labels)
                        .endSelector()
                        .withNewTemplate()
                        .withNewMetadata()
                        .withLabels(labels)
                        .endMetadata()
                        .withNewSpec()
                        .withTerminationGracePeriodSeconds(1L)
                        .addNewContainer()
                        .withName("postgres")
                        .withImage("localhost/pause:1")
                        .addNewVolumeMount()
                        .withName("data")
                        .withMountPath("/data")
                        .endVolumeMount()
                        .endContainer()
                        .addNewVolume()
                        .withName("data")
                        .withNewPersistentVolumeClaim()
                        .withClaimName("db")
                        .endPersistentVolumeClaim()
                        .endVolume()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build());
        workload.create();
        workload.waitUntilReady(60, TimeUnit.SECONDS);
        return workload;
    }

    private List<Pod> pods(String namespace) {
        return fresh.site()
                .cluster()
                .client()
                .pods()
                .inNamespace(namespace)
                .list()
                .getItems();
    }

    /** Every file, the root folder's owner and mode included, behind a PVC that is bound; and nothing temporary is left. */
    private void assertRestored(RealSite.Source source, Map<String, Object> returned) {
        String volumeId = (String) returned.get("volumeId");
        fresh.site().takes(volumeId);
        assertThat(source.tree().differencesTo(RealSite.content(volumeId))).isEmpty();
        PersistentVolumeClaim claim = fresh.site()
                .cluster()
                .client()
                .persistentVolumeClaims()
                .inNamespace(source.namespace())
                .withName("db-restored")
                .get();
        assertThat(claim.getStatus().getPhase()).isEqualTo("Bound");
        assertThat(fresh.site().leftovers())
                .noneMatch(line -> line.contains(fresh.site().backupNamespace()))
                .filteredOn(line -> line.startsWith("PersistentVolume "))
                .containsExactly("PersistentVolume " + claim.getSpec().getVolumeName());
    }

    private void backUp(String version) throws Exception {
        Map<String, Object> arguments = fresh.jenkins().arguments("db");
        arguments.put("job", Map.of("image", "localhost/restic:" + version));
        FreshSite.assertSucceeded(fresh.jenkins().run(arguments));
    }

    private Map<String, Object> restore(String version, Map<String, Object> more) throws Exception {
        Map<String, Object> backup = fresh.jenkins().arguments("db");
        Map<String, Object> arguments = new LinkedHashMap<>();
        List.of("namespace", "pvc", "repository").forEach(field -> arguments.put(field, backup.get(field)));
        arguments.put("job", Map.of("image", "localhost/restic:" + version));
        arguments.putAll(more);
        Map<String, Object> returned = RealJenkins.result(HeadlessStep.start(
                Describables.make(CinderSnapshotRestoreStep.class, arguments),
                fresh.jenkins().build()));
        FreshSite.assertSucceeded(returned);
        return returned;
    }

    /** Files of all kinds, below a root folder that is not everybody's. */
    private static void fill(Path root) {
        SampleFiles.fill(root, 60, 4);
        Command.run("chown", "999:998", root.toString());
        Command.run("chmod", "2750", root.toString());
    }

    private static void change(RealSite.Source source, Change change) {
        try (VolumeMount mount = VolumeMount.open(source.volumeId())) {
            change.make(mount.root());
            mount.sync();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a test does to a volume's files. */
    @FunctionalInterface
    private interface Change {
        void make(Path root) throws IOException;
    }
}
