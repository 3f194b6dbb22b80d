package io.jenkins.plugins.cinderbackup.bench.limit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;

/** The Kubernetes objects of one run, as few calls as can be. */
final class Cluster {
    private final Target target;
    private final Http http;

    Cluster(Target target) throws IOException, GeneralSecurityException {
        this.target = target;
        http = new Http(
                target.kubernetes(),
                Map.of("Authorization", "Bearer " + target.kubernetesToken()),
                target.kubernetesCa());
    }

    /** Makes a PVC over a volume of Cinder, and awaits that it is bound. */
    void bind(String name, String volumeId, boolean readOnly) throws IOException, InterruptedException {
        String uid = http.post(core("persistentvolumeclaims"), Manifests.claim(target, name))
                .at("/metadata/uid")
                .asText();
        http.post("/api/v1/persistentvolumes", Manifests.volume(target, name, uid, volumeId, readOnly));
        Laps.await(() -> http.get(claim(name)).at("/status/phase").asText().equals("Bound"));
    }

    /** Removes the PVC and its PV; the volume stays. */
    void unbind(String name) throws IOException, InterruptedException {
        List<String> both = List.of(claim(name), "/api/v1/persistentvolumes/" + name);
        for (String path : both) {
            http.send("DELETE", path, null);
        }
        for (String path : both) {
            Laps.await(() -> http.get(path) == null);
        }
    }

    /** The repository's keys, for the Jobs. */
    void addSecret(String name) throws IOException, InterruptedException {
        http.post(core("secrets"), Manifests.secret(target, name));
    }

    void removeSecret(String name) throws IOException, InterruptedException {
        http.send("DELETE", core("secrets") + "/" + name, null);
    }

    /**
     * Has restic do something, and awaits its end.
     *
     * @param secret the name of the Secret, and of the PVC if one is mounted
     * @param what the name of the lap in which restic works; the one before it is its pod's start
     * @return what it has printed
     */
    String run(String name, String secret, Manifests.Mount mount, List<String> arguments, Laps laps, String what)
            throws IOException, InterruptedException {
        http.post(jobs(), Manifests.job(target, name, secret, mount, arguments));
        boolean[] started = new boolean[1];
        JsonNode[] ended = new JsonNode[1];
        Laps.await(() -> {
            JsonNode state = pod(name).at("/status/containerStatuses/0/state");
            if (!started[0] && (state.has("running") || state.has("terminated"))) {
                started[0] = true;
                laps.done(what + ": pod start");
            }
            ended[0] = state.path("terminated");
            return state.has("terminated");
        });
        String log = http.send(
                        "GET",
                        core("pods") + "/" + pod(name).at("/metadata/name").asText() + "/log?container=restic",
                        null)
                .body();
        laps.done(what);
        if (ended[0].at("/exitCode").asInt() != 0) {
            throw new IOException("restic ended with " + ended[0] + ": " + log);
        }
        return log;
    }

    private JsonNode pod(String job) throws IOException, InterruptedException {
        return http.get(core("pods") + "?labelSelector=job-name%3D" + job).at("/items/0");
    }

    /** Removes a Job and its pod, so that what it has mounted is free. */
    void removeJob(String name) throws IOException, InterruptedException {
        http.send(
                "DELETE",
                jobs() + "/" + name,
                "{\"apiVersion\":\"v1\",\"kind\":\"DeleteOptions\",\"propagationPolicy\":\"Foreground\"}");
        Laps.await(() -> http.get(jobs() + "/" + name) == null);
    }

    private String claim(String name) {
        return core("persistentvolumeclaims") + "/" + name;
    }

    private String core(String kind) {
        return "/api/v1/namespaces/" + target.namespace() + "/" + kind;
    }

    private String jobs() {
        return "/apis/batch/v1/namespaces/" + target.namespace() + "/jobs";
    }
}
