package io.jenkins.plugins.cinderbackup.openstack.http;

import java.lang.ref.WeakReference;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openstack4j.api.exceptions.ClientResponseException;
import org.openstack4j.api.exceptions.ConnectionException;
import org.openstack4j.core.transport.Config;

/**
 * One HTTP client for all clouds with equal connection settings: each client costs a thread of its own. A call has one deadline from
 * its beginning to the last byte of its answer, and an answer has a size that it cannot exceed.
 */
public final class Transport {
    private static final Logger LOGGER = Logger.getLogger(Transport.class.getName());

    /** A page of 1,000 volumes with all their metadata is about 4 MB. */
    private static final long MAX_BODY = 32L << 20;

    private static final WeakRegistry<ConnectionSettings, Transport> SHARED = new WeakRegistry<>();
    /** openstack4j gives the connector nothing but the {@link Config}; this leads back from it. */
    private static final Map<Config, WeakReference<Transport>> BY_CONFIG = new WeakHashMap<>();

    /**
     * Takes answers apart for all clients, and resolves host names, which hangs where a zone is dead: so there are as many threads as that needs, and nobody
     * waits for the names of others. Who calls waits for the answer, and there are but a few threads that call.
     */
    private static final ThreadPoolExecutor WORKERS = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), Transport::worker);

    private final ConnectionSettings settings;
    private final HttpClient client;
    private final Config config;

    private Transport(ConnectionSettings settings) {
        this.settings = settings;
        var context = Trust.context(settings.caCertificates());
        HttpProxy proxy = settings.proxy();
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout())
                .executor(WORKERS)
                .sslContext(context)
                .proxy(proxy == null ? HttpClient.Builder.NO_PROXY : proxy.selector())
                .build();
        config = Config.newConfig().withSSLContext(context).withEndpointURLResolver(new CatalogResolver());
    }

    private static Thread worker(Runnable task) {
        Thread thread = new Thread(task, "cinder-backup-openstack");
        thread.setDaemon(true);
        return thread;
    }

    /** The transport for these settings, shared by all who ask for equal ones. */
    public static Transport of(ConnectionSettings settings) {
        Transport transport = SHARED.get(settings, Transport::new);
        synchronized (BY_CONFIG) {
            BY_CONFIG.putIfAbsent(transport.config, new WeakReference<>(transport));
        }
        return transport;
    }

    /** The transport that made this configuration. */
    public static Transport of(Config config) {
        synchronized (BY_CONFIG) {
            WeakReference<Transport> known = BY_CONFIG.get(config);
            Transport transport = known == null ? null : known.get();
            if (transport == null) {
                throw new IllegalStateException("This openstack4j configuration was not made by a Transport.");
            }
            return transport;
        }
    }

    /** What openstack4j carries along to lead its connector to this transport. */
    public Config config() {
        return config;
    }

    /**
     * Sends and awaits the whole answer.
     *
     * @throws ConnectionException with status 0 if there is no whole answer; whether the server acted is then unknown
     * @throws ClientResponseException if the answer leads elsewhere
     */
    public Reply send(HttpRequest request) {
        awaitTurn(request);
        long begin = System.nanoTime();
        CompletableFuture<HttpResponse<byte[]>> call = client.sendAsync(request, info -> new BoundedBody(MAX_BODY));
        try {
            HttpResponse<byte[]> response = call.get(settings.callTimeout().toMillis(), TimeUnit.MILLISECONDS);
            LOGGER.log(
                    Level.FINE,
                    () -> request.method() + " " + request.uri() + ": " + response.statusCode() + " after "
                            + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) + " ms");
            Reply reply = new Reply(response.statusCode(), response.headers(), response.body());
            refuseRedirect(request, reply);
            return reply;
        } catch (TimeoutException e) {
            call.cancel(true);
            throw broken(
                    request,
                    "no complete answer within " + settings.callTimeout().toMillis()
                            + " ms: check that the service is up, and that no firewall is between the Jenkins controller and it",
                    e);
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw broken(request, "interrupted", e);
        } catch (ExecutionException e) {
            throw broken(request, Unreachable.because(e.getCause(), request.uri()), e.getCause());
        }
    }

    private static void awaitTurn(HttpRequest request) {
        try {
            RateLimit.of(request.uri()).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw broken(request, "interrupted", e);
        }
    }

    private static void refuseRedirect(HttpRequest request, Reply reply) {
        if (reply.status() >= 300 && reply.status() < 400 && reply.status() != 300) {
            String target =
                    ServerText.oneLine(reply.headers().firstValue("Location").orElse("nowhere"));
            throw new ClientResponseException(
                    "%s %s is redirected to %s. Redirects are not followed with credentials: set the URL to where the service is."
                            .formatted(request.method(), request.uri(), target),
                    reply.status());
        }
    }

    private static ConnectionException broken(HttpRequest request, String why, Throwable cause) {
        return new ConnectionException(request.method() + " " + request.uri() + ": " + why, 0, cause);
    }
}
