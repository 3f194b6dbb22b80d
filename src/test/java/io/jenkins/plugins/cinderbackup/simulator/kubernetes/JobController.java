package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.ObjectStore.Key;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Makes a pod of each Job, once, and says what became of it; and deletes the pods of a Job that goes. */
final class JobController {
    static final String TRACKING = "batch.kubernetes.io/job-tracking";
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final ObjectStore store;
    private final Access access;
    private final EventRecorder events;
    private final Later later;

    JobController(ObjectStore store, Access access, EventRecorder events, Later later) {
        this.store = store;
        this.access = access;
        this.events = events;
        this.later = later;
    }

    void reconcile(Key key) {
        ObjectNode job = store.get(key).orElse(null);
        if (job == null) {
            store.list("pods", key.namespace()).stream()
                    .filter(pod -> pod.at("/metadata/labels/job-name").asText().equals(key.name()))
                    .forEach(this::letGo);
            return;
        }
        List<ObjectNode> pods = store.list("pods", key.namespace()).stream()
                .filter(pod -> Json.isOwnedBy(pod, Json.uid(job)))
                .toList();
        if (Json.isBeingDeleted(job)) {
            pods.forEach(new Deletion(store)::deletePod);
            pods.forEach(this::letGo);
            if (pods.isEmpty()) {
                store.update(key, doomed -> Json.removeFinalizer(doomed, Deletion.FOREGROUND));
            }
        } else if (isFinished(job)) {
            pods.forEach(this::letGo);
        } else if (pods.isEmpty()) {
            begin(key, job);
        } else {
            judge(key, job, pods.get(0));
        }
    }

    private static boolean isFinished(JsonNode job) {
        return Json.condition(job, "Complete").isPresent()
                || Json.condition(job, "Failed").isPresent();
    }

    private void begin(Key key, ObjectNode job) {
        if (!job.at("/status").hasNonNull("startTime")) {
            startClock(key, job);
            return;
        }
        if (job.at("/status/active").asInt() > 0) {
            fail(key, "BackoffLimitExceeded", "Job has reached the specified backoff limit");
            return;
        }
        ObjectNode pod = pod(job);
        try {
            access.admit("pods", pod);
        } catch (ApiError e) {
            events.warn("Job", job, "FailedCreate", "Error creating: " + e.getMessage());
            later.run(RETRY, () -> reconcile(key));
            return;
        }
        store.create(new Key("pods", key.namespace(), Json.name(pod)), pod);
        store.update(key, started -> started.withObject("/status").put("active", 1));
    }

    /** It runs from the controller's first look on, whether or not a pod can be made. The change brings the controller back. */
    private void startClock(Key key, ObjectNode job) {
        store.update(key, started -> started.withObject("/status").put("startTime", Json.now()));
        long deadline = job.at("/spec/activeDeadlineSeconds").asLong(0);
        if (deadline > 0) {
            later.run(Duration.ofSeconds(deadline), () -> expire(key, Json.uid(job)));
        }
    }

    private static ObjectNode pod(ObjectNode job) {
        ObjectNode pod = Json.object("Pod", "v1");
        pod.setAll((ObjectNode) job.at("/spec/template").deepCopy());
        ObjectNode metadata = pod.withObject("/metadata");
        metadata.put("name", Json.name(job) + "-" + UUID.randomUUID().toString().substring(0, 5))
                .put("namespace", Json.namespace(job));
        metadata.withObject("labels")
                .put("job-name", Json.name(job))
                .put("batch.kubernetes.io/job-name", Json.name(job))
                .put("controller-uid", Json.uid(job));
        metadata.putArray("ownerReferences")
                .addObject()
                .put("apiVersion", "batch/v1")
                .put("kind", "Job")
                .put("name", Json.name(job))
                .put("uid", Json.uid(job))
                .put("controller", true)
                .put("blockOwnerDeletion", true);
        Json.addFinalizer(pod, TRACKING);
        pod.putObject("status").put("phase", "Pending");
        return pod;
    }

    private void judge(Key key, ObjectNode job, ObjectNode pod) {
        String phase = pod.at("/status/phase").asText();
        if (phase.equals("Succeeded")) {
            store.update(key, done -> {
                done.withObject("/status").put("succeeded", 1).put("active", 0).put("completionTime", Json.now());
                Json.setCondition(
                        done, "Complete", "True", "CompletionsReached", "Reached expected number of succeeded pods");
            });
        } else if (phase.equals("Failed")) {
            fail(key, "BackoffLimitExceeded", "Job has reached the specified backoff limit");
        }
    }

    private void expire(Key key, String uid) {
        store.get(key)
                .filter(job -> Json.uid(job).equals(uid) && !isFinished(job))
                .ifPresent(job -> {
                    fail(key, "DeadlineExceeded", "Job was active longer than specified deadline");
                    new Deletion(store).deletePodsOf(job);
                });
    }

    private void fail(Key key, String reason, String message) {
        store.update(key, failed -> {
            failed.withObject("/status").put("failed", 1).put("active", 0);
            Json.setCondition(failed, "Failed", "True", reason, message);
        });
    }

    /** Lets the pod go once it is counted. */
    private void letGo(ObjectNode pod) {
        if (pod.at("/status/phase").asText().matches("Succeeded|Failed")) {
            store.update(
                    new Key("pods", Json.namespace(pod), Json.name(pod)),
                    counted -> Json.removeFinalizer(counted, TRACKING));
        }
    }
}
