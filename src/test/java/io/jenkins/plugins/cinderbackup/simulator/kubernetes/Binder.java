package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Quantity;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.ObjectStore.Key;
import java.math.BigDecimal;
import java.util.List;

/**
 * Binds claims to PVs as the PV controller does, and lets go of those that are deleted: a claim when no pod uses it any more, a PV when it is
 * not bound.
 */
final class Binder {
    private static final String CLAIMS = "persistentvolumeclaims";
    private static final String VOLUMES = "persistentvolumes";

    private final ObjectStore store;

    Binder(ObjectStore store) {
        this.store = store;
    }

    /** Looks at all claims of the namespace and all PVs. */
    void reconcile() {
        for (ObjectNode volume : store.list(VOLUMES, "")) {
            reconcileVolume(volume);
        }
        for (ObjectNode claim : store.list(CLAIMS, "")) {
            reconcileClaim(claim);
        }
    }

    private void reconcileVolume(ObjectNode volume) {
        Key key = new Key(VOLUMES, "", Json.name(volume));
        JsonNode ref = volume.at("/spec/claimRef");
        String phase = volume.at("/status/phase").asText();
        boolean claimed = !ref.path("uid").asText().isEmpty()
                && store.get(new Key(
                                CLAIMS,
                                ref.path("namespace").asText(),
                                ref.path("name").asText()))
                        .filter(claim -> Json.uid(claim).equals(ref.path("uid").asText()))
                        .isPresent();
        if (phase.equals("Bound") && !claimed) {
            phase(key, "Released");
        } else if (phase.equals("Pending")) {
            phase(key, "Available");
        } else if (Json.isBeingDeleted(volume) && !phase.equals("Bound")) {
            store.update(key, doomed -> Json.removeFinalizer(doomed, Defaults.VOLUME_PROTECTION));
        }
    }

    private void reconcileClaim(ObjectNode claim) {
        Key key = new Key(CLAIMS, Json.namespace(claim), Json.name(claim));
        if (Json.isBeingDeleted(claim)) {
            if (!isUsed(claim)) {
                store.update(key, doomed -> Json.removeFinalizer(doomed, Defaults.CLAIM_PROTECTION));
            }
            return;
        }
        if (claim.at("/status/phase").asText().equals("Pending")) {
            store.list(VOLUMES, "").stream()
                    .filter(volume -> fits(volume, claim))
                    .findFirst()
                    .ifPresent(volume -> bind(claim, volume));
        }
    }

    private boolean isUsed(ObjectNode claim) {
        return store.list("pods", Json.namespace(claim)).stream()
                .filter(pod -> !pod.at("/status/phase").asText().matches("Succeeded|Failed"))
                .flatMap(pod -> Json.stream(pod.at("/spec/volumes")))
                .anyMatch(volume ->
                        volume.at("/persistentVolumeClaim/claimName").asText().equals(Json.name(claim)));
    }

    private static boolean fits(ObjectNode volume, ObjectNode claim) {
        if (!volume.at("/status/phase").asText().equals("Available") || Json.isBeingDeleted(volume)) {
            return false;
        }
        JsonNode ref = volume.at("/spec/claimRef");
        boolean reservedForOther = !ref.isMissingNode()
                && !(ref.path("namespace").asText().equals(Json.namespace(claim))
                        && ref.path("name").asText().equals(Json.name(claim))
                        && (ref.path("uid").asText().isEmpty()
                                || ref.path("uid").asText().equals(Json.uid(claim))));
        String named = claim.at("/spec/volumeName").asText();
        boolean selected = LabelSelector.ofMatchLabels(claim.at("/spec/selector/matchLabels"))
                .matches(volume);
        return !reservedForOther
                && (named.isEmpty() || named.equals(Json.name(volume)))
                && texts(volume.at("/spec/accessModes")).containsAll(texts(claim.at("/spec/accessModes")))
                && selected
                && claim.at("/spec/storageClassName")
                        .asText()
                        .equals(volume.at("/spec/storageClassName").asText())
                && bytes(volume.at("/spec/capacity/storage"))
                                .compareTo(bytes(claim.at("/spec/resources/requests/storage")))
                        >= 0;
    }

    private static List<String> texts(JsonNode array) {
        return Json.stream(array).map(JsonNode::asText).toList();
    }

    private static BigDecimal bytes(JsonNode quantity) {
        return Quantity.getAmountInBytes(Quantity.parse(quantity.asText()));
    }

    private void bind(ObjectNode claim, ObjectNode volume) {
        store.update(new Key(VOLUMES, "", Json.name(volume)), bound -> {
            bound.withObject("/spec/claimRef")
                    .put("kind", "PersistentVolumeClaim")
                    .put("namespace", Json.namespace(claim))
                    .put("name", Json.name(claim))
                    .put("uid", Json.uid(claim));
            bound.withObject("/status").put("phase", "Bound");
        });
        store.update(new Key(CLAIMS, Json.namespace(claim), Json.name(claim)), bound -> {
            bound.withObject("/spec").put("volumeName", Json.name(volume));
            bound.withObject("/status").put("phase", "Bound");
        });
    }

    private void phase(Key key, String phase) {
        store.update(key, volume -> volume.withObject("/status").put("phase", phase));
    }
}
