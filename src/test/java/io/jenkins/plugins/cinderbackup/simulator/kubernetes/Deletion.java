package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.ObjectStore.Key;
import java.util.Optional;

/** The API's deletion: preconditions, grace period, and what becomes of dependents. */
final class Deletion {
    static final String FOREGROUND = "foregroundDeletion";
    private static final long DEFAULT_GRACE = 30;

    private final ObjectStore store;

    Deletion(ObjectStore store) {
        this.store = store;
    }

    ObjectNode delete(ApiPath path, ObjectNode options) {
        synchronized (store) { // so that nobody changes it after the preconditions were looked at
            return deleteAsItIs(path, options);
        }
    }

    private ObjectNode deleteAsItIs(ApiPath path, ObjectNode options) {
        Key key = path.key();
        ObjectNode object = store.get(key).orElseThrow(() -> ApiError.notFound(path.resource(), path.name()));
        Preconditions.check(object, options.path("preconditions"));
        // Jobs orphan their pods unless told otherwise
        String policy = options.path("propagationPolicy").asText("Orphan");
        if (path.resource().equals("jobs") && policy.equals("Foreground")) {
            store.update(key, job -> Json.addFinalizer(job, FOREGROUND));
        }
        boolean pod = path.resource().equals("pods");
        store.delete(key, pod ? grace(object, options) : 0);
        if (path.resource().equals("jobs") && policy.equals("Background")) {
            deletePodsOf(object);
        }
        return store.get(key).orElse(object);
    }

    void deletePodsOf(ObjectNode job) {
        store.list("pods", Json.namespace(job)).stream()
                .filter(pod -> Json.isOwnedBy(pod, Json.uid(job)))
                .forEach(this::deletePod);
    }

    void deletePod(ObjectNode pod) {
        Key key = new Key("pods", Json.namespace(pod), Json.name(pod));
        if (store.get(key).isPresent()) {
            store.delete(key, grace(pod, Json.object("DeleteOptions", "v1")));
        }
    }

    private static long grace(ObjectNode pod, ObjectNode options) {
        return Optional.of(options.path("gracePeriodSeconds"))
                .filter(given -> !given.isMissingNode())
                .map(given -> given.asLong())
                .orElse(pod.at("/spec/terminationGracePeriodSeconds").asLong(DEFAULT_GRACE));
    }
}
