package io.jenkins.plugins.cinderbackup.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.model.Workload;
import io.jenkins.plugins.cinderbackup.model.WorkloadScale;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Workloads are scaled by their subresource alone, and never one that was changed since it was looked at. */
class ScalingTest {
    private static final String NAMESPACE = "default";
    private SimulatedCluster kubernetes;

    @BeforeEach
    void start() {
        kubernetes = new SimulatedCluster();
        kubernetes.simulator.createSource(NAMESPACE, "db", "id", 1L << 30);
    }

    @AfterEach
    void stop() {
        kubernetes.close();
    }

    private static String resource(ResourceKind kind) {
        return kind == ResourceKind.DEPLOYMENT ? "deployments" : "statefulsets";
    }

    private Workload workload(ResourceKind kind, int replicas) {
        kubernetes.simulator.createWorkload(resource(kind), NAMESPACE, "db", replicas, "db");
        return new Workload(kind, NAMESPACE, "db");
    }

    private List<String> users() {
        return kubernetes.workloads.podsUsing(NAMESPACE, "db", List.of());
    }

    private WorkloadScale seen(Workload workload) {
        return kubernetes.workloads.scaleOf(workload).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(names = {"DEPLOYMENT", "STATEFUL_SET"})
    void theyGoToZeroAndBack(ResourceKind kind) {
        Workload workload = workload(kind, 3);
        await().until(() -> users().size() == 3);

        kubernetes.workloads.scale(workload, seen(workload), 0);

        assertThat(seen(workload).replicas()).isZero();
        await().until(() -> users().isEmpty());
        kubernetes.workloads.scale(workload, seen(workload), 3);
        await().until(() -> users().size() == 3);
        assertThat(kubernetes.simulator.access().used())
                .filteredOn(attempt -> attempt.group().equals("apps"))
                .extracting(attempt -> attempt.verb() + " " + attempt.resource())
                .containsExactlyInAnyOrder("get " + resource(kind) + "/scale", "update " + resource(kind) + "/scale");
    }

    @Test
    void oneThatWasChangedSinceItWasSeenIsLeft() {
        Workload workload = workload(ResourceKind.STATEFUL_SET, 1);
        await().until(() -> users().size() == 1);
        WorkloadScale before = seen(workload);
        kubernetes.simulator.edit(
                "statefulsets",
                NAMESPACE,
                "db",
                object -> object.withObject("/spec").put("replicas", 2));

        assertThatThrownBy(() -> kubernetes.workloads.scale(workload, before, 0))
                .isInstanceOfSatisfying(
                        TransientException.class,
                        e -> assertThat(e.mayTakeEffect()).isFalse())
                .hasMessageContaining("update statefulsets/scale default/db")
                .hasMessageContaining("the object has been modified");
        assertThat(seen(workload).replicas()).isEqualTo(2);
    }

    @Test
    void oneThatWasMadeAnewSinceItWasSeenIsLeft() {
        Workload workload = workload(ResourceKind.DEPLOYMENT, 1);
        WorkloadScale before = seen(workload);
        kubernetes.simulator.delete("deployments", NAMESPACE, "db");
        workload(ResourceKind.DEPLOYMENT, 1);

        assertThatThrownBy(() -> kubernetes.workloads.scale(workload, before, 0))
                .isInstanceOf(TransientException.class);
        assertThat(seen(workload).uid()).isNotEqualTo(before.uid());
        assertThat(seen(workload).replicas()).isEqualTo(1);
    }

    @Test
    void oneThatIsNotThereIsNone() {
        assertThat(kubernetes.workloads.scaleOf(new Workload(ResourceKind.DEPLOYMENT, NAMESPACE, "web")))
                .isEmpty();
    }

    @Test
    void aStatefulSetWhoseClaimsGoWhenItIsScaledDownIsToldFromOthers() {
        Workload workload = workload(ResourceKind.STATEFUL_SET, 2);
        await().until(() -> users().size() == 2);
        assertThat(kubernetes.workloads.losesClaims(workload)).isFalse();
        deleteClaimsWhenScaled();
        kubernetes.simulator.edit(
                "statefulsets",
                NAMESPACE,
                "db",
                object -> object.withObject("/spec")
                        .putArray("volumeClaimTemplates")
                        .addObject());

        assertThat(kubernetes.workloads.losesClaims(workload)).isTrue();
        assertThat(kubernetes.workloads.claimExists(NAMESPACE, "db")).isTrue();
        kubernetes.workloads.scale(workload, seen(workload), 0);
        await().until(() -> !kubernetes.workloads.claimExists(NAMESPACE, "db"));
    }

    @Test
    void aStatefulSetThatMakesNoClaimsDeletesNone() {
        Workload workload = workload(ResourceKind.STATEFUL_SET, 2);
        await().until(() -> users().size() == 2);
        deleteClaimsWhenScaled();

        assertThat(kubernetes.workloads.losesClaims(workload)).isFalse();
        kubernetes.workloads.scale(workload, seen(workload), 0);
        await().until(() -> users().isEmpty());
        assertThat(kubernetes.workloads.claimExists(NAMESPACE, "db")).isTrue();
    }

    private void deleteClaimsWhenScaled() {
        kubernetes.simulator.edit(
                "statefulsets",
                NAMESPACE,
                "db",
                object -> object.withObject("/spec/persistentVolumeClaimRetentionPolicy")
                        .put("whenScaled", "Delete"));
    }

    @Test
    void aDeploymentIsNotAskedForThatForItHasNoClaimsOfItsOwn() {
        Workload workload = workload(ResourceKind.DEPLOYMENT, 1);

        assertThat(kubernetes.workloads.losesClaims(workload)).isFalse();
        assertThat(kubernetes.simulator.access().used())
                .noneMatch(attempt -> attempt.group().equals("apps"));
    }

    @Test
    void whatMayNotBeScaledIsNamedWithTheRule() {
        Workload workload = workload(ResourceKind.DEPLOYMENT, 1);
        WorkloadScale before = seen(workload);
        kubernetes.simulator.access().deny("update", "deployments/scale");

        assertThatThrownBy(() -> kubernetes.workloads.scale(workload, before, 0))
                .isInstanceOfSatisfying(
                        PermanentException.class,
                        e -> assertThat(e.findings().get(0).hints())
                                .containsExactly(
                                        "add to a Role in namespace default: apiGroups: [\"apps\"], resources: [\"deployments/scale\"], verbs: [\"update\"]"))
                .hasMessageContaining("Forbidden: update deployments/scale in namespace default");
    }

    @Test
    void thePodsOfAWorkloadAreToldFromOthers() {
        Workload workload = workload(ResourceKind.STATEFUL_SET, 2);
        kubernetes.simulator.createWorkload(NAMESPACE, "another", "db");
        await().until(() -> users().size() == 3);

        assertThat(kubernetes.workloads.podsUsing(NAMESPACE, "db", List.of(seen(workload))))
                .containsExactly("another");
    }
}
