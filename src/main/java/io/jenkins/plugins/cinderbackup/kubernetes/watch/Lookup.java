package io.jenkins.plugins.cinderbackup.kubernetes.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ApiCalls;
import io.jenkins.plugins.cinderbackup.kubernetes.client.Request;
import io.jenkins.plugins.cinderbackup.kubernetes.manifest.OwnershipLabels;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads our claims, Jobs and their pods: from the watch where there is one, from the server where that is not enough. */
public final class Lookup {
    private final KubernetesClient client;
    private final Watches watches;
    private final Freshness freshness;

    /** Reads from the watches, and through the client. */
    public Lookup(KubernetesClient client, Watches watches, Ticker ticker) {
        this.client = client;
        this.watches = watches;
        this.freshness = new Freshness(ticker);
    }

    /** The claim, if there is one. */
    public Optional<PersistentVolumeClaim> claim(String namespace, String name) {
        Optional<PersistentVolumeClaim> watched = watched(namespace, watch -> watch.claim(name));
        return freshness.of(
                "claim/" + namespace + "/" + name,
                watched,
                version(watched.stream().toList()),
                () -> ApiCalls.find(
                        Request.of("get", "persistentvolumeclaims", namespace, name),
                        () -> client.persistentVolumeClaims()
                                .inNamespace(namespace)
                                .withName(name)
                                .require()));
    }

    Optional<Job> job(String namespace, String name) {
        Optional<Job> watched = watched(namespace, watch -> watch.job(name));
        return freshness.of(
                "job/" + namespace + "/" + name,
                watched,
                version(watched.stream().toList()),
                () -> jobNow(namespace, name));
    }

    /** The claim as the watch last told, if it was told of; not older than {@link Freshness#TRUSTED_FOR} without another word of the server. */
    public Optional<PersistentVolumeClaim> watchedClaim(String namespace, String name) {
        return watched(namespace, watch -> watch.claim(name)).flatMap(seen -> claim(namespace, name));
    }

    /** The Job, as {@link #watchedClaim}. */
    public Optional<Job> watchedJob(String namespace, String name) {
        return watched(namespace, watch -> watch.job(name)).flatMap(seen -> job(namespace, name));
    }

    Optional<Job> jobNow(String namespace, String name) {
        return ApiCalls.find(
                Request.of("get", "jobs", namespace, name),
                () -> client.batch()
                        .v1()
                        .jobs()
                        .inNamespace(namespace)
                        .withName(name)
                        .require());
    }

    /** The pods of a Job, which no other Job of that name has had. */
    List<Pod> pods(String namespace, String job, String jobUid) {
        Optional<List<Pod>> watched =
                watched(namespace, watch -> Optional.of(watch.podsOf(job)).filter(pods -> !pods.isEmpty()));
        List<Pod> pods = freshness
                .of(
                        "pods/" + namespace + "/" + job,
                        watched,
                        version(watched.orElse(List.of())),
                        () -> Optional.of(podsNow(namespace, job)))
                .orElse(List.of());
        return pods.stream().filter(pod -> isOwnedBy(pod, jobUid)).toList();
    }

    /** The pods of all Jobs of that name, asked of the server. */
    public List<Pod> podsNow(String namespace, String job) {
        return ApiCalls.read(
                Request.of("list", "pods", namespace, null),
                () -> client.pods()
                        .inNamespace(namespace)
                        .withLabel(OwnershipLabels.MANAGED_BY, OwnershipLabels.MANAGER)
                        .withLabel(OwnershipLabels.JOB_NAME, job)
                        .list()
                        .getItems());
    }

    /** Whether the Job with that uid has made the pod. */
    public static boolean isOwnedBy(Pod pod, String uid) {
        return pod.getMetadata().getOwnerReferences().stream().anyMatch(owner -> uid.equals(owner.getUid()));
    }

    private <T> Optional<T> watched(String namespace, Function<NamespaceWatch, Optional<T>> look) {
        return Optional.ofNullable(watches.in(namespace)).flatMap(look);
    }

    private static String version(List<? extends HasMetadata> objects) {
        return objects.stream()
                .map(object -> object.getMetadata().getUid() + "@"
                        + object.getMetadata().getResourceVersion())
                .sorted()
                .collect(Collectors.joining(","));
    }
}
