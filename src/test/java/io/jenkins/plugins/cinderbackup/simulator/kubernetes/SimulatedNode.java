package io.jenkins.plugins.cinderbackup.simulator.kubernetes;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The settings of the one node, to be changed at any time. */
public final class SimulatedNode {
    private volatile Duration startDelay = Duration.ofMillis(50);
    private volatile Duration detachDelay = Duration.ZERO;
    private volatile Predicate<String> images = image -> !image.contains("no-such");
    private volatile String unschedulable = "";
    private volatile Map<String, String> labels =
            Map.of("topology.kubernetes.io/zone", "nova", "topology.cinder.csi.openstack.org/zone", "nova");
    private volatile Optional<Runtime> runtime = Optional.empty();
    private volatile Path program = LocalRestic.program();
    private volatile Map<String, List<String>> entryPoints = Map.of();

    /** How long a pod takes from its creation until its container is made: scheduling, attach, pull. */
    public void startDelay(Duration delay) {
        startDelay = delay;
    }

    /** How long a volume stays attached after its pod has ended. */
    public void detachDelay(Duration delay) {
        detachDelay = delay;
    }

    /** Which images the registry has; by default all without {@code no-such} in their name. */
    public void images(Predicate<String> exists) {
        images = exists;
    }

    /** The scheduler's words for why no pod finds a node, or empty. */
    public void unschedulable(String words) {
        unschedulable = words;
    }

    /** The node's labels, by which PVs choose it. */
    public void labels(Map<String, String> given) {
        labels = Map.copyOf(given);
    }

    /** What a container named {@code restic} runs; by default the restic on the PATH. */
    public void program(Path executable) {
        program = executable;
    }

    /** What other images run where a container names no command. */
    public void entryPoints(Map<String, List<String>> byImage) {
        entryPoints = Map.copyOf(byImage);
    }

    List<String> entryPoint(String image) {
        return entryPoints.getOrDefault(image, List.of());
    }

    /** Starts what our container runs. */
    @FunctionalInterface
    public interface Runtime {
        /**
         * @param arguments what follows the entry point of restic, or the command of another image
         * @param log where its output goes
         */
        Process start(List<String> arguments, Map<String, String> environment, Path log) throws IOException;
    }

    /** What stands in for the program, in no root file system of its own. */
    public void runtime(Runtime standIn) {
        runtime = Optional.of(standIn);
    }

    Optional<Runtime> runtime() {
        return runtime;
    }

    Duration startDelay() {
        return startDelay;
    }

    Duration detachDelay() {
        return detachDelay;
    }

    boolean hasImage(String image) {
        return images.test(image);
    }

    Map<String, String> labels() {
        return labels;
    }

    String unschedulable() {
        return unschedulable;
    }

    Path program() {
        return program;
    }
}
