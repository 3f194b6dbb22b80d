package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.simulator.VirtualClock;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.ObjectStore.Change;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.ObjectStore.Key;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A simulated cluster on a free loopback port, with a {@code default} namespace.
 *
 * <p>It needs restic on the PATH and a way to give a process a root of its own where it is to run pods: see {@link LocalRestic}.
 */
public final class KubernetesSimulator implements AutoCloseable {
    /** The container's name in pods with which the node has nothing to do. */
    static final String WORKLOAD = "app";

    private static final String SOURCE_DRIVER = "cinder.csi.openstack.org";
    private static final String SOURCE_CLASS = "standard";

    private final ObjectStore store = new ObjectStore();
    private final Access access = new Access();
    private final Faults faults = new Faults();
    private final SimulatedNode node = new SimulatedNode();
    private final ScheduledExecutorService controllers;

    @CheckForNull
    private final VirtualClock clock;

    private final List<String> made = new CopyOnWriteArrayList<>();
    private final AtomicBoolean binderWaits = new AtomicBoolean();
    private final java.util.Set<Key> waiting = ConcurrentHashMap.newKeySet();
    private final Path folder;
    private final Binder binder;
    private final JobController jobs;
    private final WorkloadController workloads;
    private final Kubelet kubelet;
    private final ApiServer server;
    private final boolean tls;

    /** A cluster without TLS. */
    public KubernetesSimulator(VolumeFolders cinder) {
        this(cinder, new HttpServerOptions());
    }

    /** A cluster with the server options given, such as TLS. */
    public KubernetesSimulator(VolumeFolders cinder, HttpServerOptions options) {
        this(cinder, options, null);
    }

    /** A cluster whose controllers and node do their work when this clock is moved. */
    public KubernetesSimulator(VolumeFolders cinder, VirtualClock clock) {
        this(cinder, new HttpServerOptions(), clock);
    }

    private KubernetesSimulator(VolumeFolders cinder, HttpServerOptions options, @CheckForNull VirtualClock clock) {
        this.clock = clock;
        try {
            folder = Files.createTempDirectory("kubernetes-simulator");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "kubernetes-simulator");
            thread.setDaemon(true);
            return thread;
        });
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        controllers = executor;
        EventRecorder events = new EventRecorder(store);
        binder = new Binder(store);
        jobs = new JobController(store, access, events, this::later);
        workloads = new WorkloadController(store, this::later, (volume, has) -> {
            if (has) {
                cinder.attached(volume);
            } else {
                cinder.detached(volume);
            }
        });
        kubelet = new Kubelet(new Kubelet.Context(store, cinder, events, this::later, node, folder));
        store.listen(this::changed);
        createNamespace("default");
        createNamespace("kube-system");
        createStorageClass(SOURCE_CLASS, "Delete", Map.of());
        tls = options.isSsl();
        server = new ApiServer(store, access, faults, kubelet::log, options);
    }

    /** The API server's URL. */
    public String url() {
        return (tls ? "https" : "http") + "://127.0.0.1:" + server.port();
    }

    /** Who may do what. */
    public Access access() {
        return access;
    }

    /** What goes wrong. */
    public Faults faults() {
        return faults;
    }

    /** The node's settings. */
    public SimulatedNode node() {
        return node;
    }

    /** How long the API server takes for each request. */
    public void latency(Duration latency) {
        server.latency(latency);
    }

    /** How many requests have come. */
    public int requests() {
        return server.requests();
    }

    /** How many watches are open. */
    public int watches() {
        return server.watches().size();
    }

    /** Ends every watch, as the server does by itself after half an hour to an hour. */
    public void endWatches() {
        server.watches().forEach(WatchStream::end);
    }

    /** Ends every watch with the word that the server has forgotten from where it is to go on. */
    public void expireWatches() {
        server.watches().forEach(WatchStream::expire);
    }

    /** Makes a namespace. */
    public void createNamespace(String name) {
        store.create(new Key("namespaces", "", name), Json.object("Namespace", "v1"));
    }

    /** Makes a PVC that is bound to a PV over a Cinder volume, as a user's. */
    public void createSource(String namespace, String claim, String volumeId, long bytes) {
        String pv = "pvc-" + volumeId;
        ObjectNode object = put("persistentvolumeclaims", namespace, claim, """
                {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "spec": {"accessModes": ["ReadWriteOnce"], "volumeMode": "Filesystem",
                 "storageClassName": "standard", "volumeName": "%s", "resources": {"requests": {"storage": "%d"}}}, "status": {"phase": "Bound"}}
                """.formatted(pv, bytes));
        put("persistentvolumes", "", pv, """
                {"apiVersion": "v1", "kind": "PersistentVolume", "spec": {"accessModes": ["ReadWriteOnce"], "capacity": {"storage": "%d"},
                 "storageClassName": "standard", "csi": {"driver": "%s", "volumeHandle": "%s", "fsType": "ext4"},
                 "claimRef": {"namespace": "%s", "name": "%s", "uid": "%s"}}, "status": {"phase": "Bound"}}
                """.formatted(
                        bytes, SOURCE_DRIVER, volumeId, namespace, claim, Json.uid(object)));
    }

    /** Lets a pod of a user's run with a claim; the node has nothing to do with it. */
    public void createWorkload(String namespace, String pod, String claim) {
        put("pods", namespace, pod, """
                {"apiVersion": "v1", "kind": "Pod", "spec": {"containers": [{"name": "%s"}],
                 "volumes": [{"name": "data", "persistentVolumeClaim": {"claimName": "%s"}}]}, "status": {"phase": "Running"}}
                """.formatted(WORKLOAD, claim));
    }

    /**
     * Lets a Deployment or a StatefulSet keep pods of a user's over a claim.
     *
     * @param resource {@code deployments} or {@code statefulsets}
     */
    public void createWorkload(String resource, String namespace, String name, int replicas, String claim) {
        workloads.create(new Key(resource, namespace, name), replicas, claim);
    }

    /** How many pods such a workload is to have. */
    public int replicas(String resource, String namespace, String name) {
        return get(resource, namespace, name).orElseThrow().at("/spec/replicas").asInt();
    }

    /** Ends such a pod, at once. */
    public void deleteWorkload(String namespace, String pod) {
        store.delete(new Key("pods", namespace, pod), 0);
    }

    /** Makes a storage class of the Cinder CSI driver. */
    public void createStorageClass(String name, String reclaimPolicy, Map<String, String> parameters) {
        ObjectNode made = put("storageclasses", "", name, """
                {"apiVersion": "storage.k8s.io/v1", "kind": "StorageClass", "provisioner": "%s", "reclaimPolicy": "%s"}
                """.formatted(SOURCE_DRIVER, reclaimPolicy));
        edit("storageclasses", "", Json.name(made), object -> {
            ObjectNode given = object.putObject("parameters");
            parameters.forEach(given::put);
        });
    }

    /** Stores an object as it is, past all checks. */
    public ObjectNode put(String resource, String namespace, String name, String json) {
        return store.create(new Key(resource, namespace, name), Json.read(json));
    }

    /** The object, if it is there. */
    public Optional<ObjectNode> get(String resource, String namespace, String name) {
        return store.get(new Key(resource, namespace, name));
    }

    /** All objects of a kind, such as {@code pods}, in all namespaces. */
    public List<ObjectNode> list(String resource) {
        return store.list(resource, "");
    }

    /** Changes an object behind everybody's back, such as a pod's status. */
    public void edit(String resource, String namespace, String name, Consumer<ObjectNode> change) {
        store.update(new Key(resource, namespace, name), change);
    }

    /** Deletes an object as another user would, pods with their grace period. */
    public void delete(String resource, String namespace, String name) {
        String group = resource.equals("jobs") ? "batch" : "";
        ObjectNode options = Json.object("DeleteOptions", "v1").put("propagationPolicy", "Background");
        new Deletion(store).delete(new ApiPath(group, resource, namespace, name, ""), options);
    }

    /** Writes an event about an object. */
    public void warn(String kind, ObjectNode about, String reason, String message) {
        new EventRecorder(store).warn(kind, about, reason, message);
    }

    /** All objects that were ever made, such as {@code jobs backups/csb-db}, in their order. */
    public List<String> made() {
        return List.copyOf(made);
    }

    /** Ends {@link Faults.Effect.Away}. */
    public void comeBack() {
        server.comeBack();
    }

    private void changed(Change change) {
        Key key = change.key();
        if (change.type().equals("ADDED")) {
            made.add(key.resource() + " " + key.namespace() + "/" + key.name());
        }
        switch (key.resource()) {
            case "jobs" -> once(key, () -> jobs.reconcile(key));
            case "pods" -> {
                once(key, isWorkload(change.object()) ? () -> workloads.podChanged(key) : () -> kubelet.reconcile(key));
                Key job = new Key(
                        "jobs",
                        key.namespace(),
                        change.object().at("/metadata/labels/job-name").asText());
                once(job, () -> jobs.reconcile(job));
                bindSoon();
            }
            case "deployments", "statefulsets" -> once(key, () -> workloads.reconcile(key));
            case "persistentvolumeclaims", "persistentvolumes" -> bindSoon();
            default -> {}
        }
    }

    private static boolean isWorkload(ObjectNode pod) {
        return pod.at("/spec/containers/0/name").asText().equals(WORKLOAD);
    }

    private void bindSoon() {
        if (binderWaits.compareAndSet(false, true)) {
            later(Duration.ZERO, () -> {
                binderWaits.set(false);
                binder.reconcile();
            });
        }
    }

    /** Many changes of one object before the controllers' next turn are one. */
    private void once(Key key, Runnable task) {
        if (waiting.add(key)) {
            later(Duration.ZERO, () -> {
                waiting.remove(key);
                task.run();
            });
        }
    }

    private void later(Duration after, Runnable task) {
        if (clock != null) {
            clock.after(after, () -> guarded(task));
        } else if (!controllers.isShutdown()) {
            controllers.schedule(() -> guarded(task), after.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            // A controller of a real cluster tries again; here the defect has to be seen
            java.util.logging.Logger.getLogger(KubernetesSimulator.class.getName())
                    .log(java.util.logging.Level.SEVERE, "Controller failed", e);
        }
    }

    /** Stops everything and leaves neither process nor folder behind. */
    @Override
    public void close() {
        server.close();
        controllers.shutdownNow();
        try {
            controllers.awaitTermination(10, TimeUnit.SECONDS);
            kubelet.close();
            Folders.delete(folder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
