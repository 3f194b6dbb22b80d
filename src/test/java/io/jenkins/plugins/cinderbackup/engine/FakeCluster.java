package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.ClaimState;
import io.jenkins.plugins.cinderbackup.model.ClusterObject;
import io.jenkins.plugins.cinderbackup.model.ContainerJob;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.JobState;
import io.jenkins.plugins.cinderbackup.model.NewClaim;
import io.jenkins.plugins.cinderbackup.model.NewNetworkPolicy;
import io.jenkins.plugins.cinderbackup.model.NewPersistentVolume;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Presence;
import io.jenkins.plugins.cinderbackup.model.RepositorySecret;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.Site;
import io.jenkins.plugins.cinderbackup.model.SourceClaim;
import io.jenkins.plugins.cinderbackup.model.StorageClassSettings;
import io.jenkins.plugins.cinderbackup.model.TestJob;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.Workload;
import io.jenkins.plugins.cinderbackup.model.WorkloadScale;
import io.jenkins.plugins.cinderbackup.port.Cluster;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Kubernetes in memory, with restic played from scripts. Pods take time to start and to end, a claim stays while a pod uses it, and a volume
 * is attached while a pod has it.
 */
public final class FakeCluster implements Cluster {
    private final Calls calls;
    private final ManualTicker ticker;
    private final Map<String, FakeObject> items = new LinkedHashMap<>();
    /** What restic finds of the snapshots where no script says what it does. */
    final FakeRepository repository = new FakeRepository();

    private final Map<Kind, Deque<ResticScript>> scripts = new EnumMap<>(Kind.class);
    private int numbers;

    Supplier<SourceClaim> source;
    /** What a look at a claim that may be gone finds. */
    Supplier<Optional<SourceClaim>> living = () -> Optional.of(source.get());
    /** Claims that are there before the run, as {@code namespace/name}. */
    final Set<String> claims = new HashSet<>();

    /** The claims with these labels, by {@code namespace selector}. */
    final Map<String, List<String>> labelled = new HashMap<>();

    /** The pods that use a claim, by {@code namespace/name}. */
    final Map<String, List<String>> pods = new HashMap<>();

    final FakeWorkloads scaled;
    final Map<String, StorageClassSettings> storageClasses = new HashMap<>();
    List<Finding> findings = List.of();
    Site site = new Site("cluster 1", "https://k8s.example.com");
    Duration bindingTakes = Duration.ofMillis(100);
    String claimEvent = "";
    Duration podEndTakes = Duration.ofSeconds(2);
    /** Until a Job whose pod has ended is gone. */
    Duration jobRemovalTakes = Duration.ZERO;
    /** How often each object was made anew. */
    final Map<String, Integer> made = new LinkedHashMap<>();
    /** What was asked for of the last Job of each command. */
    final Map<Kind, ContainerJob> jobs = new EnumMap<>(Kind.class);
    /** What was asked for last. */
    NewClaim claim;

    NewPersistentVolume volume;
    RepositorySecret secret;
    TestJob test;
    NewNetworkPolicy policy;
    /** What the next test says. */
    ResticScript testSays = ResticScript.exit(0, "ok\n");
    /** The most Jobs that were there at once. */
    int mostJobs;
    /** How many logs of Jobs that have ended break off in the middle, as where the API server loses the node. */
    int brokenLogs;

    FakeCluster(Calls calls, ManualTicker ticker) {
        this.calls = calls;
        this.ticker = ticker;
        this.scaled = new FakeWorkloads(calls, ticker);
    }

    /** What restic does when it is next asked to do this. */
    void script(Kind kind, ResticScript... next) {
        scripts.computeIfAbsent(kind, k -> new ArrayDeque<>()).addAll(List.of(next));
    }

    @Override
    public Site site() {
        return site;
    }

    @Override
    public SourceClaim source(String namespace, String claim, String volumeId) {
        return calls.call("source", "", () -> scaled.unlessDeleted(namespace + "/" + claim, source));
    }

    @Override
    public String volumeBehind(String namespace, String claim) {
        return calls.call(
                "volumeBehind", namespace + "/" + claim, () -> source.get().volumeId());
    }

    @Override
    public List<String> claims(String namespace, String selector) {
        return calls.call("claims", "", () -> labelled.getOrDefault(namespace + " " + selector, List.of()));
    }

    @Override
    public Optional<SourceClaim> living(String namespace, String claim) {
        return calls.call("living", "", living);
    }

    @Override
    public boolean claimExists(String namespace, String claim) {
        return calls.call(
                "claimExists",
                "",
                () -> claims.contains(namespace + "/" + claim) || settled(ResourceKind.CLAIM, claim) != null);
    }

    @Override
    public List<String> podsUsing(String namespace, String claim, List<WorkloadScale> butOf) {
        return calls.call("podsUsing", "", () -> {
            List<String> users = new ArrayList<>(pods.getOrDefault(namespace + "/" + claim, List.of()));
            users.addAll(scaled.pods(namespace + "/" + claim, butOf));
            return users;
        });
    }

    @Override
    public Optional<WorkloadScale> scaleOf(Workload workload) {
        return scaled.scaleOf(workload);
    }

    @Override
    public boolean losesClaims(Workload workload) {
        return scaled.losesClaims(workload);
    }

    @Override
    public void scale(Workload workload, WorkloadScale seen, int replicas) {
        scaled.scale(workload, seen, replicas);
    }

    @Override
    public Optional<StorageClassSettings> storageClass(String name) {
        return calls.call("storageClass", "", () -> Optional.ofNullable(storageClasses.get(name)));
    }

    @Override
    public List<Finding> check(Rehearsal rehearsal) {
        return calls.call("check", "", () -> findings);
    }

    @Override
    public String create(ClusterObject object) {
        return switch (object.kind()) {
            case CLAIM -> create("createClaim", "", object, item -> item.claim = this.claim = (NewClaim) object);
            case PERSISTENT_VOLUME ->
                create(
                        "createPersistentVolume",
                        "",
                        object,
                        item -> item.volume = this.volume = (NewPersistentVolume) object);
            case SECRET -> create("createSecret", "", object, item -> this.secret = (RepositorySecret) object);
            case NETWORK_POLICY ->
                create("createNetworkPolicy", "", object, item -> this.policy = (NewNetworkPolicy) object);
            default -> object instanceof TestJob job ? createTest(job) : createJob((ContainerJob) object);
        };
    }

    private String createJob(ContainerJob job) {
        Kind kind = kind(job.args());
        return create("createJob", kind.name().toLowerCase().replace('_', '-'), job, item -> {
            item.job = job;
            item.script = nextScript(kind, job.args());
            jobs.put(kind, job);
        });
    }

    private String createTest(TestJob job) {
        return create("createTest", "", job, item -> {
            item.test = this.test = job;
            item.script = testSays;
        });
    }

    /** What restic is asked to do; three of its commands are a {@code forget}, two a {@code restore}, two a {@code backup}. */
    private static Kind kind(List<String> args) {
        if (args.contains("--group-by=host")) {
            return Kind.FORGET_UNSOUND;
        }
        if (args.get(0).equals("snapshots") && args.contains("--no-lock")) {
            return Kind.LIST;
        }
        if (args.get(0).equals("forget") && !args.contains("--json")) {
            return Kind.FORGET_EMPTY;
        }
        if (args.contains("--dry-run")) {
            return args.get(0).equals("restore") ? Kind.COMPARE_CONTENT : Kind.COMPARE;
        }
        return Stream.of(Kind.values())
                .filter(kind -> kind.word().equals(args.get(0)))
                .findFirst()
                .orElseThrow();
    }

    private String create(String call, String what, ClusterObject object, Consumer<FakeObject> fill) {
        return calls.call(call, what, () -> make(object.kind(), object.name(), fill));
    }

    private ResticScript nextScript(Kind kind, List<String> args) {
        ResticScript next = scripts.getOrDefault(kind, new ArrayDeque<>()).poll();
        return next != null ? next : repository.run(kind, args);
    }

    private String make(ResourceKind kind, String name, Consumer<FakeObject> fill) {
        FakeObject known = settled(kind, name);
        if (known != null) {
            return known.uid;
        }
        FakeObject item = new FakeObject();
        item.uid = "uid-" + ++numbers;
        item.kind = kind;
        item.createdAt = ticker.now();
        fill.accept(item);
        items.put(key(kind, name), item);
        made.merge(key(kind, name), 1, Integer::sum);
        mostJobs = Math.max(mostJobs, (int)
                items.values().stream().filter(i -> i.script != null).count());
        return item.uid;
    }

    private static String key(ResourceKind kind, String name) {
        return (kind == ResourceKind.REPOSITORY_JOB ? ResourceKind.JOB : kind) + " " + name;
    }

    @Override
    public ClaimState claim(TrackedResource claim) {
        return calls.call("claim", "", () -> {
            FakeObject item = settled(ResourceKind.CLAIM, claim.name());
            if (item == null) {
                return new ClaimState("", "");
            }
            boolean bound = items.values().stream()
                    .anyMatch(other -> other.volume != null
                            && other.volume.claimUid().equals(item.uid)
                            && !ticker.now().isBefore(other.createdAt.plus(bindingTakes)));
            return new ClaimState(bound ? "Bound" : "Pending", claimEvent);
        });
    }

    @Override
    public JobState job(TrackedResource job) {
        return calls.call("job", "", () -> {
            FakeObject item = settled(ResourceKind.JOB, job.name());
            return item == null ? new JobState.Absent() : item.script.at(age(item));
        });
    }

    private Duration age(FakeObject item) {
        return Duration.between(item.createdAt, ticker.now());
    }

    @Override
    public Optional<String> log(TrackedResource job, int lines) {
        return calls.call("log", "", () -> {
            FakeObject item = settled(ResourceKind.JOB, job.name());
            Optional<String> log = item == null ? Optional.empty() : item.script.log(age(item));
            if (brokenLogs > 0 && log.isPresent() && item.script.at(age(item)) instanceof JobState.Exited) {
                brokenLogs--;
                return Optional.of(log.get().substring(0, log.get().length() / 2));
            }
            return log;
        });
    }

    @Override
    public Presence presence(TrackedResource resource, RunId run) {
        return calls.call("presence", "", () -> {
            FakeObject item = settled(resource.kind(), resource.name());
            if (item == null) {
                return Presence.GONE;
            }
            return item.kept ? Presence.KEPT : item.deletedAt == null ? Presence.PRESENT : Presence.DELETING;
        });
    }

    @Override
    public void keep(TrackedResource resource, RunId run) {
        calls.call("keep", resource.kind().toString(), () -> {
            FakeObject item = settled(resource.kind(), resource.name());
            if (item == null || item.deletedAt != null) {
                throw PermanentException.of(resource.describe() + " cannot be kept: it is gone, or on its way out.");
            }
            return item.kept = true;
        });
    }

    @Override
    public void delete(TrackedResource resource, RunId run) {
        calls.call("delete", resource.kind().toString(), () -> {
            FakeObject item = settled(resource.kind(), resource.name());
            if (item != null && item.deletedAt == null && !item.kept) {
                item.deletedAt = ticker.now();
            }
            return item;
        });
    }

    private FakeObject settled(ResourceKind kind, String name) {
        FakeObject item = items.get(key(kind, name));
        if (item != null && item.deletedAt != null && isEnded(item)) {
            items.remove(key(kind, name));
            return null;
        }
        return item;
    }

    private boolean isEnded(FakeObject item) {
        if (item.script != null) {
            boolean over = item.script.at(Duration.between(item.createdAt, item.deletedAt)) instanceof JobState.Exited;
            return !ticker.now().isBefore(item.deletedAt.plus(over ? jobRemovalTakes : podEndTakes));
        }
        return item.claim == null || !isMounted(item.claim.name());
    }

    private boolean isMounted(String claim) {
        return jobItems().stream()
                .anyMatch(job -> job.test != null
                        ? job.test.claim().equals(claim)
                        : job.job.mounts().stream()
                                .anyMatch(mount -> mount.claim().equals(claim)));
    }

    private List<FakeObject> jobItems() {
        List<FakeObject> jobs = new ArrayList<>();
        for (String key : List.copyOf(items.keySet())) {
            FakeObject item = items.get(key);
            if (item.script != null && settled(ResourceKind.JOB, key.substring(key.indexOf(' ') + 1)) != null) {
                jobs.add(item);
            }
        }
        return jobs;
    }

    /** Whether a pod has the Cinder volume. */
    boolean isAttached(String volumeId) {
        return items.values().stream()
                .filter(item -> item.volume != null && item.volume.volumeId().equals(volumeId))
                .toList()
                .stream()
                .anyMatch(item -> isMounted(item.volume.claimName()));
    }

    /** Somebody else deletes an object. */
    void vanish(ResourceKind kind) {
        items.values().removeIf(item -> item.kind == kind);
    }

    @Override
    public Subscription subscribe(String namespace, RunId run, Runnable changed) {
        return () -> {};
    }

    /** Those that are marked to stay. */
    public List<String> keptObjects() {
        return objects().stream().filter(key -> items.get(key).kept).toList();
    }

    /** All objects that are there, also those on their way out. */
    public List<String> objects() {
        for (String key : List.copyOf(items.keySet())) {
            settled(items.get(key).kind, key.substring(key.indexOf(' ') + 1));
        }
        return List.copyOf(items.keySet());
    }
}
