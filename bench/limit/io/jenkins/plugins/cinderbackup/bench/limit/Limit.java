package io.jenkins.plugins.cinderbackup.bench.limit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.StreamSupport;

/**
 * One backup by the necessary calls alone, polled every 50 ms: no check, no journal, no retry, no clean-up after a failure, and nothing that would
 * go on after a restart. What it takes is the limit for everything that does more.
 */
public final class Limit {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String NAME = "limit";

    private final Target target;
    private final Map<String, Duration> phases = new LinkedHashMap<>();
    private final Http kubernetes;
    private long last;

    private Limit(Target target) throws IOException, GeneralSecurityException {
        this.target = target;
        kubernetes = new Http(
                target.kubernetes(), "Authorization", "Bearer " + target.kubernetesToken(), target.kubernetesCa());
    }

    /** Backs up; answers how long each part took. */
    public static Map<String, Duration> run(Target target)
            throws IOException, InterruptedException, GeneralSecurityException {
        Limit limit = new Limit(target);
        limit.backup();
        return limit.phases;
    }

    private void backup() throws IOException, InterruptedException, GeneralSecurityException {
        last = System.nanoTime();
        Http cinder = logIn();
        done("login");
        String snapshot = cinder.post(
                        "/snapshots",
                        Map.of("snapshot", Map.of("volume_id", target.volumeId(), "name", NAME, "force", true)))
                .at("/snapshot/id")
                .asText();
        await(() -> cinder.get("/snapshots/" + snapshot)
                .at("/snapshot/status")
                .asText()
                .equals("available"));
        done("snapshot");
        String volume = cinder.post(
                        "/volumes",
                        Map.of("volume", Map.of("snapshot_id", snapshot, "size", target.sizeGiB(), "name", NAME)))
                .at("/volume/id")
                .asText();
        await(() ->
                cinder.get("/volumes/" + volume).at("/volume/status").asText().equals("available"));
        done("volume");
        String claim = core("persistentvolumeclaims") + "/" + NAME;
        String uid = kubernetes
                .post(core("persistentvolumeclaims"), Manifests.claim(target, NAME))
                .at("/metadata/uid")
                .asText();
        kubernetes.post("/api/v1/persistentvolumes", Manifests.volume(target, NAME, uid, volume));
        await(() -> kubernetes.get(claim).at("/status/phase").asText().equals("Bound"));
        done("bind");
        kubernetes.post(core("secrets"), Manifests.secret(target, NAME));
        kubernetes.post(jobs(), Manifests.job(target, NAME));
        JsonNode ended = run();
        done("restic");
        if (ended.at("/exitCode").asInt() != 0) {
            throw new IOException("restic ended with " + ended);
        }
        remove(cinder, volume, snapshot);
    }

    private Http logIn() throws IOException, InterruptedException, GeneralSecurityException {
        Map<String, String> domain = Map.of("name", "Default");
        Map<String, ?> user = Map.of("name", target.user(), "domain", domain, "password", target.password());
        Map<String, ?> auth = Map.of(
                "identity", Map.of("methods", List.of("password"), "password", Map.of("user", user)),
                "scope", Map.of("project", Map.of("name", target.project(), "domain", domain)));
        HttpResponse<String> answer =
                new Http(target.authUrl(), "", "", "").send("POST", "/auth/tokens", Map.of("auth", auth));
        String token = answer.headers().firstValue("X-Subject-Token").orElseThrow(() -> new IOException(answer.body()));
        String endpoint = StreamSupport.stream(
                        new ObjectMapper()
                                .readTree(answer.body())
                                .at("/token/catalog")
                                .spliterator(),
                        false)
                .filter(service -> List.of("volumev3", "block-storage")
                        .contains(service.path("type").asText()))
                .flatMap(service ->
                        StreamSupport.stream(service.path("endpoints").spliterator(), false))
                .filter(place -> place.path("interface").asText().equals("public"))
                .findFirst()
                .orElseThrow()
                .path("url")
                .asText();
        return new Http(endpoint.replaceFirst("/+$", ""), "X-Auth-Token", token, "");
    }

    /** Waits for restic's end; answers how it ended. */
    private JsonNode run() throws IOException, InterruptedException {
        JsonNode[] ended = new JsonNode[1];
        boolean[] started = new boolean[1];
        await(() -> {
            JsonNode state = kubernetes
                    .get(core("pods") + "?labelSelector=job-name%3D" + NAME)
                    .at("/items/0/status/containerStatuses/0/state");
            if (!started[0] && (state.has("running") || state.has("terminated"))) {
                started[0] = true;
                done("pod start");
            }
            ended[0] = state.path("terminated");
            return state.has("terminated");
        });
        String pod = kubernetes
                .get(core("pods") + "?labelSelector=job-name%3D" + NAME)
                .at("/items/0/metadata/name")
                .asText();
        kubernetes.send("GET", core("pods") + "/" + pod + "/log?container=restic", null);
        return ended[0];
    }

    private void remove(Http cinder, String volume, String snapshot) throws IOException, InterruptedException {
        kubernetes.send(
                "DELETE",
                jobs() + "/" + NAME,
                "{\"apiVersion\":\"v1\",\"kind\":\"DeleteOptions\",\"propagationPolicy\":\"Foreground\"}");
        await(() -> kubernetes.get(jobs() + "/" + NAME) == null);
        done("pod gone");
        String claim = core("persistentvolumeclaims") + "/" + NAME;
        String pv = "/api/v1/persistentvolumes/" + NAME;
        for (String path : List.of(core("secrets") + "/" + NAME, claim, pv)) {
            kubernetes.send("DELETE", path, null);
        }
        for (String path : List.of(claim, pv)) {
            await(() -> kubernetes.get(path) == null);
        }
        await(() -> cinder.send("DELETE", "/volumes/" + volume, null).statusCode() != 400);
        await(() -> cinder.get("/volumes/" + volume) == null);
        done("volume gone");
        cinder.send("DELETE", "/snapshots/" + snapshot, null);
        await(() -> cinder.get("/snapshots/" + snapshot) == null);
        done("snapshot gone");
    }

    private String core(String kind) {
        return "/api/v1/namespaces/" + target.namespace() + "/" + kind;
    }

    private String jobs() {
        return "/apis/batch/v1/namespaces/" + target.namespace() + "/jobs";
    }

    private void done(String phase) {
        long now = System.nanoTime();
        phases.put(phase, Duration.ofNanos(now - last));
        last = now;
    }

    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    private static void await(Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new IOException(
                        "waited in vain for " + TimeUnit.NANOSECONDS.toSeconds(PATIENCE.toNanos()) + " s");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}
