package io.jenkins.plugins.cinderbackup.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.jenkins.plugins.cinderbackup.model.ClusterObject;
import io.jenkins.plugins.cinderbackup.model.ContainerJob;
import io.jenkins.plugins.cinderbackup.model.NewClaim;
import io.jenkins.plugins.cinderbackup.model.NewNetworkPolicy;
import io.jenkins.plugins.cinderbackup.model.NewPersistentVolume;
import io.jenkins.plugins.cinderbackup.model.RepositorySecret;
import io.jenkins.plugins.cinderbackup.model.TestJob;
import io.jenkins.plugins.cinderbackup.restic.RepositoryEnvironment;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** The one place that knows how each kind of object is written for the API server. */
public final class Manifests {
    private final Map<Class<? extends ClusterObject>, Function<ClusterObject, Manifest>> makers = new HashMap<>();

    /** @param repository what goes into the run's Secret, asked for only when that is made */
    public Manifests(KubernetesSerialization json, Supplier<RepositoryEnvironment> repository) {
        plain(NewClaim.class, ClaimManifests::claim);
        plain(NewPersistentVolume.class, volume -> ClaimManifests.volume(volume, json));
        plain(ContainerJob.class, ResticPod::job);
        plain(TestJob.class, TestPod::job);
        plain(NewNetworkPolicy.class, NetworkPolicyManifest::of);
        put(RepositorySecret.class, secret -> {
            RepositoryEnvironment values = repository.get();
            return new Manifest(SecretManifest.of(secret, values), values.secrets());
        });
    }

    /** Without any secret, for a dry run. */
    public static Manifests rehearsed(KubernetesSerialization json) {
        return new Manifests(json, () -> new RepositoryEnvironment(Map.of(), Map.of(), Set.of()));
    }

    private <T extends ClusterObject> void plain(Class<T> type, Function<T, HasMetadata> maker) {
        put(type, object -> new Manifest(maker.apply(object), Set.of()));
    }

    private <T extends ClusterObject> void put(Class<T> type, Function<T, Manifest> maker) {
        makers.put(type, object -> maker.apply(type.cast(object)));
    }

    /** The object as it is sent. */
    public Manifest of(ClusterObject object) {
        return makers.get(object.getClass()).apply(object);
    }
}
