package io.jenkins.plugins.cinderbackup.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A repository server on the loopback that restic speaks to over HTTP, with any number of repositories in memory: restic's documentation, "REST
 * Backend", both versions of the protocol. A saved file whose name is not the SHA-256 of its content is refused, as rest-server does.
 */
public final class ResticRestServer implements AutoCloseable {

    /** What is wrong with the server. */
    public enum Fault {
        /** Nothing. */
        NONE,
        /** Each save is answered with 403, as by a key that may only read. */
        REFUSE_WRITES,
        /** Each save is answered with 507. */
        FULL,
        /** Connections are closed without an answer. */
        DROP_CONNECTIONS,
        /** Each request is answered with 503. */
        UNAVAILABLE,
        /** No request is answered until this is over. */
        SILENT
    }

    private static final String V2 = "application/vnd.x.restic.rest.v2";
    private static final Pattern PATH = Pattern.compile(
            "/(?:.*?/)?(?:(?<type>data|keys|locks|snapshots|index)/(?<name>[0-9a-f]{64})?|(?<config>config))?");
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

    static {
        // Else each small answer waits 40 ms for the client's delayed acknowledgement
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final ConcurrentSkipListMap<String, byte[]> files = new ConcurrentSkipListMap<>();
    private final Set<String> locksThatStay = ConcurrentHashMap.newKeySet();
    private final Set<String> appendOnly = ConcurrentHashMap.newKeySet();
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private final ExecutorService threads;
    private final HttpServer server;

    @CheckForNull
    private final String authorization;

    private volatile Fault fault = Fault.NONE;

    private ResticRestServer(@CheckForNull String authorization) throws IOException {
        this.authorization = authorization;
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "restic-rest-server");
            thread.setDaemon(true);
            return thread;
        });
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Starts a server that asks for no login. */
    public static ResticRestServer start() throws IOException {
        return new ResticRestServer(null);
    }

    /** Starts a server that asks for this login. */
    public static ResticRestServer startWithLogin(String username, String password) throws IOException {
        byte[] login = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new ResticRestServer("Basic " + Base64.getEncoder().encodeToString(login));
    }

    /** A repository's location, as in {@code repository.url}. */
    public String url(String repository) {
        return "rest:http://127.0.0.1:" + server.getAddress().getPort() + "/" + repository;
    }

    /** From now on. */
    public synchronized void setFault(Fault fault) {
        this.fault = fault;
        notifyAll();
    }

    private synchronized void awaitVoice() throws InterruptedException {
        while (fault == Fault.SILENT) {
            wait();
        }
    }

    /** From now on the locks of a repository stay when restic removes them, as after a restic that was killed. */
    public void keepLocks(String repository) {
        locksThatStay.add("/" + repository + "/locks/");
    }

    /** From now on nothing of a repository but its locks can be deleted, as with {@code rest-server --append-only}. */
    public void refuseDeletions(String repository) {
        appendOnly.add("/" + repository + "/");
    }

    /** From now on requests for a repository wait for {@link #release}. */
    public void hold(String repository) {
        held.put("/" + repository + "/", new CountDownLatch(1));
    }

    /** Ends a {@link #hold}. */
    public void release(String repository) {
        CountDownLatch latch = held.remove("/" + repository + "/");
        if (latch != null) {
            latch.countDown();
        }
    }

    /** Loses the largest file of a type, as a storage from which somebody has removed it: of the packs that is one of data. */
    public void loseLargest(String repository, String type) {
        below("/" + repository + "/" + type + "/").entrySet().stream()
                .max(Comparator.comparingInt(file -> file.getValue().length))
                .ifPresent(file -> files.remove(file.getKey()));
    }

    /** Cuts the largest file of a type in half, as an upload that broke off and was taken for whole. */
    public void cutLargest(String repository, String type) {
        below("/" + repository + "/" + type + "/").entrySet().stream()
                .max(Comparator.comparingInt(file -> file.getValue().length))
                .ifPresent(file ->
                        files.put(file.getKey(), Arrays.copyOf(file.getValue(), file.getValue().length / 2)));
    }

    /** Changes a byte in the middle of each file of a type, as a failing disk does. */
    public void corrupt(String repository, String type) {
        below("/" + repository + "/" + type + "/").replaceAll((path, content) -> {
            byte[] changed = content.clone();
            changed[changed.length / 2] ^= 1;
            return changed;
        });
    }

    /**
     * Gives a repository the config of another, as on a storage where the last of two that initialise at once wins: there is a key that opens with the
     * password, and it is not that of the config.
     */
    public void replaceConfig(String repository, String by) {
        files.put("/" + repository + "/config", files.get("/" + by + "/config"));
    }

    /** Makes a repository, as by restic. What is there under that name is not replaced. */
    public void initialise(String repository, String password) {
        EmptyRepository.files(password)
                .forEach((path, content) -> files.putIfAbsent("/" + repository + "/" + path, content));
    }

    /** How many files of a type a repository has: {@code data}, {@code keys}, {@code locks}, {@code snapshots} or {@code index}. */
    public int count(String repository, String type) {
        return namesAndSizes("/" + repository + "/" + type + "/").size();
    }

    /** How many bytes a repository takes. */
    public long size(String repository) {
        return below("/" + repository + "/").values().stream()
                .mapToLong(content -> content.length)
                .sum();
    }

    /** Removes a repository, as somebody who wipes a bucket. */
    public void wipe(String repository) {
        below("/" + repository + "/").clear();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            awaitVoice();
            if (fault == Fault.DROP_CONNECTIONS) {
                return;
            }
            String method = exchange.getRequestMethod();
            waitWhileHeld(exchange.getRequestURI().getPath());
            // Before an answer: one that is not read blocks or resets the sender
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (fault == Fault.UNAVAILABLE) {
                answer(exchange, 503, new byte[0]);
            } else if (authorization != null
                    && !authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                answer(exchange, 401, new byte[0]);
            } else {
                serve(exchange, method, body);
            }
        } catch (InterruptedException e) {
            // The server is closed
            Thread.currentThread().interrupt();
        }
    }

    private void waitWhileHeld(String path) throws IOException {
        for (Map.Entry<String, CountDownLatch> hold : held.entrySet()) {
            if (path.startsWith(hold.getKey())) {
                try {
                    hold.getValue().await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException("the server ends", e);
                }
            }
        }
    }

    private void serve(HttpExchange exchange, String method, byte[] body) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Matcher parts = PATH.matcher(path);
        if (!parts.matches()) {
            answer(exchange, 400, new byte[0]);
        } else if (parts.group("config") == null && parts.group("type") == null) {
            boolean create = method.equals("POST")
                    && "create=true".equals(exchange.getRequestURI().getQuery());
            answer(exchange, create ? refusal() : 501, new byte[0]);
        } else if (parts.group("config") == null && parts.group("name") == null) {
            list(exchange, path);
        } else {
            switch (method) {
                case "HEAD", "GET" -> load(exchange, path);
                case "POST" -> answer(exchange, save(path, parts.group("name"), body), new byte[0]);
                case "DELETE" -> answer(exchange, remove(path), new byte[0]);
                default -> answer(exchange, 405, new byte[0]);
            }
        }
    }

    private int refusal() {
        return switch (fault) {
            case REFUSE_WRITES -> 403;
            case FULL -> 507;
            case NONE, DROP_CONNECTIONS, UNAVAILABLE, SILENT -> 200;
        };
    }

    private int save(String path, @CheckForNull String name, byte[] body) {
        if (refusal() != 200) {
            return refusal();
        }
        if (name != null && !name.equals(sha256(body))) {
            return 400;
        }
        // As rest-server: what is there is never overwritten
        return files.putIfAbsent(path, body) == null ? 200 : 403;
    }

    private int remove(String path) {
        if (locksThatStay.stream().anyMatch(path::startsWith)) {
            return 200;
        }
        if (appendOnly.stream().anyMatch(path::startsWith) && !path.contains("/locks/")) {
            return 403;
        }
        return files.remove(path) == null ? 404 : 200;
    }

    private void load(HttpExchange exchange, String path) throws IOException {
        byte[] content = files.get(path);
        if (content == null) {
            answer(exchange, 404, new byte[0]);
            return;
        }
        String range = exchange.getRequestHeaders().getFirst("Range");
        Matcher bytes = RANGE.matcher(range == null ? "" : range);
        if (!bytes.matches()) {
            answer(exchange, 200, content);
            return;
        }
        int from = Integer.parseInt(bytes.group(1));
        int to = bytes.group(2).isEmpty()
                ? content.length
                : Math.min(content.length, Integer.parseInt(bytes.group(2)) + 1);
        boolean satisfiable = from < to;
        answer(exchange, satisfiable ? 206 : 416, satisfiable ? Arrays.copyOfRange(content, from, to) : new byte[0]);
    }

    private void list(HttpExchange exchange, String folder) throws IOException {
        boolean v2 = V2.equals(exchange.getRequestHeaders().getFirst("Accept"));
        String entries = namesAndSizes(folder).entrySet().stream()
                .map(file -> v2
                        ? "{\"name\":\"" + file.getKey() + "\",\"size\":" + file.getValue() + "}"
                        : "\"" + file.getKey() + "\"")
                .collect(Collectors.joining(",", "[", "]"));
        exchange.getResponseHeaders().set("Content-Type", v2 ? V2 : "application/vnd.x.restic.rest.v1");
        answer(exchange, 200, entries.getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, byte[]> below(String folder) {
        return files.subMap(folder, folder + Character.MAX_VALUE);
    }

    private Map<String, Integer> namesAndSizes(String folder) {
        Map<String, Integer> sizes = new TreeMap<>();
        below(folder).forEach((path, content) -> sizes.put(path.substring(folder.length()), content.length));
        return sizes;
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
        }
        exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
        if (!head && body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
