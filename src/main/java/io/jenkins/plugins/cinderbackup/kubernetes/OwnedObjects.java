package io.jenkins.plugins.cinderbackup.kubernetes;

import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ApiCalls;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ApiErrors;
import io.jenkins.plugins.cinderbackup.kubernetes.client.Request;
import io.jenkins.plugins.cinderbackup.kubernetes.manifest.OwnershipLabels;
import io.jenkins.plugins.cinderbackup.kubernetes.watch.Lookup;
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
    /** What changes at each of so many looks, such as a Job whose pods end, is deleted when it is looked at again. */
    private static final int LOOKS = 3;

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
            if (!(e.getCause() instanceof KubernetesClientException cause) || cause.getCode() != ApiErrors.CONFLICT) {
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

    /** The uid is a precondition: another object of the name, made since, gets no mark. */
    void keep(TrackedResource resource, RunId run) {
        HasMetadata found = mine(resource, run)
                .filter(object -> object.getMetadata().getDeletionTimestamp() == null)
                .orElseThrow(() -> PermanentException.of(
                        resource.describe() + " cannot be kept: it is gone, or its deletion is under way.",
                        "see in the events of its namespace who deletes it"));
        String patch = "{\"metadata\": {\"uid\": \"" + found.getMetadata().getUid() + "\", \"labels\": {\""
                + OwnershipLabels.KEEP + "\": \"true\"}}}";
        ApiCalls.change(
                Request.of("patch", resource.kind(), resource.namespace(), resource.name()),
                () -> client.resource(found).patch(PatchContext.of(PatchType.JSON_MERGE), patch));
    }

    /**
     * A Job goes after its pods have: they get SIGTERM and their grace period. The version that was looked at is a precondition, so that what is
     * marked to be kept in between is left.
     */
    void delete(TrackedResource resource, RunId run) {
        boolean over = false;
        for (int look = 1; !over && look <= LOOKS; look++) {
            boolean last = look == LOOKS;
            over = mine(resource, run)
                    .filter(object -> !OwnershipLabels.isKept(object))
                    .map(object -> delete(resource, object, last))
                    .orElse(true);
        }
    }

    /** @return whether its deletion is under way; not if it was changed since it was looked at, or is another's by now */
    private boolean delete(TrackedResource resource, HasMetadata seen, boolean last) {
        DeleteOptions options = new DeleteOptionsBuilder()
                .withPropagationPolicy(isJob(resource) ? "Foreground" : "Background")
                .withNewPreconditions()
                .withUid(seen.getMetadata().getUid())
                .withResourceVersion(seen.getMetadata().getResourceVersion())
                .endPreconditions()
                .build();
        Request request = Request.of("delete", resource.kind(), resource.namespace(), resource.name());
        return ApiCalls.find(request, () -> {
                    try {
                        client.raw(path(request), "DELETE", options);
                        return true;
                    } catch (KubernetesClientException e) {
                        if (e.getCode() == ApiErrors.CONFLICT && !last) {
                            return false;
                        }
                        throw e;
                    }
                })
                .orElse(true);
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
            case NETWORK_POLICY ->
                client.network()
                        .v1()
                        .networkPolicies()
                        .inNamespace(namespace)
                        .withName(name)
                        .require();
            // A Secret: of what is not in Kubernetes there is no request
            default -> client.secrets().inNamespace(namespace).withName(name).require();
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
