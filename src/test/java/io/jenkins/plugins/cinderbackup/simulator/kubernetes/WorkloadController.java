package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.ObjectStore.Key;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Keeps as many pods of each Deployment and StatefulSet as it is to have. A pod that is not wanted any more takes a while to end, and uses its claim until then; the
 * claim goes after it where the StatefulSet says so.
 */
final class WorkloadController {
    private static final String NODE = "simulated/node";
    private static final Duration ENDS_WITHIN = Duration.ofMillis(200);

    private final ObjectStore store;
    private final Later later;
    private final BiConsumer<String, Boolean> attach;

    /** @param attach told of each Cinder volume whether pods of a workload have it from now on */
    WorkloadController(ObjectStore store, Later later, BiConsumer<String, Boolean> attach) {
        this.store = store;
        this.later = later;
        this.attach = attach;
    }

    /** A workload over a claim. */
    void create(Key key, int replicas, String claim) {
        ObjectNode workload =
                Json.object(key.resource().equals("deployments") ? "Deployment" : "StatefulSet", "apps/v1");
        ObjectNode spec = workload.putObject("spec").put("replicas", replicas);
        spec.putObject("selector").putObject("matchLabels").put("app", key.name());
        ObjectNode template = spec.putObject("template");
        template.putObject("metadata").putObject("labels").put("app", key.name());
        ObjectNode pod = template.putObject("spec");
        pod.putArray("containers").addObject().put("name", KubernetesSimulator.WORKLOAD);
        pod.putArray("volumes")
                .addObject()
                .put("name", "data")
                .putObject("persistentVolumeClaim")
                .put("claimName", claim);
        workload.putObject("status").put("replicas", 0);
        store.create(key, workload);
        reconcile(key);
    }

    synchronized void reconcile(Key key) {
        store.get(key).ifPresent(workload -> {
            int wanted = workload.at("/spec/replicas").asInt();
            List<ObjectNode> pods = living(workload);
            for (int missing = pods.size(); missing < wanted; missing++) {
                createPod(workload);
            }
            pods.stream()
                    .skip(wanted)
                    .forEach(pod -> store.delete(new Key("pods", key.namespace(), Json.name(pod)), 30));
            store.update(key, counted -> counted.withObject("/status").put("replicas", wanted));
        });
    }

    private List<ObjectNode> living(ObjectNode workload) {
        return store.list("pods", Json.namespace(workload)).stream()
                .filter(pod -> Json.isOwnedBy(pod, Json.uid(workload)) && !Json.isBeingDeleted(pod))
                .toList();
    }

    private void createPod(ObjectNode workload) {
        ObjectNode pod = Json.object("Pod", "v1");
        pod.setAll((ObjectNode) workload.at("/spec/template").deepCopy());
        pod.withObject("/metadata").putArray("ownerReferences").addObject().put("uid", Json.uid(workload));
        Json.addFinalizer(pod, NODE);
        pod.putObject("status").put("phase", "Running");
        String name = Json.name(workload) + "-" + UUID.randomUUID().toString().substring(0, 5);
        store.create(new Key("pods", Json.namespace(workload), name), pod);
        attach(Json.namespace(workload), claim(pod), true);
    }

    /** One of its pods has changed. */
    void podChanged(Key key) {
        store.get(key).filter(Json::isBeingDeleted).ifPresent(pod -> later.run(ENDS_WITHIN, () -> end(key, pod)));
    }

    private void end(Key key, ObjectNode pod) {
        if (store.get(key).isEmpty()) {
            return;
        }
        store.update(key, ended -> Json.removeFinalizer(ended, NODE));
        boolean last = store.list("pods", key.namespace()).stream()
                .noneMatch(other -> claim(other).equals(claim(pod)));
        if (last) {
            attach(key.namespace(), claim(pod), false);
            if (isDeletedWith(pod)) {
                store.delete(new Key("persistentvolumeclaims", key.namespace(), claim(pod)), 0);
            }
        }
    }

    /** Whether its claim is to go with it, since its StatefulSet was scaled down, which has made the claim. */
    private boolean isDeletedWith(ObjectNode pod) {
        return store.list("statefulsets", Json.namespace(pod)).stream()
                .filter(workload -> Json.isOwnedBy(pod, Json.uid(workload)))
                .anyMatch(workload -> workload.at("/spec/replicas").asInt() == 0
                        && !workload.at("/spec/volumeClaimTemplates").isEmpty()
                        && workload.at("/spec/persistentVolumeClaimRetentionPolicy/whenScaled")
                                .asText()
                                .equals("Delete"));
    }

    private static String claim(ObjectNode pod) {
        return pod.at("/spec/volumes/0/persistentVolumeClaim/claimName").asText();
    }

    /** Only where a volume is bound to the claim. */
    private void attach(String namespace, String claim, boolean has) {
        store.get(new Key("persistentvolumeclaims", namespace, claim))
                .flatMap(found -> store.get(new Key(
                        "persistentvolumes", "", found.at("/spec/volumeName").asText())))
                .ifPresent(volume ->
                        attach.accept(volume.at("/spec/csi/volumeHandle").asText(), has));
    }
}
