package io.jenkins.plugins.cinderbackup.kubernetes.manifest;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.jenkins.plugins.cinderbackup.model.JobSettings;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.PodToleration;
import java.time.Duration;
import java.util.List;

/**
 * A Job that runs one container once. It has no TTL, since that would take the log along: it is deleted after its log was read.
 *
 * @param grace how long the container has after SIGTERM
 * @param volumes what the container mounts
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/job-v1/">Job v1</a>
 */
record JobManifest(
        String name, JobSettings settings, Ownership tags, Duration grace, Container container, List<Volume> volumes) {
    /**
     * The Job's own deadline deletes pods with log and exit code; it is the net under the pod's. It counts from the Job's creation, also while no pod is let in or
     * scheduled.
     */
    private static final Duration NET = Duration.ofMinutes(10);

    Job job() {
        return new JobBuilder()
                .withMetadata(metadata(settings.namespace(), name))
                .withNewSpec()
                .withBackoffLimit(0)
                .withPodReplacementPolicy("Failed")
                .withActiveDeadlineSeconds(podLimit().plus(NET).toSeconds())
                .withNewTemplate()
                .withMetadata(metadata(null, null))
                .withSpec(pod())
                .endTemplate()
                .endSpec()
                .build();
    }

    /**
     * For a controller that is away: one that is there ends the container by its own clock. The kubelet's counts from when it has accepted the pod, so what
     * attaching, mounting and pulling may take is part of it.
     */
    private Duration podLimit() {
        return settings.startTimeout().plus(settings.timeout());
    }

    private ObjectMeta metadata(@CheckForNull String namespace, @CheckForNull String named) {
        return OwnershipLabels.metadata(namespace, named, settings.labels(), settings.annotations(), tags);
    }

    private PodSpec pod() {
        return new PodSpecBuilder()
                .withRestartPolicy("Never")
                .withActiveDeadlineSeconds(podLimit().toSeconds())
                .withTerminationGracePeriodSeconds(grace.toSeconds())
                .withAutomountServiceAccountToken(false)
                .withServiceAccountName(settings.serviceAccountName())
                .withEnableServiceLinks(false)
                .withPriorityClassName(settings.priorityClassName())
                .withNodeSelector(settings.nodeSelector().isEmpty() ? null : settings.nodeSelector())
                .withTolerations(settings.tolerations().stream()
                        .map(JobManifest::toleration)
                        .toList())
                .withImagePullSecrets(settings.imagePullSecrets().stream()
                        .map(LocalObjectReference::new)
                        .toList())
                .withNewSecurityContext()
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .withContainers(container)
                .withVolumes(volumes)
                .build();
    }

    private static Toleration toleration(PodToleration toleration) {
        return new Toleration(
                toleration.effect(),
                toleration.key(),
                toleration.operator(),
                toleration.tolerationSeconds(),
                toleration.value());
    }
}
