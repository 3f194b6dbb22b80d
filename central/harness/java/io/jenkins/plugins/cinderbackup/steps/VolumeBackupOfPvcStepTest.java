package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.KubernetesSimulator;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Backups by Cinder itself of the volume behind a PVC, for which the cluster is only asked. */
@Timeout(120)
class VolumeBackupOfPvcStepTest {
    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private OpenstackSimulator cloud;

    @BeforeEach
    void allowNoClusterYet() {
        world.onlyVolumeBackups();
        cloud = world.site.openstack();
    }

    private HeadlessStep start(Map<String, Object> arguments) {
        return world.start(CinderVolumeBackupStep.class, arguments, world.build());
    }

    private static Map<String, Object> ofClaim(String namespace, String pvc) {
        return new LinkedHashMap<>(Map.of("namespace", namespace, "pvc", pvc));
    }

    @Test
    void aRawDeviceIsBackedUpByTheNameOfItsPvc() throws Exception {
        CinderBackupConfiguration.get()
                .setClusters(List.of(world.cluster("production", Map.of("namespaces", List.of("shop")))));
        String raw = cloud.addVolume("pvc-of-raw", 3);
        KubernetesSimulator cluster = world.site.kubernetes();
        cluster.createSource("shop", "raw", raw, 3L << 30);
        cluster.edit(
                "persistentvolumeclaims",
                "shop",
                "raw",
                claim -> claim.withObject("/spec").put("volumeMode", "Block"));

        List<String> before = cluster.made();

        HeadlessStep step = start(ofClaim("shop", "raw"));

        assertThat((Map<?, ?>) step.await(LONG))
                .extracting("result", "volumeId")
                .containsExactly("SUCCESS", raw);
        assertThat(step.consoleText()).contains("Backing up Cinder volume " + raw, "of PVC shop/raw");
        assertThat(cloud.backups()).singleElement().satisfies(backup -> {
            assertThat(backup.name()).startsWith("volume-backup-shop-raw-");
            assertThat(backup.metadata())
                    .containsEntry("csi.storage.k8s.io/pvc/name", "raw")
                    .containsEntry("csi.storage.k8s.io/pvc/namespace", "shop");
        });
        assertThat(cluster.made()).as("nothing is made there").isEqualTo(before);
    }

    @Test
    void theClusterOfAPvcMayBeWrittenInTheStep() throws Exception {
        Map<String, Object> arguments = ofClaim("shop", "db");
        arguments.put("kubernetes", Map.of("serverUrl", world.site.kubernetes().url(), "credentialsId", "cluster"));

        assertThat((Map<?, ?>) start(arguments).await(LONG))
                .extracting("volumeId")
                .isEqualTo(world.volume);
    }

    @Test
    void whatIsWrongWithPvcAndClusterIsSaidAtOnce() throws Exception {
        assertThat(start(ofClaim("Shop", "db/x")).failure(LONG))
                .hasMessageContaining("namespace is 'Shop'")
                .hasMessageContaining("pvc is 'db/x'")
                .hasMessageContaining("none is configured");

        CinderBackupConfiguration.get()
                .setClusters(List.of(world.cluster("production", Map.of("namespaces", List.of("web")))));
        assertThat(start(ofClaim("shop", "db")).failure(LONG))
                .hasMessageContaining("namespace is 'shop', which is not allowed for cluster 'production'");
        assertThat(start(Map.of("pvc", "db")).failure(LONG))
                .hasMessageContaining(
                        "namespace is missing: neither the step nor the cluster names the namespace of PVC 'db'");
        assertThat(cloud.requests("POST", "^/volume")).isEmpty();
    }

    @Test
    void aClusterWithoutAPvcIsSaidToDoNothing() throws Exception {
        Map<?, ?> made = (Map<?, ?>)
                start(Map.of("volumeId", world.volume, "namespace", "shop")).await(LONG);

        assertThat(made.get("warnings").toString()).contains("namespace, cluster and kubernetes do nothing");
    }
}
