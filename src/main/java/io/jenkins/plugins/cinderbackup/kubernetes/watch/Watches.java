package io.jenkins.plugins.cinderbackup.kubernetes.watch;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.jenkins.plugins.cinderbackup.kubernetes.manifest.OwnershipLabels;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.port.Cluster.Subscription;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The watches of one client: three for each namespace in which somebody has subscribed, shared by all runs there, and stopped with the last
 * subscription.
 */
public final class Watches implements AutoCloseable {
    private final KubernetesClient client;
    private final Map<String, Namespace> namespaces = new HashMap<>();

    /** None yet. */
    public Watches(KubernetesClient client) {
        this.client = client;
    }

    /** The watched objects of a namespace, or null if nobody has subscribed there. */
    @CheckForNull
    public synchronized NamespaceWatch in(String namespace) {
        Namespace known = namespaces.get(namespace);
        return known == null ? null : known.watch;
    }

    /** Calls back when something of the run has changed; the first subscription in a namespace begins its watches. */
    public synchronized Subscription subscribe(String namespace, RunId run, Runnable changed) {
        Namespace known = namespaces.computeIfAbsent(namespace, name -> new Namespace(client, name));
        known.users++;
        known.listeners
                .computeIfAbsent(run.value(), id -> new CopyOnWriteArraySet<>())
                .add(changed);
        AtomicBoolean closed = new AtomicBoolean();
        return () -> {
            if (closed.compareAndSet(false, true)) {
                unsubscribe(namespace, run, changed);
            }
        };
    }

    private synchronized void unsubscribe(String namespace, RunId run, Runnable changed) {
        Namespace known = namespaces.get(namespace);
        if (known == null) {
            return;
        }
        known.listeners.computeIfPresent(run.value(), (id, set) -> set.remove(changed) && set.isEmpty() ? null : set);
        if (--known.users == 0) {
            namespaces.remove(namespace);
            known.watch.close();
        }
    }

    @Override
    public synchronized void close() {
        namespaces.values().forEach(known -> known.watch.close());
        namespaces.clear();
    }

    /** A namespace and who wants to hear of it. */
    private static final class Namespace implements ResourceEventHandler<HasMetadata> {
        private final Map<String, Set<Runnable>> listeners = new ConcurrentHashMap<>();
        private final NamespaceWatch watch;
        private int users;

        Namespace(KubernetesClient client, String name) {
            this.watch = new NamespaceWatch(client, name, this);
        }

        @Override
        public void onAdd(HasMetadata object) {
            changed(object);
        }

        @Override
        public void onUpdate(HasMetadata before, HasMetadata after) {
            changed(after);
        }

        @Override
        public void onDelete(HasMetadata object, boolean unknownFinalState) {
            changed(object);
        }

        private void changed(HasMetadata object) {
            String run = OwnershipLabels.runOf(object);
            if (run != null) {
                listeners.getOrDefault(run, Set.of()).forEach(Runnable::run);
            }
        }
    }
}
