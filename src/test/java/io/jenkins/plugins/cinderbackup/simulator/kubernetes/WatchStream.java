package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import io.jenkins.plugins.cinderbackup.simulator.kubernetes.ObjectStore.Change;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;
import java.util.function.Consumer;

/** One watch, over a web socket if the client asks for one, else as a stream of lines. */
final class WatchStream {
    private final ObjectStore store;
    private final ApiPath path;
    private final HttpServerRequest request;
    private final Selector selector;
    private final long after;
    private final Set<WatchStream> open;
    private volatile Runnable stop = () -> {};
    private volatile Consumer<String> out = line -> {};
    private volatile Runnable close = () -> {};

    /** @param open where it is while it is open */
    WatchStream(ObjectStore store, ApiPath path, HttpServerRequest request, Set<WatchStream> open) {
        this.open = open;
        this.store = store;
        this.path = path;
        this.request = request;
        this.selector = Selector.of(request.getParam("labelSelector"), request.getParam("fieldSelector"));
        String version = request.getParam("resourceVersion");
        this.after = version == null || version.isEmpty() ? store.version() : Long.parseLong(version);
    }

    void open() {
        if (request.headers().contains("Upgrade", "websocket", true)) {
            request.toWebSocket()
                    .onSuccess(socket -> begin(socket::writeTextMessage, socket::close, socket::closeHandler));
        } else {
            request.response().setChunked(true).putHeader("Content-Type", "application/json");
            begin(
                    line -> request.response().write(line + "\n"),
                    request.response()::end,
                    request.response()::closeHandler);
        }
    }

    private void begin(Consumer<String> lines, Runnable end, Consumer<Handler<Void>> onClose) {
        out = lines;
        close = end;
        stop = store.listenAfter(after, this::send);
        open.add(this);
        onClose.accept(nothing -> stopped());
    }

    private void stopped() {
        stop.run();
        open.remove(this);
    }

    /** Ends it as the server does by itself after half an hour to an hour. */
    void end() {
        stopped();
        close.run();
    }

    /** Says first that the server has forgotten from where it is to go on. */
    void expire() {
        out.accept("{\"type\":\"ERROR\",\"object\":"
                + ApiError.gone("too old resource version: " + after).status() + "}");
        end();
    }

    private void send(Change change) {
        boolean meant = change.key().resource().equals(path.resource())
                && (path.namespace().isEmpty()
                        || path.namespace().equals(change.key().namespace()));
        if (meant && selector.matches(change.object())) {
            out.accept("{\"type\":\"" + change.type() + "\",\"object\":" + change.object() + "}");
        }
    }
}
