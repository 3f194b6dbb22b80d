package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.ObjectStore.Key;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The node: runs every pod. */
final class Kubelet implements AutoCloseable {
    private final Context context;
    private final Map<Key, PodRun> runs = new ConcurrentHashMap<>();

    /** What a pod on this node works with. */
    record Context(
            ObjectStore store,
            VolumeFolders cinder,
            EventRecorder events,
            Later later,
            SimulatedNode settings,
            Path folder) {}

    Kubelet(Context context) {
        this.context = context;
    }

    void reconcile(Key key) {
        Optional<ObjectNode> pod = context.store.get(key);
        if (pod.isPresent()) {
            runs.computeIfAbsent(key, unknown -> new PodRun(context, pod.get())).look(pod.get());
        } else {
            Optional.ofNullable(runs.remove(key)).ifPresent(PodRun::forget);
        }
    }

    String log(ObjectNode pod, String container, int lines) {
        if (!OwnContainers.nameIn(pod).equals(container)) {
            throw ApiError.badRequest("container " + container + " is not valid for pod " + Json.name(pod));
        }
        PodRun run = runs.get(new Key("pods", Json.namespace(pod), Json.name(pod)));
        if (run == null) {
            throw ApiError.badRequest("container \"" + container + "\" in pod \"" + Json.name(pod)
                    + "\" is waiting to start: ContainerCreating");
        }
        return run.log(lines);
    }

    /** Kills what still runs, and waits for its end. */
    @Override
    public void close() {
        for (PodRun run : runs.values()) {
            run.forget();
            try {
                run.awaitEnd();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
