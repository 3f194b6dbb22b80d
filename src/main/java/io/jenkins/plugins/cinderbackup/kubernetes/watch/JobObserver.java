package io.jenkins.plugins.cinderbackup.kubernetes.watch;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.jenkins.plugins.cinderbackup.kubernetes.manifest.OwnContainer;
import io.jenkins.plugins.cinderbackup.model.JobState;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How far a Job is, from the Job, its pod and, while it waits, their events. */
public final class JobObserver {
    private static final int SHOWN = 600;
    private static final String FAILED_CREATE = "FailedCreate";

    private final Lookup lookup;
    private final Events events;
    private final Ticker ticker;

    /** Looks at Jobs and their events through these. */
    public JobObserver(Lookup lookup, Events events, Ticker ticker) {
        this.lookup = lookup;
        this.events = events;
        this.ticker = ticker;
    }

    /** How far the Job is. */
    public JobState state(TrackedResource resource) {
        Optional<Job> job = lookup.job(resource.namespace(), resource.name()).filter(found -> isSame(found, resource));
        // One that is being deleted ends by that, and not by what restic has done
        if (job.isEmpty() || job.get().getMetadata().getDeletionTimestamp() != null) {
            return new JobState.Absent();
        }
        Optional<Pod> pod = newestPod(resource, job.get());
        return pod.map(this::ofPod).orElseGet(() -> withoutPod(job.get()));
    }

    /** The pod that runs, or has run, its container. */
    public Optional<Pod> pod(TrackedResource resource) {
        return lookup.job(resource.namespace(), resource.name())
                .filter(found -> isSame(found, resource))
                .flatMap(job -> newestPod(resource, job));
    }

    private Optional<Pod> newestPod(TrackedResource resource, Job job) {
        List<Pod> pods = lookup.pods(
                resource.namespace(), resource.name(), job.getMetadata().getUid());
        return pods.stream().max(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()));
    }

    private static boolean isSame(Job job, TrackedResource resource) {
        return resource.id() == null || resource.id().equals(job.getMetadata().getUid());
    }

    private JobState ofPod(Pod pod) {
        JobState state = new PodVerdict(pod).state(ticker.now());
        if (state instanceof JobState.Starting starting && starting.detail().isEmpty()) {
            String namespace = pod.getMetadata().getNamespace();
            String uid = pod.getMetadata().getUid();
            Optional<JobState.Unmountable> trouble = MountTrouble.of(events.all(namespace, uid));
            return trouble.isPresent()
                    ? trouble.get()
                    : new JobState.Starting(
                            events.last(namespace, uid).map(Events.Said::text).orElse(""));
        }
        return state;
    }

    private JobState withoutPod(Job job) {
        Optional<JobCondition> failed = job.getStatus() == null
                ? Optional.empty()
                : job.getStatus().getConditions().stream()
                        .filter(JobObserver::isEnd)
                        .findFirst();
        if (failed.isPresent()) {
            return new JobState.Lost("the pod is gone, with "
                    + OwnContainer.nameIn(job.getSpec().getTemplate().getSpec()) + "'s exit code: "
                    + words(failed.get()));
        }
        if (Boolean.TRUE.equals(job.getSpec().getSuspend())) {
            return new JobState.Starting("the Job is suspended, for example by a queue of the cluster");
        }
        Optional<Events.Said> said =
                events.last(job.getMetadata().getNamespace(), job.getMetadata().getUid());
        if (said.filter(event -> event.reason().equals(FAILED_CREATE) && !QuotaRefusal.mayPass(event.message()))
                .isPresent()) {
            return new JobState.Lost(said.get().text());
        }
        return new JobState.Starting(said.map(Events.Said::text).orElse(""));
    }

    private static boolean isEnd(JobCondition condition) {
        return "True".equals(condition.getStatus())
                && List.of("Failed", "Complete").contains(condition.getType());
    }

    private static String words(JobCondition condition) {
        return condition.getReason() + ": " + Printable.text(condition.getMessage(), SHOWN);
    }
}
