package io.jenkins.plugins.cinderbackup.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.cinderbackup.files.SampleFiles;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real Kubernetes can do to a backup. */
@Real
class ClusterTrapsTest {
    @RegisterExtension
    static final TrapSite TRAPS = new TrapSite(48);

    @AfterEach
    void restore() {
        Rigs.OPENSTACK.control("service", "cinder-volume", "start");
        Rigs.KUBERNETES.control("service", "scheduler", "start");
    }

    private static KubernetesClient client() {
        return TRAPS.site().cluster().client();
    }

    private static String namespace() {
        return TRAPS.site().backupNamespace();
    }

    private static List<Pod> pods() {
        return client().pods().inNamespace(namespace()).list().getItems();
    }

    @Test
    void aRestartOfTheApiServerInTheMiddleIsOnlyWaitedFor() throws Exception {
        TrappedBackup backup = TRAPS.start(TRAPS.slowArguments());
        TRAPS.awaitLock();
        Rigs.KUBERNETES.control("service", "apiserver", "halt");
        backup.awaitConsole("Retrying in");
        Rigs.KUBERNETES.control("service", "apiserver", "start");

        backup.succeeds();
        backup.leavesNothing();
    }

    @Test
    void aNodeThatIsCutOffFailsTheBackupAndLeavesNothingWhenItIsBack() throws Exception {
        TrappedBackup backup = TRAPS.start(TRAPS.slowArguments());
        TRAPS.awaitLock();
        Rigs.KUBERNETES.control("stop");
        // A node is away for longer than Ceph waits for it. While it waits, Cinder can delete a volume by moving it to
        // Ceph's trash, where
        // it keeps the snapshot busy until an administrator empties that.
        await().atMost(RealJenkins.LIMIT).until(() -> Ceph.watchers().isEmpty());
        Rigs.KUBERNETES.control("start");

        backup.fails("Backup", "was lost while restic was to backup: the node lost sight of restic");
        backup.leavesNothing();
    }

    @Test
    void aPodThatIsKilledFailsTheBackup() throws Exception {
        TrappedBackup backup = TRAPS.start(TRAPS.slowArguments());
        TRAPS.awaitLock();
        client().resourceList(pods()).withGracePeriod(0).delete();

        // Which of them is seen depends on whether the pod's last status, and its log, come before its end.
        String message = backup.fails("Backup", "restic");
        assertThat(message).containsAnyOf("was ended from outside", "the pod is gone", "its log cannot be read");
        backup.leavesNothing();
    }

    @Test
    void aResticThatTheKernelEndsForItsMemoryIsSaidSo() throws Exception {
        Map<String, Object> arguments = TRAPS.arguments();
        arguments.put("resources", Map.of("requests", Map.of("memory", "16Mi"), "limits", Map.of("memory", "24Mi")));

        TrappedBackup backup = TRAPS.start(arguments);

        backup.fails(
                "Backup",
                "was ended by the kernel: restic needed more memory than 24Mi",
                "increase `resources.limits.memory`");
        backup.leavesNothing();
    }

    @Test
    void aTemporaryClaimThatIsDeletedBeforeItsPodRunsIsSaid() throws Exception {
        Map<String, Object> arguments = TRAPS.arguments();
        TrapSite.set(arguments, "job", "startTimeout", 30);
        Rigs.KUBERNETES.control("service", "scheduler", "halt");
        TrappedBackup backup = TRAPS.start(arguments);
        await().atMost(RealJenkins.LIMIT).until(() -> !pods().isEmpty());
        client().persistentVolumeClaims().inNamespace(namespace()).delete();
        await().atMost(RealJenkins.LIMIT)
                .until(() -> client().persistentVolumeClaims()
                        .inNamespace(namespace())
                        .list()
                        .getItems()
                        .isEmpty());
        Rigs.KUBERNETES.control("service", "scheduler", "start");

        backup.fails("Backup", "persistentvolumeclaim", "not found");
        backup.leavesNothing();
    }

    @Test
    void aSourceClaimThatIsDeletedInTheMiddleIsBackedUpAllTheSame() throws Exception {
        RealSite.Source doomed = TRAPS.site().source("doomed", "ext4", root -> SampleFiles.fill(root, 20, 1));
        Map<String, Object> arguments = TRAPS.arguments();
        arguments.put("pvc", "doomed");
        Rigs.OPENSTACK.control("service", "cinder-volume", "halt");
        TrappedBackup backup = TRAPS.start(arguments);
        backup.awaitPhase("CreatingSnapshot");
        client().persistentVolumeClaims()
                .inNamespace(doomed.namespace())
                .withName("doomed")
                .delete();
        client().persistentVolumes().withName("pvc-" + doomed.volumeId()).delete();
        client().persistentVolumes()
                .withName("pvc-" + doomed.volumeId())
                .waitUntilCondition(gone -> gone == null, 60, TimeUnit.SECONDS);
        Rigs.OPENSTACK.control("service", "cinder-volume", "start");

        backup.succeeds();
        backup.leavesNothing();
    }

    @ParameterizedTest
    @CsvSource({
        "persistentvolumeclaims, 0, Pending",
        "requests.storage, 500Mi, Pending",
        "secrets, 0, Pending",
        "count/jobs.batch, 0, Pending",
        "pods, 0, Backup",
        "limits.memory, 100Mi, Backup"
    })
    void aQuotaOfTheNamespaceIsNamed(String what, String limit, String phase) throws Exception {
        ResourceQuota quota = client().resource(new ResourceQuotaBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace())
                        .withName("tight")
                        .endMetadata()
                        .withNewSpec()
                        .withHard(Map.of(what, new Quantity(limit)))
                        .endSpec()
                        .build())
                .create();
        try {
            client().resource(quota)
                    .waitUntilCondition(
                            known -> known.getStatus() != null
                                    && !known.getStatus().getHard().isEmpty(),
                            60,
                            TimeUnit.SECONDS);

            TrappedBackup backup = TRAPS.start(TRAPS.arguments());

            backup.fails(phase, "exceeded quota: tight", what);
            backup.leavesNothing();
        } finally {
            client().resource(quota).delete();
        }
    }
}
