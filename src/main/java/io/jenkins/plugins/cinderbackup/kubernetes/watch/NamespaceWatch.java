package io.jenkins.plugins.cinderbackup.kubernetes.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.jenkins.plugins.cinderbackup.kubernetes.manifest.OwnershipLabels;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the server has told of our claims, Jobs and pods in one namespace. It may be behind, and what is not in it may exist all the same; a
 * watch that fails is begun again for as long as it is wanted.
 */
public final class NamespaceWatch implements AutoCloseable {
    private static final String BY_JOB = "job";

    private final String namespace;
    private final SharedIndexInformer<PersistentVolumeClaim> claims;
    private final SharedIndexInformer<Job> jobs;
    private final SharedIndexInformer<Pod> pods;

    NamespaceWatch(KubernetesClient client, String namespace, ResourceEventHandler<HasMetadata> handler) {
        this.namespace = namespace;
        claims = informer(ours(client.persistentVolumeClaims().inNamespace(namespace)), handler);
        jobs = informer(ours(client.batch().v1().jobs().inNamespace(namespace)), handler);
        pods = informer(ours(client.pods().inNamespace(namespace)), handler);
        pods.addIndexers(Map.of(
                BY_JOB,
                pod -> Optional.ofNullable(OwnershipLabels.jobOf(pod)).stream().toList()));
        List.of(claims, jobs, pods).forEach(SharedIndexInformer::start);
    }

    private static <T, L, R> FilterWatchListDeletable<T, L, R> ours(FilterWatchListDeletable<T, L, R> all) {
        return all.withLabel(OwnershipLabels.MANAGED_BY, OwnershipLabels.MANAGER);
    }

    private static <T extends HasMetadata, L, R> SharedIndexInformer<T> informer(
            FilterWatchListDeletable<T, L, R> objects, ResourceEventHandler<HasMetadata> handler) {
        return objects.runnableInformer(0)
                .exceptionHandler((started, failure) -> true)
                .addEventHandler(handler);
    }

    /** The claim, if the server has told of one. */
    public Optional<PersistentVolumeClaim> claim(String name) {
        return Optional.ofNullable(claims.getStore().getByKey(namespace + "/" + name));
    }

    Optional<Job> job(String name) {
        return Optional.ofNullable(jobs.getStore().getByKey(namespace + "/" + name));
    }

    List<Pod> podsOf(String job) {
        return pods.getIndexer().byIndex(BY_JOB, job);
    }

    @Override
    public void close() {
        List.of(claims, jobs, pods).forEach(SharedIndexInformer::stop);
    }
}
