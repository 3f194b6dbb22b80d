package io.jenkins.plugins.cinderbackup.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.cinderbackup.engine.port.Ticker;
import java.util.concurrent.atomic.AtomicBoolean;

/** A share in the client of one cluster, from {@link KubernetesClusters#open}. */
public final class KubernetesCluster implements AutoCloseable {
    private final Client client;
    private final Runnable release;
    private final AtomicBoolean closed = new AtomicBoolean();

    KubernetesCluster(Client client, Runnable release) {
        this.client = client;
        this.release = release;
    }

    KubernetesClient client() {
        return client.client;
    }

    Watches watches() {
        return client.watches;
    }

    /** What the credential was found to be allowed, by whichever run asked. */
    AccessReview access() {
        return client.access;
    }

    /** Gives the share back; the last one closes the client. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            release.run();
        }
    }

    @Override
    public String toString() {
        return client.connection.toString();
    }

    /** What is shared. */
    static final class Client implements AutoCloseable {
        private final ClusterConnection connection;
        private final KubernetesClient client;
        private final Watches watches;
        private final AccessReview access;

        Client(ClusterConnection connection, KubernetesClient client) {
            this.connection = connection;
            this.client = client;
            this.watches = new Watches(client);
            this.access = new AccessReview(client, Ticker.system());
        }

        @Override
        public void close() {
            watches.close();
            client.close();
        }
    }
}
