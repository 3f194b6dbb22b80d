package io.jenkins.plugins.cinderbackup.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.cinderbackup.files.SampleFiles;
import io.jenkins.plugins.cinderbackup.simulator.SimulatedSite;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.Faults;
import io.jenkins.plugins.cinderbackup.simulator.openstack.Fault;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import io.jenkins.plugins.cinderbackup.simulator.openstack.SimRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * A simulated site in a process of its own: {@code SiteServer FOLDER SOURCES FILES LARGE_MIB many|single [PROGRAM]}. Its first line says where it is; each
 * line that it reads is answered with what it was asked since the one before; at the end of its input it ends.
 */
final class SiteServer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SEED = 7;
    private static final Pattern OBJECT = Pattern.compile(".*/(volumes|snapshots)/[0-9a-f-]{36}");
    /** In a listing's filter: the tag that has the run's id. */
    private static final String OF_ONE_RUN = "cinder-snapshot-backup.run";

    private final SimulatedSite site;
    private int counted;
    private int kubernetes;

    private SiteServer(SimulatedSite site) {
        this.site = site;
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        int sources = Integer.parseInt(args[1]);
        Path content = Files.createDirectories(folder.resolve("content"));
        SampleFiles.fill(content, Integer.parseInt(args[2]), Integer.parseInt(args[3]));
        try (SimulatedSite site = new SimulatedSite(Files.createDirectories(folder.resolve("volumes")))) {
            site.openstack().quota(-1, -1, -1);
            site.kubernetes().createNamespace("backups");
            Map<String, String> volumes = new HashMap<>();
            for (int i = 0; i < sources; i++) {
                volumes.put("db-" + i, site.addSource("shop", "db-" + i, 1, content));
            }
            if (args[4].equals("many")) {
                vary(site, sources);
            } else {
                likeTheRig(site);
            }
            if (args.length > 5) {
                site.kubernetes().node().program(Path.of(args[5]));
            }
            new SiteServer(site).serve(volumes);
        }
    }

    /** What a small real cloud and cluster were measured to take. */
    private static void likeTheRig(SimulatedSite site) {
        site.openstack().transition(Duration.ofMillis(700));
        site.kubernetes().latency(Duration.ofMillis(5));
        site.kubernetes().node().startDelay(Duration.ofMillis(1300));
        site.kubernetes().node().detachDelay(Duration.ofMillis(500));
    }

    /** Each object and each run has a latency of its own, and about every fifth run meets a fault. */
    private static void vary(SimulatedSite site, int sources) {
        Random random = new Random(SEED);
        OpenstackSimulator cloud = site.openstack();
        cloud.transition(Duration.ofMillis(300));
        cloud.spread(() -> Duration.ofMillis(random.nextInt(1500)));
        cloud.fail(Fault.on("POST", "/snapshots$").answers(503, "{}").times(25));
        cloud.fail(Fault.on("POST", "/volumes$").does(new Fault.LostAnswer()).times(25));
        cloud.fail(Fault.on("DELETE", "/volumes/[0-9a-f-]*5$")
                .does(new Fault.Delay(Duration.ofSeconds(2)))
                .always());
        cloud.fail(Fault.on("DELETE", "/snapshots/[0-9a-f-]*3$")
                .does(new Fault.Reset())
                .times(40));
        Faults cluster = site.kubernetes().faults();
        for (int i = 0; i < sources; i += 5) {
            Faults.Effect effect = i % 2 == 0
                    ? Faults.status(503, "ServiceUnavailable", "the server is busy")
                    : new Faults.Effect.Delay(Duration.ofMillis(500 + random.nextInt(2000)));
            cluster.on("GET", "/persistentvolumeclaims/db-" + i + "$", 1, effect);
        }
        cluster.on("POST", "/jobs", 25, new Faults.Effect.AnswerLost());
        site.kubernetes().latency(Duration.ofMillis(5));
        site.kubernetes().node().startDelay(Duration.ofMillis(1300));
        site.kubernetes().node().detachDelay(Duration.ofMillis(800));
    }

    private void serve(Map<String, String> volumes) throws IOException {
        ObjectNode where = JSON.createObjectNode()
                .put("authUrl", site.openstack().authUrl())
                .put("kubernetes", site.kubernetes().url())
                .put("repositories", site.repositories().url(""));
        where.set("volumes", JSON.valueToTree(volumes));
        System.out.println(where);
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String question = in.readLine(); question != null; question = in.readLine()) {
                System.out.println(
                        question.equals("watches") ? site.kubernetes().watches() : count());
            }
        }
    }

    private ObjectNode count() {
        List<SimRequest> all = site.openstack().requests();
        List<SimRequest> requests = all.subList(counted, all.size());
        counted = all.size();
        ObjectNode answer = JSON.createObjectNode()
                .put("openstack", requests.size())
                .put("looks", looks(requests))
                .put("kubernetes", site.kubernetes().requests() - kubernetes);
        kubernetes = site.kubernetes().requests();
        return answer;
    }

    /**
     * Looks at the state of what a run waits for. A run's own are not counted: the first at each object, the last, which says that it is gone, and
     * the listing by the run's tag before its end.
     */
    private static long looks(List<SimRequest> requests) {
        Map<String, Integer> byObject = new HashMap<>();
        requests.stream()
                .filter(request -> request.method().equals("GET")
                        && OBJECT.matcher(request.path()).matches())
                .forEach(request -> byObject.merge(request.path(), 1, Integer::sum));
        long single = byObject.values().stream()
                .mapToLong(looks -> Math.max(0, looks - 2))
                .sum();
        long shared = requests.stream()
                .map(request -> request.query().getOrDefault("metadata", OF_ONE_RUN))
                .filter(by -> !by.contains(OF_ONE_RUN))
                .count();
        return single + shared;
    }
}
