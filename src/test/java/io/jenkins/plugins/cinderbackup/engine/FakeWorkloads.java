package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.model.Workload;
import io.jenkins.plugins.cinderbackup.model.WorkloadScale;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Deployments and StatefulSets in memory. A pod is there at once, and for a while after it is not wanted any more. */
final class FakeWorkloads {
    private static final class Item {
        String uid;
        String claim;
        int before;
        int replicas;
        int version = 1;
        Instant downSince;
        boolean deletesClaim;
    }

    private final Calls calls;
    private final ManualTicker ticker;
    private final Map<Workload, Item> items = new LinkedHashMap<>();
    Duration podEndTakes = Duration.ofSeconds(2);
    /** The claims that went as their workload was scaled down, as {@code namespace/name}. */
    final Set<String> deletedClaims = new HashSet<>();

    FakeWorkloads(Calls calls, ManualTicker ticker) {
        this.calls = calls;
        this.ticker = ticker;
    }

    /** @param claim the one that its pods use, as {@code namespace/name} */
    void add(Workload workload, int replicas, String claim) {
        Item item = new Item();
        item.uid = "uid-of-" + workload.name() + "-" + items.size();
        item.claim = claim;
        item.before = replicas;
        item.replicas = replicas;
        item.downSince = Instant.EPOCH;
        items.put(workload, item);
    }

    /** Its claim goes when it is scaled down. */
    void deleteClaimWhenScaled(Workload workload) {
        items.get(workload).deletesClaim = true;
    }

    boolean losesClaims(Workload workload) {
        return calls.call(
                "losesClaims",
                "",
                () -> Optional.ofNullable(items.get(workload))
                        .filter(item -> item.deletesClaim)
                        .isPresent());
    }

    /** What is found of a claim that has not gone so. */
    <T> T unlessDeleted(String claim, Supplier<T> found) {
        if (deletedClaims.contains(claim)) {
            throw PermanentException.of("PVC " + claim + " does not exist.");
        }
        return found.get();
    }

    /** Somebody else deletes it. */
    void remove(Workload workload) {
        items.remove(workload);
    }

    Optional<WorkloadScale> scaleOf(Workload workload) {
        return calls.call(
                "scaleOf",
                "",
                () -> Optional.ofNullable(items.get(workload))
                        .map(item -> new WorkloadScale(
                                item.uid, Integer.toString(item.version), item.replicas, "app=" + workload.name())));
    }

    void scale(Workload workload, WorkloadScale seen, int replicas) {
        calls.call("scale", workload.name() + " to " + replicas, () -> {
            Item item = items.get(workload);
            if (item == null || !seen.version().equals(Integer.toString(item.version))) {
                throw TransientException.notCarriedOut("the object has been modified", null, null);
            }
            set(item, replicas);
            return item;
        });
    }

    /** Somebody else scales it. */
    void set(Workload workload, int replicas) {
        set(items.get(workload), replicas);
    }

    private void set(Item item, int replicas) {
        item.version++;
        if (item.deletesClaim && replicas < item.replicas) {
            deletedClaims.add(item.claim);
        }
        item.replicas = replicas;
        item.downSince = ticker.now();
    }

    int replicas(Workload workload) {
        return items.get(workload).replicas;
    }

    /** The pods that use the claim, but for those of these workloads. */
    List<String> pods(String claim, List<WorkloadScale> butOf) {
        return items.entrySet().stream()
                .filter(entry -> entry.getValue().claim.equals(claim))
                .filter(entry -> butOf.stream().noneMatch(other -> other.uid().equals(entry.getValue().uid)))
                .flatMap(entry -> pods(entry.getKey().name(), entry.getValue()))
                .toList();
    }

    private Stream<String> pods(String name, Item item) {
        boolean ending = ticker.now().isBefore(item.downSince.plus(podEndTakes));
        return IntStream.range(0, ending ? item.before : item.replicas).mapToObj(i -> name + "-" + i);
    }

    /** Those that are not as they were, in words. */
    List<String> changed() {
        return items.entrySet().stream()
                .filter(entry -> entry.getValue().replicas != entry.getValue().before)
                .map(entry -> entry.getKey().describe() + " is at " + entry.getValue().replicas + ", was at "
                        + entry.getValue().before)
                .toList();
    }
}
