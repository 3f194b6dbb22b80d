package io.jenkins.plugins.cinderbackup.simulator.openstack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The simulator's HTTP side: requests in, answers or faults out. */
final class SimHttp implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(SimHttp.class.getName());

    static {
        // Else each answer waits 40 ms for the client's delayed acknowledgement of its headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final Function<SimRequest, SimReply> handler;
    private volatile HttpServer server;
    private final int port;
    private final ExecutorService pool = Executors.newFixedThreadPool(8, SimHttp::daemon);
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(SimHttp::daemon);
    private final List<SimRequest> log = new CopyOnWriteArrayList<>();
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private volatile Function<SimRequest, Optional<Fault.Effect>> oracle = request -> Optional.empty();

    SimHttp(Function<SimRequest, SimReply> handler) throws IOException {
        this.handler = handler;
        server = open(0);
        port = server.getAddress().getPort();
    }

    private HttpServer open(int wanted) throws IOException {
        HttpServer opened = HttpServer.create(
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), wanted), 256);
        opened.setExecutor(pool);
        opened.createContext("/", this::serve);
        opened.start();
        return opened;
    }

    /** Asked first what befalls a request. */
    void ask(Function<SimRequest, Optional<Fault.Effect>> decides) {
        oracle = decides;
    }

    /** Listens again at the same port. */
    void comeBack() throws IOException {
        server.stop(0);
        server = open(port);
    }

    int port() {
        return port;
    }

    List<SimRequest> log() {
        return log;
    }

    List<Fault> faults() {
        return faults;
    }

    @Override
    public void close() {
        server.stop(0);
        // A snapshot's folder may be half copied: whoever removes the folders must not meet the copy at work.
        pool.shutdown();
        try {
            if (!pool.awaitTermination(10, TimeUnit.SECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
        later.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        SimRequest request = SimRequest.read(exchange);
        log.add(request);
        Fault.Effect effect = oracle.apply(request)
                .or(() -> nextFault(request).map(Fault::effect))
                .orElse(null);
        if (effect == null) {
            send(exchange, handle(request));
        } else if (effect instanceof Fault.Answer answer) {
            send(exchange, new SimReply(answer.status(), answer.headers(), answer.body()));
        } else if (effect instanceof Fault.Delay delay) {
            in(delay.by(), () -> send(exchange, handle(request)));
        } else if (effect instanceof Fault.Reset) {
            exchange.close();
        } else if (effect instanceof Fault.Away) {
            server.stop(0);
        } else if (effect instanceof Fault.Edited edited) {
            SimReply reply = handle(request);
            send(
                    exchange,
                    new SimReply(reply.status(), reply.headers(), edited.body().apply(reply.body())));
        } else if (effect instanceof Fault.LostAnswer) {
            handle(request);
            exchange.close();
        } else if (effect instanceof Fault.Late late) {
            late.when().execute(() -> handle(request));
            exchange.close();
        } else if (effect instanceof Fault.Truncated) {
            byte[] body = begin(exchange, handle(request));
            exchange.getResponseBody().write(body, 0, body.length / 2);
            exchange.getResponseBody().flush();
            exchange.close();
        } else if (effect instanceof Fault.Trickle trickle) {
            trickle(exchange, begin(exchange, handle(request)), 0, trickle.each());
        }
        // Fault.Hang: the exchange stays as it is until the server closes.
    }

    private synchronized Optional<Fault> nextFault(SimRequest request) {
        for (int i = 0; i < faults.size(); i++) {
            Fault fault = faults.get(i);
            if (fault.hits(request)) {
                faults.set(i, fault.times(fault.times() - 1));
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    private SimReply handle(SimRequest request) {
        try {
            return handler.apply(request);
        } catch (SimReply.Refusal refusal) {
            return refusal.reply;
        } catch (RuntimeException e) {
            LOGGER.log(Level.SEVERE, e, () -> "The simulator broke at " + request);
            return SimReply.error(500, "computeFault", "The simulator broke: " + e);
        }
    }

    private static void send(HttpExchange exchange, SimReply reply) throws IOException {
        byte[] body = begin(exchange, reply);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
        exchange.close();
    }

    private static byte[] begin(HttpExchange exchange, SimReply reply) throws IOException {
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        return body;
    }

    private void trickle(HttpExchange exchange, byte[] body, int sent, Duration each) throws IOException {
        if (sent == body.length) {
            exchange.close();
            return;
        }
        exchange.getResponseBody().write(body, sent, 1);
        exchange.getResponseBody().flush();
        in(each, () -> trickle(exchange, body, sent + 1, each));
    }

    private void in(Duration delay, Sending sending) {
        later.schedule(
                () -> {
                    try {
                        sending.send();
                    } catch (IOException clientIsGone) {
                        LOGGER.log(Level.FINE, "The client did not wait for the answer", clientIsGone);
                    }
                },
                delay.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "openstack-simulator");
        thread.setDaemon(true);
        return thread;
    }

    private interface Sending {
        void send() throws IOException;
    }
}
