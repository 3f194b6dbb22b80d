package io.jenkins.plugins.cinderbackup.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How the Jobs of a run are made, as the user has it.
 *
 * @param image with a restic entry point
 * @param namespace where the temporary PVC, the Secret and the Jobs live
 * @param startTimeout from a Job's creation until its container runs
 * @param timeout how long its container may run
 */
public record JobSettings(
        String image,
        String imagePullPolicy,
        List<String> imagePullSecrets,
        String namespace,
        Duration startTimeout,
        Duration timeout,
        @CheckForNull String serviceAccountName,
        Map<String, String> nodeSelector,
        List<PodToleration> tolerations,
        @CheckForNull String priorityClassName,
        Map<String, String> labels,
        Map<String, String> annotations,
        long runAsUser) {
    public JobSettings {
        imagePullSecrets = List.copyOf(imagePullSecrets);
        nodeSelector = Map.copyOf(nodeSelector);
        tolerations = List.copyOf(tolerations);
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /** The same with another limit for how long its container may run. */
    public JobSettings within(Duration otherTimeout) {
        return new JobSettings(
                image,
                imagePullPolicy,
                imagePullSecrets,
                namespace,
                startTimeout,
                otherTimeout,
                serviceAccountName,
                nodeSelector,
                tolerations,
                priorityClassName,
                labels,
                annotations,
                runAsUser);
    }

    /**
     * The same for a container that is not restic: on the same nodes, but without service account, labels and annotations, by which a pod may get keys
     * that are restic's alone, or the traffic of a workload.
     *
     * @param otherTimeout how long that one may run
     */
    public JobSettings ofAnother(String otherImage, Duration otherTimeout) {
        return new JobSettings(
                otherImage,
                imagePullPolicy,
                imagePullSecrets,
                namespace,
                startTimeout,
                otherTimeout,
                null,
                nodeSelector,
                tolerations,
                priorityClassName,
                Map.of(),
                Map.of(),
                runAsUser);
    }
}
