package io.jenkins.plugins.cinderbackup.kubernetes;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.cinderbackup.model.WorkloadScale;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Finds the pods that use a PVC, asked of the server and never of a watch: whoever asks is about to write to its volume. */
final class ClaimUsers {
    /** The kubelet has unmounted the volumes of such a pod, or soon will have. */
    private static final Set<String> OVER = Set.of("Succeeded", "Failed");

    private final KubernetesClient client;

    ClaimUsers(KubernetesClient client) {
        this.client = client;
    }

    /** The names of the pods that are not over, but for those of these workloads. */
    List<String> of(String namespace, String claim, List<WorkloadScale> butOf) {
        List<String> users = new ArrayList<>(names(namespace, null, pod -> !isOver(pod) && uses(pod, claim)));
        for (WorkloadScale workload : butOf) {
            if (!users.isEmpty() && !workload.selector().isEmpty()) {
                users.removeAll(names(namespace, workload.selector(), pod -> true));
            }
        }
        return users;
    }

    private List<String> names(String namespace, @CheckForNull String selector, Predicate<Pod> wanted) {
        return Pages.of(
                        "pods",
                        namespace,
                        selector,
                        options -> client.pods().inNamespace(namespace).list(options))
                .stream()
                .filter(wanted)
                .map(pod -> pod.getMetadata().getName())
                .toList();
    }

    private static boolean isOver(Pod pod) {
        return pod.getStatus() != null
                && OVER.contains(String.valueOf(pod.getStatus().getPhase()));
    }

    /** An ephemeral volume has a PVC of the pod's name and its own. */
    private static boolean uses(Pod pod, String claim) {
        return pod.getSpec().getVolumes().stream()
                .anyMatch(volume -> claim.equals(named(volume))
                        || volume.getEphemeral() != null
                                && claim.equals(pod.getMetadata().getName() + "-" + volume.getName()));
    }

    private static String named(Volume volume) {
        return volume.getPersistentVolumeClaim() == null
                ? null
                : volume.getPersistentVolumeClaim().getClaimName();
    }
}
