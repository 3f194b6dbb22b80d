package io.jenkins.plugins.cinderbackup.kubernetes;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.cinderbackup.kubernetes.manifest.Manifest;
import io.jenkins.plugins.cinderbackup.kubernetes.manifest.Manifests;
import io.jenkins.plugins.cinderbackup.kubernetes.manifest.OwnContainer;
import io.jenkins.plugins.cinderbackup.kubernetes.watch.Events;
import io.jenkins.plugins.cinderbackup.kubernetes.watch.JobObserver;
import io.jenkins.plugins.cinderbackup.kubernetes.watch.LogTail;
import io.jenkins.plugins.cinderbackup.kubernetes.watch.Lookup;
import io.jenkins.plugins.cinderbackup.model.ClaimState;
import io.jenkins.plugins.cinderbackup.model.ClusterObject;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.JobState;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Presence;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.Site;
import io.jenkins.plugins.cinderbackup.model.SourceClaim;
import io.jenkins.plugins.cinderbackup.model.StorageClassSettings;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.Workload;
import io.jenkins.plugins.cinderbackup.model.WorkloadScale;
import io.jenkins.plugins.cinderbackup.port.Cluster;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.restic.RepositoryEnvironment;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@link Cluster} over the Kubernetes API, for one run or a few. What is shared between runs is in the {@link ClusterClient}. */
public final class Fabric8Cluster implements Cluster {
    private final ClusterClient cluster;
    private final KubernetesClient client;
    private final Lookup lookup;
    private final Events events;
    private final JobObserver jobs;
    private final Manifests manifests;
    private final OwnedObjects objects;

    /**
     * @param cluster the share in the cluster's client; closed by whoever opened it
     * @param repository the repository's credentials, asked for only when the run's Secret is made
     */
    public Fabric8Cluster(
            @NonNull ClusterClient cluster,
            @NonNull Ticker ticker,
            @NonNull Supplier<RepositoryEnvironment> repository) {
        this.cluster = cluster;
        this.client = cluster.client();
        this.lookup = new Lookup(client, cluster.watches(), ticker);
        this.events = new Events(client, ticker);
        this.jobs = new JobObserver(lookup, events, ticker);
        this.manifests = new Manifests(client.getKubernetesSerialization(), repository);
        this.objects = new OwnedObjects(client, lookup);
    }

    @Override
    public Site site() {
        return cluster.site();
    }

    @Override
    public SourceClaim source(String namespace, String claim, @CheckForNull String volumeId) {
        return new SourceDiscovery(client, volumeId).find(namespace, claim);
    }

    @Override
    public String volumeBehind(String namespace, String claim) {
        return new SourceDiscovery(client, null).volumeBehind(namespace, claim);
    }

    @Override
    public Optional<SourceClaim> living(String namespace, String claim) {
        return new SourceDiscovery(client, null).living(namespace, claim);
    }

    @Override
    public boolean claimExists(String namespace, String claim) {
        return SourceDiscovery.claim(client, namespace, claim).isPresent();
    }

    @Override
    public List<String> claims(String namespace, String selector) {
        return Pages.of(
                        "persistentvolumeclaims",
                        namespace,
                        selector,
                        options -> client.persistentVolumeClaims()
                                .inNamespace(namespace)
                                .list(options))
                .stream()
                .map(claim -> claim.getMetadata().getName())
                .toList();
    }

    @Override
    public List<String> podsUsing(String namespace, String claim, List<WorkloadScale> butOf) {
        return new ClaimUsers(client).of(namespace, claim, butOf);
    }

    @Override
    public Optional<WorkloadScale> scaleOf(Workload workload) {
        return new Scaling(client).of(workload);
    }

    @Override
    public boolean losesClaims(Workload workload) {
        return new Scaling(client).losesClaims(workload);
    }

    @Override
    public void scale(Workload workload, WorkloadScale seen, int replicas) {
        new Scaling(client).to(workload, seen, replicas);
    }

    @Override
    public Optional<StorageClassSettings> storageClass(String name) {
        return new StorageClasses(client).find(name);
    }

    @Override
    public List<Finding> check(Rehearsal rehearsal) {
        return new DryRunCheck(client, cluster.access()).check(rehearsal);
    }

    @Override
    public String create(ClusterObject object) {
        Manifest manifest = manifests.of(object);
        try {
            return objects.create(object, manifest.object());
        } catch (PermanentException e) {
            throw manifest.redacted(e);
        }
    }

    @Override
    public ClaimState claim(TrackedResource claim) {
        Optional<PersistentVolumeClaim> found = lookup.claim(claim.namespace(), claim.name())
                .filter(object -> claim.id() == null
                        || claim.id().equals(object.getMetadata().getUid()));
        if (found.isEmpty()) {
            return new ClaimState("", "");
        }
        String phase =
                found.get().getStatus() == null || found.get().getStatus().getPhase() == null
                        ? "Pending"
                        : found.get().getStatus().getPhase();
        boolean wordsWanted = !phase.equals("Bound");
        String uid = found.get().getMetadata().getUid();
        String detail = wordsWanted
                ? events.last(claim.namespace(), uid).map(Events.Said::text).orElse("")
                : "";
        return new ClaimState(phase, detail);
    }

    @Override
    public JobState job(TrackedResource job) {
        return jobs.state(job);
    }

    @Override
    public Optional<String> log(TrackedResource job, int lines) {
        return jobs.pod(job)
                .flatMap(pod -> new LogTail(client)
                        .of(
                                pod.getMetadata().getNamespace(),
                                pod.getMetadata().getName(),
                                OwnContainer.nameIn(pod.getSpec()),
                                lines));
    }

    @Override
    public Presence presence(TrackedResource resource, RunId run) {
        return objects.presence(resource, run);
    }

    @Override
    public void keep(TrackedResource resource, RunId run) {
        objects.keep(resource, run);
    }

    @Override
    public void delete(TrackedResource resource, RunId run) {
        objects.delete(resource, run);
    }

    @Override
    public Subscription subscribe(String namespace, RunId run, Runnable changed) {
        return cluster.watches().subscribe(namespace, run, changed);
    }
}
