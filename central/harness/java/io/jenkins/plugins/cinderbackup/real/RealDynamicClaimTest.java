package io.jenkins.plugins.cinderbackup.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.jenkins.plugins.cinderbackup.headless.Describables;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.steps.CinderSnapshotRestoreStep;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PVCs of the real provisioner, and what it makes of those that are restored. */
@Real
class RealDynamicClaimTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    private final FreshSite fresh = new FreshSite();

    @ParameterizedTest
    @ValueSource(strings = {"Immediate", "WaitForFirstConsumer"})
    void aRestoredPvcIsOneOfTheProvisioners(String binding) throws Exception {
        fresh.addStorageClass(binding);
        RealSite site = fresh.site();
        RealSite.Source source = site.dynamicSource(
                "db",
                "mkdir -m 750 /data/conf; echo 'a = 1' >/data/conf/app.conf; head -c 3000000 /dev/urandom >/data/bytes");
        FreshSite.assertSucceeded(fresh.jenkins().run(fresh.jenkins().arguments("db")));
        site.look();

        String volumeId = (String) restore().get("volumeId");
        site.takes(volumeId);

        // Used as a workload would, and not only bound
        site.cluster().runPod(site.namespace(), "db-restored", "grep -qx 'a = 1' /data/conf/app.conf");
        assertThat(source.tree().differencesTo(RealSite.content(volumeId))).isEmpty();
        PersistentVolume volume = site.cluster().awaitVolume(site.namespace(), "db-restored");
        assertThat(volume.getSpec().getCsi().getVolumeHandle()).isEqualTo(volumeId);
        // The provisioner adds it to what it will delete
        assertThat(volume.getMetadata().getFinalizers())
                .contains("external-provisioner.volume.kubernetes.io/finalizer");
        assertThat(site.leftovers())
                .hasSize(4)
                .anyMatch(line -> line.startsWith("Cinder volume ") && line.endsWith(" " + volumeId))
                .contains(
                        "RBD image volume-" + volumeId,
                        "PersistentVolume " + volume.getMetadata().getName(),
                        "PersistentVolumeClaim " + site.namespace() + "/db-restored");

        site.cluster()
                .client()
                .persistentVolumeClaims()
                .inNamespace(site.namespace())
                .withName("db-restored")
                .delete();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(site.leftovers()).isEmpty());
    }

    private Map<String, Object> restore() throws Exception {
        Map<String, Object> backup = fresh.jenkins().arguments("db");
        Map<String, Object> arguments = new LinkedHashMap<>();
        List.of("namespace", "pvc", "repository", "job").forEach(field -> arguments.put(field, backup.get(field)));
        arguments.put("from", "repository");
        Map<String, Object> returned = RealJenkins.result(HeadlessStep.start(
                Describables.make(CinderSnapshotRestoreStep.class, arguments),
                fresh.jenkins().build()));
        FreshSite.assertSucceeded(returned);
        return returned;
    }
}
