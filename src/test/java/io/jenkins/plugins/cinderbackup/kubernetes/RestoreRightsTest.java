package io.jenkins.plugins.cinderbackup.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.examples.KubernetesExamples;
import io.jenkins.plugins.cinderbackup.examples.KubernetesExamples.Right;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.Workload;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the examples let a restore do in the namespace of its target, and cluster-wide, is what it asks for there. */
class RestoreRightsTest {
    private static final String TARGET = "shop";
    private final KubernetesExamples backup = KubernetesExamples.asTheyAre();
    private final KubernetesExamples restore = KubernetesExamples.restore();
    private final Objects objects = new Objects(TARGET, "restic/restic:0.18.1");
    private SimulatedCluster kubernetes;

    @BeforeEach
    void start() {
        kubernetes = new SimulatedCluster();
        kubernetes.simulator.createNamespace(TARGET);
        kubernetes
                .simulator
                .access()
                .allowOnly(attempt -> List.of(backup, restore).stream()
                        .anyMatch(examples -> examples.allow(
                                attempt.verb(), attempt.group(), attempt.resource(), attempt.namespace())));
    }

    @AfterEach
    void stop() {
        kubernetes.close();
    }

    @Test
    void theyAreUsedToTheLast() {
        kubernetes.workloads.storageClass("standard");
        kubernetes.workloads.podsUsing(TARGET, "db", List.of());
        kubernetes.workloads.living(TARGET, "db");
        kubernetes.workloads.claimExists(TARGET, "db");
        for (ResourceKind kind : List.of(ResourceKind.DEPLOYMENT, ResourceKind.STATEFUL_SET)) {
            kubernetes.simulator.createWorkload(
                    kind == ResourceKind.DEPLOYMENT ? "deployments" : "statefulsets", TARGET, "app", 0, "db");
            Workload workload = new Workload(kind, TARGET, "app");
            kubernetes.workloads.losesClaims(workload);
            kubernetes.workloads.scale(
                    workload, kubernetes.workloads.scaleOf(workload).orElseThrow(), 0);
        }
        String uid = kubernetes.workloads.create(objects.claim());
        kubernetes.workloads.claim(objects.tracked(ResourceKind.CLAIM, uid));
        kubernetes.workloads.create(objects.volume(uid, "id"));
        for (ResourceKind kind : List.of(ResourceKind.CLAIM, ResourceKind.PERSISTENT_VOLUME)) {
            TrackedResource resource = objects.tracked(kind, null);
            kubernetes.workloads.keep(resource, objects.run);
            kubernetes.simulator.edit(
                    kind == ResourceKind.CLAIM ? "persistentvolumeclaims" : "persistentvolumes",
                    kind == ResourceKind.CLAIM ? TARGET : "",
                    objects.name(),
                    object -> object.withObject("/metadata/labels").remove("cinder-snapshot-backup.jenkins.io/keep"));
            kubernetes.workloads.delete(resource, objects.run);
        }

        Set<String> used = kubernetes.simulator.access().used().stream()
                .map(attempt -> attempt.verb() + " " + attempt.resource() + " in " + attempt.namespace())
                .collect(Collectors.toSet());
        assertThat(used).containsAll(rights(restore));
        assertThat(rights(backup)).containsAll(missing(used));
    }

    private Set<String> missing(Set<String> used) {
        return used.stream().filter(right -> !rights(restore).contains(right)).collect(Collectors.toSet());
    }

    private static Set<String> rights(KubernetesExamples examples) {
        return examples.rights().stream()
                .map(right -> describe(examples, right))
                .collect(Collectors.toSet());
    }

    private static String describe(KubernetesExamples examples, Right right) {
        return right.verb() + " " + right.resource() + " in " + examples.namespaceOf(right);
    }
}
