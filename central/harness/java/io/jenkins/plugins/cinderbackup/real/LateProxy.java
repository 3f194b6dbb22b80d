package io.jenkins.plugins.cinderbackup.real;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** An HTTP proxy that cuts the connection of the first request of one kind, and passes that request on only after a while; all others it passes on at once. */
final class LateProxy implements AutoCloseable {
    private static final Set<String> HOPS = Set.of(
            "connection", "content-length", "host", "proxy-connection", "transfer-encoding", "upgrade", "expect");

    private final String method;
    private final String path;
    private final Duration late;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicBoolean done = new AtomicBoolean();
    private final CountDownLatch cut = new CountDownLatch(1);
    private final CountDownLatch passedOn = new CountDownLatch(1);
    private final HttpServer server;

    /** @param path the end of the request's path */
    LateProxy(String method, String path, Duration late) {
        this.method = method;
        this.path = path;
        this.late = late;
        try {
            server = HttpServer.create(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 64);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Waits until the connection was cut. */
    void awaitCut() throws InterruptedException {
        cut.await(60, TimeUnit.SECONDS);
    }

    /** Waits until the server has answered the request that came late. */
    void awaitPassedOn() throws InterruptedException {
        passedOn.await(60, TimeUnit.SECONDS);
    }

    private void serve(HttpExchange exchange) throws IOException {
        HttpRequest request = request(exchange);
        boolean meant =
                request.method().equals(method) && request.uri().getPath().endsWith(path);
        if (meant && done.compareAndSet(false, true)) {
            exchange.close();
            cut.countDown();
            timer.schedule(
                    () -> client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                            .thenRun(passedOn::countDown),
                    late.toMillis(),
                    TimeUnit.MILLISECONDS);
            return;
        }
        try {
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            answer.headers().map().forEach((name, values) -> {
                if (!HOPS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private static HttpRequest request(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestURI().isAbsolute()
                ? exchange.getRequestURI().toString()
                : "http://" + exchange.getRequestHeaders().getFirst("Host") + exchange.getRequestURI();
        HttpRequest.Builder request = HttpRequest.newBuilder(java.net.URI.create(target))
                .method(
                        exchange.getRequestMethod(),
                        HttpRequest.BodyPublishers.ofByteArray(
                                exchange.getRequestBody().readAllBytes()));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!HOPS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        timer.shutdownNow();
    }
}
