package io.jenkins.plugins.cinderbackup.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.StorageClassSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a cluster says before a volume is written to. */
class ClaimUsersTest {
    private SimulatedCluster kubernetes;

    @BeforeEach
    void start() {
        kubernetes = new SimulatedCluster();
    }

    @AfterEach
    void stop() {
        kubernetes.close();
    }

    private void pod(String name, String phase, String volume) {
        kubernetes.simulator.put("pods", "default", name, """
                {"apiVersion": "v1", "kind": "Pod", "spec": {"containers": [{"name": "app"}], "volumes": [{"name": "data", %s}]},
                 "status": {"phase": "%s"}}
                """.formatted(volume, phase));
    }

    private static String claimed(String claim) {
        return "\"persistentVolumeClaim\": {\"claimName\": \"" + claim + "\"}";
    }

    @Test
    void everyPodThatIsNotOverIsNamedWhateverItsPhase() {
        for (String phase : List.of("Pending", "Running", "Unknown", "Succeeded", "Failed")) {
            pod(phase.toLowerCase(), phase, claimed("db"));
        }
        pod("another", "Running", claimed("db-2"));
        pod("none", "Running", "\"emptyDir\": {}");

        assertThat(kubernetes.workloads.podsUsing("default", "db", List.of()))
                .containsExactly("pending", "running", "unknown");
    }

    @Test
    void aPodUsesTheClaimsOfItsEphemeralVolumes() {
        pod("db", "Running", "\"ephemeral\": {}");

        assertThat(kubernetes.workloads.podsUsing("default", "db-data", List.of()))
                .containsExactly("db");
        assertThat(kubernetes.workloads.podsUsing("default", "data", List.of())).isEmpty();
    }

    @Test
    void noPodIsMissedWhereThereAreMoreThanAServerListsAtOnce() {
        for (int i = 0; i < 501; i++) {
            pod("idle-" + i, "Running", "\"emptyDir\": {}");
        }
        pod("last", "Running", claimed("db"));

        assertThat(kubernetes.workloads.podsUsing("default", "db", List.of())).containsExactly("last");
    }

    @Test
    void noClaimIsMissedWhereThereAreMoreThanAServerListsAtOnce() {
        for (int i = 0; i < 1001; i++) {
            kubernetes.simulator.createSource("default", "db-" + i, "id-" + i, 1L << 30);
        }

        assertThat(kubernetes.workloads.claims("default", "!app")).hasSize(1001).doesNotHaveDuplicates();
    }

    @Test
    void whatMayNotBeReadIsAFailureAndNeverNothing() {
        kubernetes.simulator.createSource("default", "db", "id", 1L << 30);
        kubernetes.simulator.access().deny("list", "pods");
        kubernetes.simulator.access().deny("get", "persistentvolumeclaims");
        kubernetes.simulator.access().deny("get", "storageclasses");

        assertThatThrownBy(() -> kubernetes.workloads.podsUsing("default", "db", List.of()))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("pods");
        assertThatThrownBy(() -> kubernetes.workloads.living("default", "db")).isInstanceOf(PermanentException.class);
        assertThatThrownBy(() -> kubernetes.workloads.claimExists("default", "db"))
                .isInstanceOf(PermanentException.class);
        assertThatThrownBy(() -> kubernetes.workloads.storageClass("standard"))
                .isInstanceOfSatisfying(
                        PermanentException.class,
                        failure -> assertThat(failure.findings().get(0).hints())
                                .anyMatch(hint -> hint.contains("storage.k8s.io") && hint.contains("storageclasses")));
    }

    @Test
    void aClassWithoutParametersLeavesAllToCinder() {
        assertThat(kubernetes.workloads.storageClass("standard"))
                .contains(new StorageClassSettings("standard", Objects.DRIVER, null, null, null, "Delete", List.of()));
        kubernetes.simulator.createStorageClass("old", "Retain", Map.of("fstype", "xfs"));
        assertThat(kubernetes.workloads.storageClass("old"))
                .get()
                .extracting(StorageClassSettings::fsType)
                .isEqualTo("xfs");
    }
}
