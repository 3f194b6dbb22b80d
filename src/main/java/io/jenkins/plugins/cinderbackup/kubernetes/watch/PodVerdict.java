package io.jenkins.plugins.cinderbackup.kubernetes.watch;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.jenkins.plugins.cinderbackup.kubernetes.manifest.OwnContainer;
import io.jenkins.plugins.cinderbackup.model.JobState;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a pod's status says of our container in it.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/">Pod lifecycle</a>
 */
public final class PodVerdict {
    private static final int SHOWN = 600;
    /** The kubelet's word, and containerd's after its own restart, for a container that it lost sight of; the exit code beside it is made up. */
    private static final Set<String> UNKNOWN = Set.of("ContainerStatusUnknown", "Unknown");

    /** The kubelet's word for a pod past its {@code activeDeadlineSeconds}. */
    private static final String OVERRUN = "DeadlineExceeded";

    private static final Set<String> HOPELESS = Set.of("InvalidImageName", "ErrImageNeverPull");
    private static final Set<String> PULLING = Set.of("ErrImagePull", "ImagePullBackOff");
    private static final Set<String> NOT_STARTABLE = Set.of("CreateContainerError", "RunContainerError", "StartError");
    /**
     * A node that is too busy, in the words of the kubelet, containerd and CRI-O. It tries again, also a pod that is never restarted: the container has not run.
     */
    private static final Pattern BUSY = Pattern.compile(
            "context deadline exceeded|is reserved for|kubelet may be retrying", Pattern.CASE_INSENSITIVE);
    /** What a registry says that it will say again tomorrow; a network's or a busy registry's error is not among it. */
    private static final Pattern NO_SUCH_IMAGE = Pattern.compile(
            "not found|manifest unknown|name unknown|unauthorized|authorization failed|denied|forbidden|no match for platform|does not exist",
            Pattern.CASE_INSENSITIVE);

    /** After its grace period a pod of a dead node stays for as long as the node is away. */
    private static final Duration NODE_ANSWERS_WITHIN = Duration.ofSeconds(60);

    private final Pod pod;
    private final String name;
    private final Optional<ContainerStatus> container;

    /** Of a pod as one look-up saw it. */
    public PodVerdict(Pod pod) {
        this.pod = pod;
        List<ContainerStatus> statuses =
                pod.getStatus() == null ? List.of() : pod.getStatus().getContainerStatuses();
        this.name = OwnContainer.nameIn(pod.getSpec());
        this.container = statuses.stream()
                .filter(status -> name.equals(status.getName()))
                .findFirst();
    }

    /** How far it is, by this pod alone; {@code Starting} without words if it has not begun. */
    public JobState state(Instant now) {
        Optional<ContainerStateTerminated> ended =
                container.map(status -> status.getState().getTerminated());
        if (ended.filter(PodVerdict::isCompleted).isPresent()) {
            return exited(ended.get());
        }
        if (OVERRUN.equals(pod.getStatus() == null ? null : pod.getStatus().getReason())) {
            return new JobState.Overrun();
        }
        Optional<String> lost = lost(now);
        if (lost.isPresent()) {
            return new JobState.Lost(lost.get());
        }
        if (ended.isPresent()) {
            return exited(ended.get());
        }
        if (container.map(status -> status.getState().getRunning()).isPresent()) {
            return new JobState.Running();
        }
        return waiting();
    }

    private static boolean isCompleted(ContainerStateTerminated ended) {
        return ended.getExitCode() == 0 && !UNKNOWN.contains(String.valueOf(ended.getReason()));
    }

    private JobState exited(ContainerStateTerminated ended) {
        if (UNKNOWN.contains(String.valueOf(ended.getReason()))) {
            String message = ended.getMessage() == null ? "" : ": " + Printable.text(ended.getMessage(), SHOWN);
            return new JobState.Lost("the node lost sight of " + name + ", as after a restart of it" + message);
        }
        if (NOT_STARTABLE.contains(String.valueOf(ended.getReason()))) {
            return new JobState.Lost(ended.getReason() + ": " + Printable.text(ended.getMessage(), SHOWN));
        }
        return new JobState.Exited(ended.getExitCode(), ended.getReason() == null ? "" : ended.getReason());
    }

    /** Why somebody else has ended, or will end, the pod. */
    private Optional<String> lost(Instant now) {
        String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
        String reason = pod.getStatus() == null ? null : pod.getStatus().getReason();
        if ("Failed".equals(phase) && reason != null) {
            return Optional.of(reason + ": " + Printable.text(pod.getStatus().getMessage(), SHOWN));
        }
        Optional<String> disruption = condition("DisruptionTarget", "True").map(PodVerdict::words);
        if (disruption.isPresent()) {
            return disruption;
        }
        String deletion = pod.getMetadata().getDeletionTimestamp();
        if (deletion != null && now.isAfter(Instant.parse(deletion).plus(NODE_ANSWERS_WITHIN))) {
            return Optional.of(
                    "the pod was deleted, and its node " + pod.getSpec().getNodeName() + " does not answer");
        }
        return Optional.empty();
    }

    private JobState waiting() {
        Optional<ContainerStateWaiting> waiting =
                container.map(status -> status.getState().getWaiting());
        if (waiting.isPresent()) {
            String reason = String.valueOf(waiting.get().getReason());
            String words = reason
                    + (waiting.get().getMessage() == null
                            ? ""
                            : ": " + Printable.text(waiting.get().getMessage(), SHOWN));
            boolean noImage =
                    PULLING.contains(reason) && NO_SUCH_IMAGE.matcher(words).find();
            boolean notStartable =
                    NOT_STARTABLE.contains(reason) && !BUSY.matcher(words).find();
            if (HOPELESS.contains(reason) || notStartable || noImage) {
                return new JobState.Lost(words);
            }
            // These two say nothing: the cause is in an event
            return new JobState.Starting(
                    Set.of("ContainerCreating", "PodInitializing").contains(reason) ? "" : words);
        }
        return new JobState.Starting(
                condition("PodScheduled", "False").map(PodVerdict::words).orElse(""));
    }

    /** What is said of the pod beside its containers. */
    private Optional<PodCondition> condition(String type, String status) {
        Stream<PodCondition> conditions =
                pod.getStatus() == null ? Stream.of() : pod.getStatus().getConditions().stream();
        return conditions
                .filter(condition -> type.equals(condition.getType()) && status.equals(condition.getStatus()))
                .findFirst();
    }

    private static String words(PodCondition condition) {
        String message = Printable.text(condition.getMessage(), SHOWN);
        return condition.getReason() + (message.isEmpty() ? "" : ": " + message);
    }
}
