package io.jenkins.plugins.cinderbackup.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.AbortException;
import io.jenkins.plugins.cinderbackup.headless.HeadlessCredentials;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.KubernetesSimulator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user reads when the world is not as it should be: from the server that says so, through the real step, to the build's failure. */
@Timeout(60)
class MessagesStepTest {
    @RegisterExtension
    private final StepWorld world = new StepWorld();

    /**
     * One trouble.
     *
     * @param phase where the run fails
     * @param cause makes the trouble
     * @param words what the user must read, all of it
     */
    record Trouble(String name, String phase, Consumer<Situation> cause, List<String> words) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The world and the step's arguments, both to be spoiled. */
    record Situation(StepWorld world, Map<String, Object> arguments) {
        KubernetesSimulator kubernetes() {
            return world.site.kubernetes();
        }

        @SuppressWarnings("unchecked")
        void repository(String field, Object value) {
            ((Map<String, Object>) arguments.get("repository")).put(field, value);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("troubles")
    void isToldWithWhatToDoAndLeavesNothing(Trouble trouble) throws Exception {
        Map<String, Object> arguments = world.arguments();
        arguments.put("job", Map.of("startTimeout", 2));
        trouble.cause().accept(new Situation(world, arguments));

        HeadlessStep step = world.start(arguments);
        Throwable failure = step.failure(StepWorld.LONG);

        assertThat(failure)
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("Backup failed in " + trouble.phase());
        assertThat(failure.getMessage()).contains(trouble.words());
        assertThat(step.consoleText()).contains(trouble.words()).doesNotContain("\tat ");
        assertThat(world.leftovers()).isEmpty();
    }

    static Stream<Trouble> troubles() {
        List<Trouble> troubles = new ArrayList<>();
        beforeAnythingIsCreated(troubles);
        inTheCluster(troubles);
        inTheRepository(troubles);
        return troubles.stream();
    }

    private static void beforeAnythingIsCreated(List<Trouble> troubles) {
        troubles.add(new Trouble(
                "PVC not found",
                "Pending",
                s -> s.arguments().put("pvc", "nothing"),
                List.of("PVC shop/nothing does not exist")));
        troubles.add(new Trouble(
                "PVC not bound", "Pending", claim("Pending", "Filesystem"), List.of("shop/db", "not bound")));
        troubles.add(new Trouble("block mode", "Pending", claim("Bound", "Block"), List.of("shop/db", "Block")));
        troubles.add(new Trouble(
                "not Cinder",
                "Pending",
                s -> s.kubernetes()
                        .edit(
                                "persistentvolumes",
                                "",
                                "pvc-" + s.world().volume,
                                pv -> ((ObjectNode) pv.at("/spec/csi")).put("driver", "ebs.csi.aws.com")),
                List.of("ebs.csi.aws.com", "Cinder")));
        troubles.add(new Trouble(
                "attached, and force is off",
                "Pending",
                s -> s.arguments().put("snapshot", Map.of("force", false)),
                List.of("is attached, and `snapshot.force` is off", "set `snapshot.force` to true")));
        troubles.add(new Trouble(
                "quota",
                "Pending",
                s -> s.world().site.openstack().quota(1, 0, 100),
                List.of(
                        "The quota 'snapshots'",
                        "used 0 of 0, needed 1 more",
                        "The quota 'volumes'",
                        "used 1 of 1",
                        "`snapshot.retention`")));
        troubles.add(new Trouble(
                "forbidden",
                "Pending",
                s -> {
                    s.kubernetes().access().deny("create", "persistentvolumes");
                    s.kubernetes().access().deny("delete", "jobs");
                },
                List.of("persistentvolumes", "create", "jobs", "delete", "backups")));
        troubles.add(new Trouble(
                "several at once",
                "Pending",
                s -> {
                    s.world().jenkins.add(HeadlessCredentials.login("cloud", "demo", "wrong"));
                    s.arguments().put("pvc", "nothing");
                },
                List.of("Failed to authenticate with OpenStack", "shop/nothing")));
    }

    private static Consumer<Situation> claim(String phase, String mode) {
        return s -> s.kubernetes().edit("persistentvolumeclaims", "shop", "db", claim -> {
            ((ObjectNode) claim.at("/status")).put("phase", phase);
            ((ObjectNode) claim.at("/spec")).put("volumeMode", mode);
            if (phase.equals("Pending")) {
                ((ObjectNode) claim.at("/spec")).remove("volumeName");
            }
        });
    }

    private static void inTheCluster(List<Trouble> troubles) {
        troubles.add(new Trouble(
                "FailedCreate",
                "Backup",
                s -> s.kubernetes().access().reject("pods", pod -> true, "violates PodSecurity \"restricted:latest\""),
                List.of("violates PodSecurity", "look at the events of namespace backups")));
        troubles.add(new Trouble(
                "image pull",
                "Backup",
                s -> s.kubernetes().node().images(image -> false),
                List.of("restic/restic:0.18.1", "was lost")));
        troubles.add(new Trouble(
                "unschedulable",
                "Backup",
                s -> s.kubernetes().node().unschedulable("0/3 nodes are available: 3 Insufficient memory."),
                List.of(
                        "did not start within 2 s",
                        "0/3 nodes are available: 3 Insufficient memory.",
                        "increase `job.startTimeout`")));
        troubles.add(new Trouble(
                "blank volume",
                "Backup",
                s -> {
                    s.world().site.format(s.world().volume, "");
                    s.arguments().put("job", Map.of("startTimeout", 600));
                },
                List.of(
                        "finds no file system on the copy of PVC shop/db",
                        "cannot mount unformatted disk",
                        "has ever used it")));
        troubles.add(new Trouble(
                "LUKS on the volume",
                "Backup",
                s -> {
                    s.world().site.format(s.world().volume, "crypto_LUKS");
                    s.arguments().put("job", Map.of("startTimeout", 600));
                },
                List.of("cannot mount the copy of PVC shop/db as ext4", "LUKS", "wrong fs type", "blkid -p")));
    }

    private static void inTheRepository(List<Trouble> troubles) {
        troubles.add(new Trouble(
                "not there",
                "Backup",
                s -> {
                    s.world().site.repositories().wipe("shop");
                    s.repository("create", false);
                },
                List.of("There is no restic repository at", "set `repository.create` to true")));
        troubles.add(new Trouble(
                "storage refuses the login",
                "Backup",
                s -> s.world().jenkins.add(HeadlessCredentials.login("backup-server", "backup", "wrong-password")),
                List.of("`repository.credentialsId`")));
        troubles.add(new Trouble(
                "storage is down",
                "Backup",
                s -> s.repository("url", "rest:http://127.0.0.1:1/shop"),
                List.of(
                        "cannot be reached from the cluster",
                        "connection refused",
                        "from a pod of namespace backups")));
        troubles.add(new Trouble(
                "no path exists",
                "Backup",
                s -> s.arguments().put("paths", List.of("/nowhere")),
                List.of("None of the paths [/nowhere] exists on the volume", "relative to the volume's root")));
        troubles.add(new Trouble(
                "no file at all",
                "Backup",
                s -> s.arguments().put("exclude", List.of("*")),
                List.of("The backup is empty: restic found 0 files", "check `paths` and `exclude`")));
    }
}
