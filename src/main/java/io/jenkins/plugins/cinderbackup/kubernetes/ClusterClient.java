package io.jenkins.plugins.cinderbackup.kubernetes;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.cinderbackup.kubernetes.client.AccessReview;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ApiCalls;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ClusterConnection;
import io.jenkins.plugins.cinderbackup.kubernetes.client.Request;
import io.jenkins.plugins.cinderbackup.kubernetes.watch.Watches;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Site;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A share in the client of one cluster, from {@link ClusterClients#open}. */
public final class ClusterClient implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(ClusterClient.class.getName());
    private static final String SYSTEM = "kube-system";

    private final Client client;
    private final Runnable release;
    private final AtomicBoolean closed = new AtomicBoolean();

    ClusterClient(Client client, Runnable release) {
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

    /**
     * The cluster by the uid of the namespace that every cluster has and nobody makes anew. Who may not read that recognises it by the server's URL.
     */
    Site site() {
        Site known = client.site;
        if (known == null) {
            known = new Site(uid(), client.connection.serverUrl());
            client.site = known;
        }
        return known;
    }

    @CheckForNull
    private String uid() {
        try {
            return ApiCalls.find(
                            new Request("get", "", "namespaces", null, SYSTEM),
                            () -> client.client.namespaces().withName(SYSTEM).require())
                    .map(namespace -> "cluster " + namespace.getMetadata().getUid())
                    .orElse(null);
        } catch (PermanentException e) {
            LOGGER.log(Level.FINE, e, () -> "The uid of " + SYSTEM + " cannot be read");
            return null;
        }
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
        /** Set when it is first asked for; no cluster becomes another one behind one client. */
        @CheckForNull
        private volatile Site site;
        /** How many shares are out; {@link ClusterClients} counts them, under its lock. */
        int users;

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
