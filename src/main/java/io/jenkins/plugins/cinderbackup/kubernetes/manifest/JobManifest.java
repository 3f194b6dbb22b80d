package io.jenkins.plugins.cinderbackup.kubernetes.manifest;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.jenkins.plugins.cinderbackup.model.ContainerJob;
import io.jenkins.plugins.cinderbackup.model.JobSettings;
import io.jenkins.plugins.cinderbackup.model.PodToleration;
import io.jenkins.plugins.cinderbackup.restic.RepositoryEnvironment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Job that runs restic once. It has no TTL, since that would take the log along: it is deleted after its log was read.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/job-v1/">Job v1</a>
 */
final class JobManifest {
    static final String DATA = "data-";
    static final String REPOSITORY = "repository";
    static final String CACHE = "cache";
    static final String TMP = "tmp";

    /** How long restic has, after SIGTERM, to release its lock. */
    private static final long GRACE_SECONDS = 30;
    /** The Job's own deadline deletes pods with log and exit code; it is the net under the pod's. */
    private static final Duration NET = Duration.ofMinutes(10);
    /** Readable by whichever user restic runs as: without an fsGroup the files belong to root. */
    private static final int READABLE = 0444;

    private JobManifest() {}

    static Job of(ContainerJob job) {
        return new JobBuilder()
                .withMetadata(metadata(job.namespace(), job.name(), job))
                .withNewSpec()
                .withBackoffLimit(0)
                .withPodReplacementPolicy("Failed")
                .withActiveDeadlineSeconds(job.settings().timeout().plus(NET).toSeconds())
                .withNewTemplate()
                .withMetadata(metadata(null, null, job))
                .withSpec(pod(job))
                .endTemplate()
                .endSpec()
                .build();
    }

    private static ObjectMeta metadata(@CheckForNull String namespace, @CheckForNull String name, ContainerJob job) {
        return OwnershipLabels.metadata(
                namespace, name, job.settings().labels(), job.settings().annotations(), job.tags());
    }

    private static PodSpec pod(ContainerJob job) {
        JobSettings settings = job.settings();
        return new PodSpecBuilder()
                .withRestartPolicy("Never")
                .withActiveDeadlineSeconds(job.settings().timeout().toSeconds())
                .withTerminationGracePeriodSeconds(GRACE_SECONDS)
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
                .withContainers(ResticContainer.of(job))
                .withVolumes(volumes(job))
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

    private static List<Volume> volumes(ContainerJob job) {
        List<Volume> volumes = new ArrayList<>();
        for (ContainerJob.Mount mount : job.mounts()) {
            volumes.add(new VolumeBuilder()
                    .withName(DATA + volumes.size())
                    .withNewPersistentVolumeClaim(mount.claim(), mount.readOnly())
                    .build());
        }
        for (String scratch : List.of(TMP, CACHE)) {
            volumes.add(new VolumeBuilder()
                    .withName(scratch)
                    .withNewEmptyDir()
                    .endEmptyDir()
                    .build());
        }
        volumes.add(new VolumeBuilder()
                .withName(REPOSITORY)
                .withNewSecret()
                .withSecretName(job.secret())
                .withDefaultMode(READABLE)
                // Either file may be absent; the rest of the Secret is environment
                .withOptional(true)
                .withItems(Stream.of(RepositoryEnvironment.CA_CERTIFICATE, RepositoryEnvironment.KEY_FILE)
                        .map(name -> new KeyToPath(name, null, name))
                        .toList())
                .endSecret()
                .build());
        return volumes;
    }
}
