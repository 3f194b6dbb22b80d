package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.Isolation.Mount;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.ObjectStore.Key;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One pod on the node, from its creation until it is forgotten. All but {@link #log} is called on the controllers' thread. */
final class PodRun {
    private static final Duration RETRY = Duration.ofMillis(500);
    /** {@code MAX_ARG_STRLEN} of execve(2). */
    private static final int LONGEST_VARIABLE = 128 << 10;

    private static final String ENTRY_POINT = "/entrypoint/restic";

    private final Kubelet.Context node;
    private final Key key;
    private final Path folder;
    private final PodVolumes volumes;
    private volatile Process process;
    private boolean begun;
    private boolean stopping;
    private boolean ended;
    private boolean deadlineHit;

    PodRun(Kubelet.Context node, ObjectNode pod) {
        this.node = node;
        this.key = new Key("pods", Json.namespace(pod), Json.name(pod));
        this.folder = node.folder().resolve(Json.uid(pod));
        this.volumes = new PodVolumes(node.store(), node.cinder(), node.settings(), pod, folder);
    }

    void look(ObjectNode pod) {
        if (pod.at("/status/phase").asText().matches("Succeeded|Failed")) {
            kill();
        } else if (Json.isBeingDeleted(pod)) {
            stop(Duration.ofSeconds(
                    pod.at("/metadata/deletionGracePeriodSeconds").asLong()));
        } else if (!begun) {
            begun = true;
            node.later().run(node.settings().startDelay(), this::start);
            long deadline = pod.at("/spec/activeDeadlineSeconds").asLong(0);
            if (deadline > 0) {
                node.later().run(Duration.ofSeconds(deadline), () -> expire(pod));
            }
        }
    }

    private void start() {
        ObjectNode pod = node.store().get(key).orElse(null);
        if (pod == null || stopping || ended) {
            return;
        }
        try {
            schedule();
            JsonNode container = OwnContainers.in(pod);
            if (!node.settings().hasImage(container.path("image").asText())) {
                throw NotReady.waiting(
                        "ErrImagePull",
                        "failed to pull and unpack image \""
                                + container.path("image").asText() + "\": not found");
            }
            List<Mount> mounts = new ArrayList<>(volumes.mounts(container));
            Map<String, String> environment = volumes.environment(container);
            launch(pod, container, mounts, environment);
        } catch (NotReady e) {
            complain(pod, e);
            node.later().run(RETRY, this::start);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void schedule() throws NotReady {
        String words = node.settings().unschedulable();
        if (!words.isEmpty()) {
            node.store()
                    .update(
                            key,
                            pod -> Json.condition(pod, "PodScheduled")
                                    .ifPresentOrElse(
                                            known -> {},
                                            () -> Json.setCondition(
                                                    pod, "PodScheduled", "False", "Unschedulable", words)));
            throw NotReady.event("FailedScheduling", words);
        }
        node.store().update(key, pod -> {
            if (!pod.at("/spec").hasNonNull("nodeName")) {
                pod.withObject("/spec").put("nodeName", "simulated-node");
                Json.setCondition(pod, "PodScheduled", "True", "", "");
                states(pod, "waiting").forEach(waiting -> waiting.put("reason", "ContainerCreating"));
            }
        });
    }

    private void complain(ObjectNode pod, NotReady why) {
        if (!why.isEvent()) {
            node.store()
                    .update(
                            key,
                            waiting -> states(waiting, "waiting")
                                    .forEach(state ->
                                            state.put("reason", why.reason()).put("message", why.getMessage())));
        } else {
            node.events().warn("Pod", pod, why.reason(), why.getMessage());
        }
    }

    /** Sets the state of every container, and hands the state objects out to be filled in. */
    private static List<ObjectNode> states(ObjectNode pod, String state) {
        ArrayNode statuses = pod.withObject("/status").putArray("containerStatuses");
        List<ObjectNode> states = new ArrayList<>();
        for (JsonNode container : pod.at("/spec/containers")) {
            ObjectNode status = statuses.addObject()
                    .put("name", container.path("name").asText())
                    .put("image", container.path("image").asText())
                    .put("restartCount", 0)
                    .put("ready", false);
            states.add(status.putObject("state").putObject(state));
        }
        return states;
    }

    private void launch(ObjectNode pod, JsonNode container, List<Mount> mounts, Map<String, String> environment)
            throws IOException, NotReady {
        List<String> arguments = new ArrayList<>();
        boolean restic = container.path("name").asText().equals("restic");
        container
                .path(restic ? "args" : "command")
                .forEach(arg -> arguments.add(VariableReferences.expand(arg.asText(), environment)));
        if (arguments.isEmpty() && !restic) {
            arguments.addAll(node.settings().entryPoint(container.path("image").asText()));
        }
        if (arguments.isEmpty()) {
            throw NotReady.waiting("CreateContainerError", "failed to generate container spec: no command specified");
        }
        if (environment.values().stream().anyMatch(value -> value.length() >= LONGEST_VARIABLE)) {
            throw NotReady.waiting("RunContainerError", "exec " + ENTRY_POINT + ": argument list too long");
        }
        if (restic) {
            mounts.add(new Mount(node.settings().program(), ENTRY_POINT, true));
        }
        SimulatedNode.Runtime runtime =
                node.settings().runtime().orElse((args, env, log) -> isolated(pod, container, mounts, args, env, log));
        process = runtime.start(
                arguments, environment, Files.createDirectories(folder).resolve("log"));
        process.onExit().thenRun(() -> node.later().run(Duration.ZERO, this::exited));
        node.store().update(key, started -> {
            started.withObject("/status").put("phase", "Running").put("startTime", Json.now());
            states(started, "running").forEach(running -> running.put("startedAt", Json.now()));
        });
    }

    private Process isolated(
            ObjectNode pod,
            JsonNode container,
            List<Mount> mounts,
            List<String> arguments,
            Map<String, String> environment,
            Path log)
            throws IOException {
        Path root = Files.createDirectories(folder.resolve("root"));
        List<String> program = new ArrayList<>(arguments);
        if (OwnContainers.nameIn(pod).equals("restic")) {
            program.add(0, ENTRY_POINT);
        }
        Isolation.Rights rights = Isolation.Rights.of(container, NetworkPolicies.isolate(node.store(), pod));
        ProcessBuilder builder = new ProcessBuilder(Isolation.best().command(root, mounts, rights, program))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process started = builder.start();
        started.getOutputStream().close();
        return started;
    }

    private void exited() {
        if (ended) {
            return;
        }
        int code = process.exitValue();
        node.store().update(key, pod -> {
            boolean alone = stopping || pod.at("/spec/containers").size() == 1;
            for (JsonNode status : pod.withObject("/status").withArray("containerStatuses")) {
                if (alone || status.path("name").asText().equals(OwnContainers.nameIn(pod))) {
                    ((ObjectNode) status)
                            .putObject("state")
                            .putObject("terminated")
                            .put("exitCode", code)
                            .put("reason", code == 0 ? "Completed" : "Error")
                            .put("finishedAt", Json.now());
                }
            }
            if (alone) {
                ended(pod, code == 0 ? "Succeeded" : "Failed");
            }
        });
        if (stopping
                || node.store()
                        .get(key)
                        .filter(pod -> pod.at("/spec/containers").size() > 1)
                        .isEmpty()) {
            release();
        }
    }

    private void ended(ObjectNode pod, String phase) {
        ObjectNode status = pod.withObject("/status");
        status.put("phase", deadlineHit ? "Failed" : phase);
        if (deadlineHit) {
            status.put("reason", "DeadlineExceeded")
                    .put("message", "Pod was active on the node longer than the specified deadline");
        }
    }

    private void expire(ObjectNode pod) {
        if (!ended && !stopping) {
            deadlineHit = true;
            stop(Duration.ofSeconds(
                    pod.at("/spec/terminationGracePeriodSeconds").asLong()));
        }
    }

    /** SIGTERM, and SIGKILL after the grace period. */
    private void stop(Duration grace) {
        if (stopping || ended) {
            return;
        }
        stopping = true;
        if (process == null || !process.isAlive()) {
            node.store().update(key, pod -> ended(pod, "Failed"));
            release();
        } else {
            process.destroy();
            node.later().run(grace, process::destroyForcibly);
        }
    }

    private void release() {
        ended = true;
        node.later().run(node.settings().detachDelay(), volumes::detach);
    }

    /** The pod is gone, or somebody else has declared it ended. */
    private void kill() {
        if (process != null && process.isAlive()) {
            process.destroyForcibly();
        }
        if (!ended) {
            release();
        }
    }

    void forget() {
        kill();
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the process; for the simulator's end. */
    void awaitEnd() throws InterruptedException {
        if (process != null) {
            process.waitFor();
        }
    }

    /** The last lines of the log. */
    String log(int lines) {
        if (process == null) {
            throw ApiError.badRequest(
                    "the container in pod \"" + key.name() + "\" is waiting to start: ContainerCreating");
        }
        try {
            String text = Files.readString(folder.resolve("log"));
            int at = text.length() - (text.endsWith("\n") ? 1 : 0);
            for (int i = 0; i < lines && at >= 0; i++) {
                at = text.lastIndexOf('\n', at - 1);
            }
            return text.substring(at + 1);
        } catch (IOException e) {
            throw ApiError.notFound("pods", key.name());
        }
    }
}
