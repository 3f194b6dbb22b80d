package io.jenkins.plugins.cinderbackup.bench.limit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One backup by restic by the necessary calls alone, polled every 50 ms: no check, no journal, no retry, no clean-up after a failure, and nothing that would
 * go on after a restart. What it takes is the limit for everything that does more.
 */
public final class Limit {
    private static final String NAME = "limit";

    private final Target target;
    private final Laps laps = new Laps();
    private final Http kubernetes;

    private Limit(Target target) throws IOException, GeneralSecurityException {
        this.target = target;
        kubernetes = new Http(
                target.kubernetes(),
                Map.of("Authorization", "Bearer " + target.kubernetesToken()),
                target.kubernetesCa());
    }

    /** Backs up; answers how long each part took. */
    public static Map<String, Duration> run(Target target)
            throws IOException, InterruptedException, GeneralSecurityException {
        Limit limit = new Limit(target);
        limit.backup();
        return limit.laps.times();
    }

    private void backup() throws IOException, InterruptedException, GeneralSecurityException {
        Cinder cinder = Cinder.logIn(target);
        laps.done("login");
        String snapshot = cinder.make("snapshot", Map.of("volume_id", target.volumeId(), "name", NAME, "force", true));
        laps.done("snapshot");
        String volume = cinder.make("volume", Map.of("snapshot_id", snapshot, "size", target.sizeGiB(), "name", NAME));
        laps.done("volume");
        String claim = core("persistentvolumeclaims") + "/" + NAME;
        String uid = kubernetes
                .post(core("persistentvolumeclaims"), Manifests.claim(target, NAME))
                .at("/metadata/uid")
                .asText();
        kubernetes.post("/api/v1/persistentvolumes", Manifests.volume(target, NAME, uid, volume));
        Laps.await(() -> kubernetes.get(claim).at("/status/phase").asText().equals("Bound"));
        laps.done("bind");
        kubernetes.post(core("secrets"), Manifests.secret(target, NAME));
        kubernetes.post(jobs(), Manifests.job(target, NAME));
        JsonNode ended = run();
        laps.done("restic");
        if (ended.at("/exitCode").asInt() != 0) {
            throw new IOException("restic ended with " + ended);
        }
        remove(cinder, volume, snapshot);
    }

    /** Waits for restic's end; answers how it ended. */
    private JsonNode run() throws IOException, InterruptedException {
        JsonNode[] ended = new JsonNode[1];
        boolean[] started = new boolean[1];
        Laps.await(() -> {
            JsonNode state = kubernetes
                    .get(core("pods") + "?labelSelector=job-name%3D" + NAME)
                    .at("/items/0/status/containerStatuses/0/state");
            if (!started[0] && (state.has("running") || state.has("terminated"))) {
                started[0] = true;
                laps.done("pod start");
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

    private void remove(Cinder cinder, String volume, String snapshot) throws IOException, InterruptedException {
        kubernetes.send(
                "DELETE",
                jobs() + "/" + NAME,
                "{\"apiVersion\":\"v1\",\"kind\":\"DeleteOptions\",\"propagationPolicy\":\"Foreground\"}");
        Laps.await(() -> kubernetes.get(jobs() + "/" + NAME) == null);
        laps.done("pod gone");
        String claim = core("persistentvolumeclaims") + "/" + NAME;
        String pv = "/api/v1/persistentvolumes/" + NAME;
        for (String path : List.of(core("secrets") + "/" + NAME, claim, pv)) {
            kubernetes.send("DELETE", path, null);
        }
        for (String path : List.of(claim, pv)) {
            Laps.await(() -> kubernetes.get(path) == null);
        }
        cinder.remove("volume", volume);
        laps.done("volume gone");
        cinder.remove("snapshot", snapshot);
        laps.done("snapshot gone");
    }

    private String core(String kind) {
        return "/api/v1/namespaces/" + target.namespace() + "/" + kind;
    }

    private String jobs() {
        return "/apis/batch/v1/namespaces/" + target.namespace() + "/jobs";
    }
}
