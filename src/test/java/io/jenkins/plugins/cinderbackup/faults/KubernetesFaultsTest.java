package io.jenkins.plugins.cinderbackup.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.engine.RunReport;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import io.jenkins.plugins.cinderbackup.engine.World;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import io.jenkins.plugins.cinderbackup.phase.Checks;
import io.jenkins.plugins.cinderbackup.phase.cluster.CreatingPvc;
import io.jenkins.plugins.cinderbackup.phase.restic.Invocations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What a cluster does to a backup by itself: pods that are lost or never start, policies, objects that others take. */
class KubernetesFaultsTest {
    private static final Map<String, String> SEEN = new LinkedHashMap<>();

    /**
     * Something that happens.
     *
     * @param when the moment; never for what is so from the beginning
     * @param wanted words of the message
     */
    private record Happening(
            String what, Predicate<RunJournal> when, Consumer<FaultWorld> happens, PhaseId phase, String wanted) {}

    private static final Predicate<RunJournal> FROM_THE_BEGINNING = journal -> true;
    private static final Predicate<RunJournal> WHILE_RESTIC_RUNS =
            journal -> Invocations.of(journal).all().stream().anyMatch(invocation -> invocation.runningSince() != null);

    private static List<Happening> happenings() {
        return List.of(
                new Happening(
                        "pod evicted",
                        WHILE_RESTIC_RUNS,
                        world -> podFails(world, "Evicted", "The node was low on resource: ephemeral-storage."),
                        BackupOperation.BACKUP,
                        "Evicted: The node was low on resource: ephemeral-storage."),
                new Happening(
                        "pod preempted",
                        WHILE_RESTIC_RUNS,
                        world -> podIsDisrupted(
                                world,
                                "PreemptionByScheduler",
                                "default-scheduler: preempting to accommodate a higher priority pod"),
                        BackupOperation.BACKUP,
                        "PreemptionByScheduler"),
                new Happening(
                        "node gone",
                        WHILE_RESTIC_RUNS,
                        world -> podIsDisrupted(
                                world, "DeletionByTaintManager", "Taint manager: deleting due to NoExecute taint"),
                        BackupOperation.BACKUP,
                        "DeletionByTaintManager: Taint manager"),
                new Happening(
                        "node does not answer",
                        WHILE_RESTIC_RUNS,
                        KubernetesFaultsTest::nodeIsSilent,
                        BackupOperation.BACKUP,
                        "does not answer"),
                new Happening(
                        "image cannot be pulled",
                        FROM_THE_BEGINNING,
                        world -> world.plan.image = "registry.example.org/no-such:1",
                        BackupOperation.BACKUP,
                        "ErrImagePull"),
                new Happening(
                        "unschedulable",
                        FROM_THE_BEGINNING,
                        world -> world.kubernetes
                                .node()
                                .unschedulable("0/3 nodes are available: 3 Insufficient memory."),
                        BackupOperation.BACKUP,
                        "did not start within 120 s. Kubernetes says: Unschedulable: 0/3 nodes are available: 3 Insufficient memory."),
                new Happening(
                        "mount failure (blank volume)",
                        FROM_THE_BEGINNING,
                        world -> world.format = "",
                        BackupOperation.BACKUP,
                        "FailedMount"),
                new Happening(
                        "LUKS on the volume",
                        FROM_THE_BEGINNING,
                        world -> world.format = "crypto_LUKS",
                        BackupOperation.BACKUP,
                        "cannot mount the copy of PVC shop/db as ext4"),
                new Happening(
                        "partition table on the volume",
                        FROM_THE_BEGINNING,
                        world -> world.format = "gpt",
                        BackupOperation.BACKUP,
                        "cannot mount the copy of PVC shop/db as ext4"),
                new Happening(
                        "another file system than the PV says",
                        FROM_THE_BEGINNING,
                        world -> world.format = "xfs",
                        BackupOperation.BACKUP,
                        "cannot mount the copy of PVC shop/db as ext4"),
                new Happening(
                        "OOM kill",
                        WHILE_RESTIC_RUNS,
                        KubernetesFaultsTest::outOfMemory,
                        BackupOperation.BACKUP,
                        "restic needed more memory than 2Gi"),
                new Happening(
                        "Job deleted by somebody else",
                        WHILE_RESTIC_RUNS,
                        world -> world.kubernetes.delete(
                                "jobs",
                                FaultWorld.NAMESPACE,
                                Invocations.of(world.journal).all().get(0).job()),
                        BackupOperation.BACKUP,
                        "somebody has deleted it"),
                new Happening(
                        "log not available any more",
                        FROM_THE_BEGINNING,
                        world -> world.wire.plan(
                                new Call(BackupOperation.BACKUP, "Kubernetes", "GET pods/NAME/log"),
                                Trouble.NOT_FOUND,
                                true),
                        BackupOperation.BACKUP,
                        "its log cannot be read, so nobody can tell what it has done"),
                new Happening(
                        "ResourceQuota too small for the pod",
                        FROM_THE_BEGINNING,
                        world -> reject(
                                world,
                                "pods",
                                "exceeded quota: compute, requested: limits.memory=2Gi, used: limits.memory=0, limited: limits.memory=1Gi"),
                        BackupOperation.BACKUP,
                        "exceeded quota: compute"),
                new Happening(
                        "ResourceQuota in use by others",
                        FROM_THE_BEGINNING,
                        world -> reject(
                                world,
                                "pods",
                                "exceeded quota: compute, requested: limits.memory=2Gi, used: limits.memory=3Gi, limited: limits.memory=4Gi"),
                        BackupOperation.BACKUP,
                        "did not start within 120 s. Kubernetes says: FailedCreate"),
                new Happening(
                        "LimitRange",
                        FROM_THE_BEGINNING,
                        world -> reject(world, "pods", "maximum memory usage per Container is 1Gi, but limit is 2Gi"),
                        BackupOperation.BACKUP,
                        "maximum memory usage per Container is 1Gi"),
                new Happening(
                        "admission webhook refuses the Job",
                        FROM_THE_BEGINNING,
                        world -> reject(
                                world, "jobs", "admission webhook \"policy.example.org\" denied the request: no root"),
                        Checks.ID,
                        "admission webhook"),
                new Happening(
                        "admission webhook refuses the pod",
                        FROM_THE_BEGINNING,
                        world -> reject(
                                world, "pods", "admission webhook \"policy.example.org\" denied the request: no root"),
                        BackupOperation.BACKUP,
                        "admission webhook"),
                new Happening(
                        "namespace terminating",
                        in(CreatingPvc.ID),
                        world -> reject(
                                world,
                                "persistentvolumeclaims",
                                "unable to create new content in namespace backups because it is being terminated"),
                        CreatingPvc.ID,
                        "because it is being terminated"),
                new Happening(
                        "PV of our name is another's",
                        journal -> World.first(journal, ResourceKind.CLAIM)
                                .filter(claim -> claim.id() != null)
                                .isPresent(),
                        KubernetesFaultsTest::takePersistentVolume,
                        CreatingPvc.ID,
                        "There is another PersistentVolume"),
                new Happening(
                        "source's PV claimed by another PVC",
                        FROM_THE_BEGINNING,
                        world -> world.kubernetes.edit(
                                "persistentvolumes",
                                "",
                                "pvc-" + world.source,
                                volume -> volume.withObject("/spec/claimRef").put("uid", "another")),
                        Checks.ID,
                        "it is bound to another claim or none"),
                new Happening(
                        "temporary PVC deleted by somebody else",
                        journal -> World.first(journal, ResourceKind.CLAIM)
                                .filter(claim -> claim.id() != null)
                                .isPresent(),
                        world -> world.kubernetes.delete(
                                "persistentvolumeclaims",
                                FaultWorld.NAMESPACE,
                                World.first(world.journal, ResourceKind.CLAIM)
                                        .orElseThrow()
                                        .name()),
                        CreatingPvc.ID,
                        "disappeared while it was awaited"));
    }

    private static Predicate<RunJournal> in(PhaseId phase) {
        return journal -> journal.phase().equals(phase);
    }

    @TestFactory
    Stream<DynamicTest> failsWithTheClustersWordsAndLeavesNothing() {
        return happenings().stream().map(happening -> DynamicTest.dynamicTest(happening.what, () -> meets(happening)));
    }

    private static void meets(Happening happening) throws Exception {
        try (FaultWorld world = new FaultWorld()) {
            if (happening.when != FROM_THE_BEGINNING) {
                assertThat(world.drive(happening.when)).isEmpty();
            }
            happening.happens.accept(world);

            RunReport report = world.run();

            assertThat(report.result()).isEqualTo(RunResult.FAILURE);
            assertThat(report.failure().phase()).isEqualTo(happening.phase);
            assertThat(report.failure().message()).contains(happening.wanted);
            assertThat(report.failure().findings().get(0).hints()).isNotEmpty();
            assertThat(report.leftovers()).isEmpty();
            world.removeTheRest();
            assertThat(world.left()).isEmpty();
            assertThat(world.madeTwice()).isEmpty();
            SEEN.put(
                    happening.what,
                    "| " + happening.what + " | " + report.failure().phase() + " | "
                            + FaultsDocument.plain(report.failure().message()) + " | "
                            + FaultsDocument.plain(String.join(
                                    "; ", report.failure().findings().get(0).hints())) + " |");
        }
    }

    @AfterAll
    static void compareWithTheDocument() throws Exception {
        if (SEEN.size() == happenings().size()) {
            List<String> lines =
                    new ArrayList<>(List.of("| what | phase | the failure | its hints |", "| --- | --- | --- | --- |"));
            happenings().forEach(happening -> lines.add(SEEN.get(happening.what)));
            FaultsDocument.approve("kubernetes", lines);
        }
    }

    private static void reject(FaultWorld world, String resource, String words) {
        world.kubernetes.access().reject(resource, object -> true, words);
    }

    private static void pod(FaultWorld world, Consumer<ObjectNode> change) {
        ObjectNode pod = world.kubernetes.list("pods").get(0);
        world.kubernetes.edit(
                "pods", FaultWorld.NAMESPACE, pod.at("/metadata/name").asText(), change);
    }

    private static void podFails(FaultWorld world, String reason, String message) {
        pod(
                world,
                pod -> pod.withObject("/status")
                        .put("phase", "Failed")
                        .put("reason", reason)
                        .put("message", message));
    }

    private static void podIsDisrupted(FaultWorld world, String reason, String message) {
        pod(
                world,
                pod -> pod.withObject("/status")
                        .withArray("conditions")
                        .addObject()
                        .put("type", "DisruptionTarget")
                        .put("status", "True")
                        .put("reason", reason)
                        .put("message", message));
    }

    private static void nodeIsSilent(FaultWorld world) {
        pod(
                world,
                pod -> pod.withObject("/metadata")
                        .put(
                                "deletionTimestamp",
                                world.clock.now().minusSeconds(90).toString())
                        .put("deletionGracePeriodSeconds", 30));
    }

    private static void outOfMemory(FaultWorld world) {
        pod(world, pod -> {
            pod.withObject("/status").put("phase", "Failed");
            pod.withObject("/status")
                    .withArray("containerStatuses")
                    .forEach(status -> ((ObjectNode) status)
                            .putObject("state")
                            .putObject("terminated")
                            .put("exitCode", 137)
                            .put("reason", "OOMKilled"));
        });
    }

    private static void takePersistentVolume(FaultWorld world) {
        String name =
                World.first(world.journal, ResourceKind.CLAIM).orElseThrow().name();
        world.kubernetes.put("persistentvolumes", "", name, """
                {"apiVersion": "v1", "kind": "PersistentVolume", "spec": {"accessModes": ["ReadWriteOnce"], "capacity": {"storage": "1"},
                 "claimRef": {"namespace": "other", "name": "other", "uid": "other"}}, "status": {"phase": "Bound"}}
                """);
    }
}
