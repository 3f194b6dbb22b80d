package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import io.jenkins.plugins.cinderbackup.simulator.kubernetes.ObjectStore.Change;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/** One watch, over a web socket if the client asks for one, else as a stream of lines. */
final class WatchStream {
    private final ObjectStore store;
    private final ApiPath path;
    private final HttpServerRequest request;
    private final Selector selector;
    private final long after;

    WatchStream(ObjectStore store, ApiPath path, HttpServerRequest request) {
        this.store = store;
        this.path = path;
        this.request = request;
        this.selector = Selector.of(request.getParam("labelSelector"), request.getParam("fieldSelector"));
        String version = request.getParam("resourceVersion");
        this.after = version == null || version.isEmpty() ? store.version() : Long.parseLong(version);
    }

    void open() {
        if (request.headers().contains("Upgrade", "websocket", true)) {
            request.toWebSocket().onSuccess(socket -> begin(socket::writeTextMessage, socket::closeHandler));
        } else {
            request.response().setChunked(true).putHeader("Content-Type", "application/json");
            begin(line -> request.response().write(line + "\n"), request.response()::closeHandler);
        }
    }

    private void begin(Consumer<String> out, Consumer<Handler<Void>> onClose) {
        Runnable stop = store.listenAfter(after, change -> send(change, out));
        onClose.accept(nothing -> stop.run());
    }

    private void send(Change change, Consumer<String> out) {
        boolean meant = change.key().resource().equals(path.resource())
                && (path.namespace().isEmpty()
                        || path.namespace().equals(change.key().namespace()));
        if (meant && selector.matches(change.object())) {
            out.accept("{\"type\":\"" + change.type() + "\",\"object\":" + change.object() + "}");
        }
    }
}
