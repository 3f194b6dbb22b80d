package io.jenkins.plugins.cinderbackup.kubernetes;

import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.cinderbackup.model.ClusterObject;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Presence;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import java.util.EnumSet;
import java.util.Optional;

/** Creates, finds and deletes the objects of a run, and never touches one that is not the run's own. */
final class OwnedObjects {
    private final KubernetesClient client;
    private final Lookup lookup;

    OwnedObjects(KubernetesClient client, Lookup lookup) {
        this.client = client;
        this.lookup = lookup;
    }

    /** Creates the object, or finds that an earlier call whose answer was lost has done so; answers its uid. */
    String create(ClusterObject object, HasMetadata manifest) {
        Request request = Request.of("create", object.kind(), object.namespace(), object.name());
        try {
            return ApiCalls.change(request, () -> client.resource(manifest).create())
                    .getMetadata()
                    .getUid();
        } catch (TransientException e) {
            if (!(e.getCause() instanceof KubernetesClientException cause) || cause.getCode() != ApiCalls.CONFLICT) {
                throw e;
            }
            HasMetadata existing = ApiCalls.find(
                            Request.of("get", object.kind(), object.namespace(), object.name()),
                            () -> client.resource(manifest).require())
                    .orElseThrow(() -> e);
            if (!OwnershipLabels.isOf(existing, object.tags().run())) {
                throw PermanentException.of(
                        "There is another " + object.kind().label() + " "
                                + (object.namespace() == null ? "" : object.namespace() + "/") + object.name()
                                + ", which is not this run's. It is left alone.",
                        "remove it, or run the backup again");
            }
            return existing.getMetadata().getUid();
        }
    }

    /** While an object is on its way out the watch alone tells; that it is there, or gone, is believed of the server only. */
    Presence presence(TrackedResource resource, RunId run) {
        if (watched(resource)
                .filter(seen ->
                        isMine(seen, resource, run) && seen.getMetadata().getDeletionTimestamp() != null)
                .isPresent()) {
            return Presence.DELETING;
        }
        Optional<HasMetadata> found = mine(resource, run);
        if (found.filter(OwnershipLabels::isKept).isPresent()) {
            return Presence.KEPT;
        }
        if (found.isPresent()) {
            return found.get().getMetadata().getDeletionTimestamp() == null ? Presence.PRESENT : Presence.DELETING;
        }
        boolean podLeft = isJob(resource)
                && lookup.podsNow(resource.namespace(), resource.name()).stream()
                        .anyMatch(pod -> OwnershipLabels.isOf(pod, run)
                                && (resource.id() == null || Lookup.isOwnedBy(pod, resource.id())));
        return podLeft ? Presence.DELETING : Presence.GONE;
    }

    /** A Job goes after its pods have: they get SIGTERM and their grace period. What was marked to stay since it was looked at is left. */
    void delete(TrackedResource resource, RunId run) {
        Optional<HasMetadata> found = mine(resource, run).filter(object -> !OwnershipLabels.isKept(object));
        if (found.isEmpty()) {
            return;
        }
        DeleteOptions options = new DeleteOptionsBuilder()
                .withPropagationPolicy(isJob(resource) ? "Foreground" : "Background")
                .withNewPreconditions()
                .withUid(found.get().getMetadata().getUid())
                .endPreconditions()
                .build();
        Request request = Request.of("delete", resource.kind(), resource.namespace(), resource.name());
        ApiCalls.find(request, () -> {
            try {
                return client.raw(path(request), "DELETE", options);
            } catch (KubernetesClientException e) {
                if (e.getCode() == ApiCalls.CONFLICT) {
                    return null; // Gone, and another of the name in its place
                }
                throw e;
            }
        });
    }

    private Optional<HasMetadata> mine(TrackedResource resource, RunId run) {
        return get(resource).filter(found -> isMine(found, resource, run));
    }

    private static boolean isMine(HasMetadata found, TrackedResource resource, RunId run) {
        return OwnershipLabels.isOf(found, run)
                && (resource.id() == null
                        || resource.id().equals(found.getMetadata().getUid()));
    }

    private Optional<? extends HasMetadata> watched(TrackedResource resource) {
        return switch (resource.kind()) {
            case JOB, REPOSITORY_JOB -> lookup.watchedJob(resource.namespace(), resource.name());
            case CLAIM -> lookup.watchedClaim(resource.namespace(), resource.name());
            default -> Optional.empty();
        };
    }

    private Optional<HasMetadata> get(TrackedResource resource) {
        String namespace = resource.namespace();
        String name = resource.name();
        Request request = Request.of("get", resource.kind(), namespace, name);
        return ApiCalls.find(request, () -> switch (resource.kind()) {
            case JOB, REPOSITORY_JOB ->
                client.batch().v1().jobs().inNamespace(namespace).withName(name).require();
            case POD -> client.pods().inNamespace(namespace).withName(name).require();
            case CLAIM ->
                client.persistentVolumeClaims()
                        .inNamespace(namespace)
                        .withName(name)
                        .require();
            case PERSISTENT_VOLUME -> client.persistentVolumes().withName(name).require();
            case SECRET ->
                client.secrets().inNamespace(namespace).withName(name).require();
            case VOLUME, SNAPSHOT -> throw new IllegalArgumentException(resource.kind() + " is not in Kubernetes.");
        });
    }

    private static boolean isJob(TrackedResource resource) {
        return EnumSet.of(ResourceKind.JOB, ResourceKind.REPOSITORY_JOB).contains(resource.kind());
    }

    private static String path(Request request) {
        String group = request.group().isEmpty() ? "/api/v1" : "/apis/" + request.group() + "/v1";
        String in = request.namespace() == null ? "" : "/namespaces/" + request.namespace();
        return group + in + "/" + request.resource() + "/" + request.name();
    }
}
