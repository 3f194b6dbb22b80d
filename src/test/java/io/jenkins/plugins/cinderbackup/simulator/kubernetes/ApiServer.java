package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The API server over HTTP: the verbs that a backup uses, watches by web socket or stream, dry runs, access reviews, logs. */
final class ApiServer implements AutoCloseable {
    private static final int START_SECONDS = 20;
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final String VERSION = "{\"major\": \"1\", \"minor\": \"33\", \"gitVersion\": \"v1.33.1\"}";
    private static final Set<String> CLUSTER_SCOPED = Set.of("persistentvolumes", "storageclasses");

    /** One for all clusters: it takes longer to start than a cluster. */
    private static final Vertx VERTX = Vertx.vertx(new VertxOptions()
            .setEventLoopPoolSize(2)
            .setWorkerPoolSize(2)
            .setInternalBlockingPoolSize(2)
            .setUseDaemonThread(true));

    private final ObjectStore store;
    private final Access access;
    private final Faults faults;
    private final PodLogs logs;
    private final HttpServerOptions options;
    private volatile HttpServer server;
    private final AtomicInteger requests = new AtomicInteger();
    private final Set<WatchStream> watches = ConcurrentHashMap.newKeySet();
    private volatile Duration latency = Duration.ZERO;

    /** Where the logs of pods are. */
    interface PodLogs {
        String tail(ObjectNode pod, String container, int lines);
    }

    ApiServer(ObjectStore store, Access access, Faults faults, PodLogs logs, HttpServerOptions options) {
        this.store = store;
        this.access = access;
        this.faults = faults;
        this.logs = logs;
        this.options = options.setHost("127.0.0.1");
        this.server = open(0);
    }

    private HttpServer open(int port) {
        return await(VERTX.createHttpServer(options.setPort(port))
                .requestHandler(this::receive)
                .listen());
    }

    /** Listens again at the same port. */
    void comeBack() {
        int port = port();
        await(server.close());
        server = open(port);
    }

    private static <T> T await(io.vertx.core.Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return server.actualPort();
    }

    int requests() {
        return requests.get();
    }

    /** The watches that are open. */
    Set<WatchStream> watches() {
        return watches;
    }

    void latency(Duration value) {
        latency = value;
    }

    private void receive(HttpServerRequest request) {
        requests.incrementAndGet();
        Optional<Faults.Effect> fault = faults.next(request.method().name(), request.uri());
        if (request.getParam("watch") != null && fault.isEmpty()) {
            watch(request);
            return;
        }
        request.body().onSuccess(body -> {
            if (fault.isEmpty()) {
                after(latency, () -> answer(request, body));
            } else {
                befall(fault.get(), request, body);
            }
        });
    }

    private void befall(Faults.Effect fault, HttpServerRequest request, Buffer body) {
        if (fault instanceof Faults.Effect.Answer answer) {
            answer.headers().forEach(request.response()::putHeader);
            send(request, answer.status(), answer.body());
        } else if (fault instanceof Faults.Effect.Away) {
            server.close();
        } else if (fault instanceof Faults.Effect.Edited edited) {
            Answer answer = carryOut(request, body);
            send(request, answer.status, edited.body().apply(answer.body));
        } else if (fault instanceof Faults.Effect.Truncated) {
            Buffer whole = Buffer.buffer(begin(request, body));
            request.response()
                    .write(whole.slice(0, whole.length() / 2))
                    .onComplete(written -> request.connection().close());
        } else if (fault instanceof Faults.Effect.Trickle trickle) {
            trickle(request, Buffer.buffer(begin(request, body)), 0, trickle.each());
        } else if (fault instanceof Faults.Effect.Delay delay) {
            after(delay.by(), () -> answer(request, body));
        } else if (fault instanceof Faults.Effect.Reset) {
            request.connection().close();
        } else if (fault instanceof Faults.Effect.AnswerLost) {
            carryOut(request, body);
            request.connection().close();
        } else if (fault instanceof Faults.Effect.Late late) {
            late.when().execute(() -> carryOut(request, body));
            request.connection().close();
        }
        // A hanging request is left as it is
    }

    /** Carries the request out, and promises the whole answer by its headers. */
    private String begin(HttpServerRequest request, Buffer body) {
        Answer answer = carryOut(request, body);
        request.response()
                .setStatusCode(answer.status)
                .putHeader("Content-Type", type(answer.body))
                .putHeader(
                        "Content-Length",
                        Integer.toString(Buffer.buffer(answer.body).length()));
        return answer.body;
    }

    private void trickle(HttpServerRequest request, Buffer body, int sent, Duration each) {
        if (!request.response().closed() && sent < body.length()) {
            request.response().write(body.slice(sent, sent + 1));
            after(each, () -> trickle(request, body, sent + 1, each));
        }
    }

    private static String type(String body) {
        return body.startsWith("{")
                ? "application/json"
                : body.startsWith("<") ? "text/html" : "text/plain; charset=utf-8";
    }

    private void after(Duration delay, Runnable task) {
        if (delay.isZero()) {
            task.run();
        } else {
            VERTX.setTimer(delay.toMillis(), id -> task.run());
        }
    }

    private void answer(HttpServerRequest request, Buffer body) {
        Answer answer = carryOut(request, body);
        send(request, answer.status, answer.body);
    }

    private void send(HttpServerRequest request, int status, String body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)))
                .putHeader("Content-Type", type(body));
        request.response().end(body);
    }

    private record Answer(int status, String body) {}

    private Answer carryOut(HttpServerRequest request, Buffer body) {
        try {
            access.authenticate(request.getHeader("Authorization"));
            if (request.path().equals("/version")) {
                return new Answer(OK, VERSION);
            }
            ApiPath path = ApiPath.parse(request.path());
            ObjectNode sent = body.length() == 0 ? null : Json.read(body.toString());
            if (path.resource().equals("selfsubjectaccessreviews")) {
                return new Answer(CREATED, access.review(sent).toString());
            }
            return switch (request.method().name()) {
                case "POST" -> create(request, path, sent);
                case "PATCH" -> patch(request, path, sent);
                case "PUT" -> update(path, sent);
                case "DELETE" -> delete(path, sent);
                case "GET" -> read(request, path);
                default -> throw ApiError.badRequest(request.method() + " is not simulated");
            };
        } catch (ApiError e) {
            return new Answer(e.code(), e.status().toString());
        }
    }

    private Answer create(HttpServerRequest request, ApiPath path, ObjectNode object) {
        access.authorize("create", path);
        if (!CLUSTER_SCOPED.contains(path.resource())
                && store.get(new ObjectStore.Key("namespaces", "", path.namespace()))
                        .isEmpty()) {
            throw ApiError.notFound("namespaces", path.namespace());
        }
        Validation.check(path, object);
        access.admit(path.resource(), object);
        Defaults.set(path, object);
        ObjectStore.Key key = path.key(Json.name(object));
        if (request.getParam("dryRun") == null) {
            return new Answer(CREATED, store.create(key, object).toString());
        }
        if (store.get(key).isPresent()) {
            throw ApiError.alreadyExists(path.resource(), key.name());
        }
        object.withObject("/metadata").put("uid", UUID.randomUUID().toString());
        return new Answer(CREATED, object.toString());
    }

    private Answer patch(HttpServerRequest request, ApiPath path, ObjectNode patch) {
        access.authorize("patch", path);
        if (!String.valueOf(request.getHeader("Content-Type")).startsWith(MergePatch.TYPE)) {
            throw ApiError.badRequest(request.getHeader("Content-Type") + " is not simulated");
        }
        return new Answer(OK, new MergePatch(store).apply(path, patch).toString());
    }

    private Answer update(ApiPath path, ObjectNode object) {
        access.authorize("update", path);
        if (!ScaleSubresource.is(path)) {
            throw ApiError.badRequest("PUT of " + path.accessName() + " is not simulated");
        }
        return new Answer(OK, new ScaleSubresource(store).put(path, object).toString());
    }

    private Answer delete(ApiPath path, ObjectNode options) {
        access.authorize("delete", path);
        ObjectNode given = options == null ? Json.object("DeleteOptions", "v1") : options;
        return new Answer(OK, new Deletion(store).delete(path, given).toString());
    }

    private Answer read(HttpServerRequest request, ApiPath path) {
        if (path.name().isEmpty()) {
            access.authorize("list", path);
            return new Answer(OK, list(request, path).toString());
        }
        access.authorize("get", path);
        if (ScaleSubresource.is(path)) {
            return new Answer(OK, new ScaleSubresource(store).get(path).toString());
        }
        ObjectNode object = store.get(path.key()).orElseThrow(() -> ApiError.notFound(path.resource(), path.name()));
        if (path.subresource().equals("log")) {
            int lines = Integer.parseInt(
                    Optional.ofNullable(request.getParam("tailLines")).orElse("2147483647"));
            return new Answer(OK, logs.tail(object, request.getParam("container"), lines));
        }
        return new Answer(OK, object.toString());
    }

    private ObjectNode list(HttpServerRequest request, ApiPath path) {
        Selector selector = Selector.of(request.getParam("labelSelector"), request.getParam("fieldSelector"));
        ObjectNode list = Json.object(path.kind() + "List", path.apiVersion());
        list.putObject("metadata").put("resourceVersion", Long.toString(store.version()));
        ArrayNode items = list.putArray("items");
        List<ObjectNode> all = store.list(path.resource(), path.namespace()).stream()
                .filter(selector::matches)
                .toList();
        int from = Integer.parseInt(
                Optional.ofNullable(request.getParam("continue")).orElse("0"));
        int limit =
                Integer.parseInt(Optional.ofNullable(request.getParam("limit")).orElse("1000000"));
        int to = Math.min(all.size(), from + limit);
        all.subList(from, to).forEach(items::add);
        if (to < all.size()) {
            list.withObject("/metadata").put("continue", Integer.toString(to));
        }
        if (Optional.ofNullable(request.getHeader("Accept")).orElse("").contains("as=PartialObjectMetadataList")) {
            // Of the stored ones themselves nothing may be taken
            for (int i = 0; i < items.size(); i++) {
                items.set(i, ((ObjectNode) items.get(i)).deepCopy().retain("apiVersion", "kind", "metadata"));
            }
        }
        return list;
    }

    private void watch(HttpServerRequest request) {
        try {
            access.authenticate(request.getHeader("Authorization"));
            ApiPath path = ApiPath.parse(request.path());
            access.authorize("watch", path);
            new WatchStream(store, path, request, watches).open();
        } catch (ApiError e) {
            send(request, e.code(), e.status().toString());
        }
    }

    @Override
    public void close() {
        await(server.close());
    }
}
