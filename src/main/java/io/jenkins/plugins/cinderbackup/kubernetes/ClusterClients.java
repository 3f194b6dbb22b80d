package io.jenkins.plugins.cinderbackup.kubernetes;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.cinderbackup.kubernetes.client.AccessReview;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ApiCalls;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ClientFactory;
import io.jenkins.plugins.cinderbackup.kubernetes.client.ClusterConnection;
import io.jenkins.plugins.cinderbackup.kubernetes.client.NamespaceLook;
import io.jenkins.plugins.cinderbackup.kubernetes.client.Request;
import io.jenkins.plugins.cinderbackup.model.BackupException;
import io.jenkins.plugins.cinderbackup.model.Requirements;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * The clusters in use: one client for equal connections, however many backups use it, and one pool of threads for all clients. A thread is
 * busy only with a request under way or a watch, of which there are three for a namespace.
 */
public final class ClusterClients implements AutoCloseable {
    private final ExecutorService executor = Executors.newCachedThreadPool(new Daemons());
    private final Map<ClusterConnection, ClusterClient.Client> open = new HashMap<>();
    private final Duration requestTimeout;

    /** No cluster yet. */
    public ClusterClients() {
        this(ClientFactory.REQUEST_TIMEOUT);
    }

    ClusterClients(Duration requestTimeout) {
        this.requestTimeout = requestTimeout;
    }

    /** The cluster behind the connection; to be closed when the run is over. No request is made. */
    @NonNull
    public synchronized ClusterClient open(@NonNull ClusterConnection connection) {
        ClusterClient.Client client = open.get(connection);
        if (client == null) {
            client = new ClusterClient.Client(connection, ClientFactory.create(connection, executor, requestTimeout));
            open.put(connection, client);
        }
        client.users++;
        return new ClusterClient(client, () -> release(connection));
    }

    /**
     * Logs in with a client of its own and looks around; nothing is changed.
     *
     * @param requirements what the credential is to be allowed to do
     * @param jobs the namespace of the Jobs; null to ask for all namespaces at once
     * @param source the namespace of the source PVC; null if it is not known
     * @param namespaces that are to exist
     * @param callTimeout for each call
     * @throws BackupException if a call fails
     */
    @NonNull
    public ClusterReport report(
            @NonNull ClusterConnection connection,
            @NonNull Requirements requirements,
            @CheckForNull String jobs,
            @CheckForNull String source,
            @NonNull Collection<String> namespaces,
            @NonNull Duration callTimeout) {
        List<Request> needed = new ArrayList<>();
        requirements.permissions().forEach(permission -> needed.add(Request.of(permission, jobs)));
        if (source != null && !source.equals(jobs)) {
            requirements.sourcePermissions().forEach(permission -> needed.add(Request.of(permission, source)));
        }
        try (KubernetesClient client = ClientFactory.create(connection, executor, callTimeout)) {
            String version = ApiCalls.read(
                    new Request("get", "", "version", null, null),
                    () -> client.getKubernetesVersion().getGitVersion());
            NamespaceLook look = new NamespaceLook(client);
            Map<NamespaceLook.Answer, List<String>> seen = namespaces.stream().collect(Collectors.groupingBy(look::at));
            return new ClusterReport(
                    version,
                    AccessReview.findings(new AccessReview(client, Ticker.system()).denied(needed)),
                    seen.getOrDefault(NamespaceLook.Answer.ABSENT, List.of()),
                    seen.getOrDefault(NamespaceLook.Answer.HIDDEN, List.of()));
        }
    }

    private synchronized void release(ClusterConnection connection) {
        ClusterClient.Client client = open.get(connection);
        if (client != null && --client.users == 0) {
            open.remove(connection);
            client.close();
        }
    }

    /** How many clients are open. */
    synchronized int size() {
        return open.size();
    }

    /** Closes every client, whoever still uses it. */
    @Override
    public synchronized void close() {
        open.values().forEach(ClusterClient.Client::close);
        open.clear();
        executor.shutdownNow();
    }

    private static final class Daemons implements java.util.concurrent.ThreadFactory {
        private final AtomicInteger number = new AtomicInteger();

        @Override
        public Thread newThread(Runnable task) {
            Thread thread = new Thread(task, "cinder-backup-kubernetes-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        }
    }
}
