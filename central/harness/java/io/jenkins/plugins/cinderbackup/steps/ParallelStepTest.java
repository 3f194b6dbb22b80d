package io.jenkins.plugins.cinderbackup.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.cinderbackup.files.SampleFiles;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.page.RunRecord;
import io.jenkins.plugins.cinderbackup.page.RunResultAction;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator.Seen;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs at the same time: each removes its own and nothing else, and they do not stand in each other's way. */
@Timeout(300)
class ParallelStepTest {
    private static final Duration LONG = Duration.ofSeconds(240);
    private static final int MANY = 10;

    @RegisterExtension
    private final StepWorld world = new StepWorld();

    @Test
    void theSamePvcTwiceInParallelBranchesOfOneBuild() throws Exception {
        HeadlessRun build = world.build();
        world.site.repositories().hold("shop");
        HeadlessStep one = world.start(both(), build);
        HeadlessStep other = world.start(both(), build);
        await().atMost(LONG).until(() -> world.site.kubernetes().list("jobs").size() == 2);
        for (String kind : List.of("jobs", "persistentvolumeclaims", "persistentvolumes", "secrets")) {
            assertThat(world.site.kubernetes().list(kind).stream()
                            .map(object -> object.at("/metadata/name").asText())
                            .toList())
                    .hasSizeGreaterThan(1)
                    .doesNotHaveDuplicates();
        }
        world.site.repositories().release("shop");

        Map<?, ?> first = (Map<?, ?>) one.await(LONG);
        Map<?, ?> second = (Map<?, ?>) other.await(LONG);

        assertThat(first.get("result")).as(one.consoleText()).isEqualTo("SUCCESS");
        assertThat(second.get("result")).as(other.consoleText()).isEqualTo("SUCCESS");
        assertThat(first.get("resticSnapshotId")).isNotEqualTo(second.get("resticSnapshotId"));
        assertThat(first.get("cinderSnapshotId")).isNotEqualTo(second.get("cinderSnapshotId"));
        assertThat(build.getActions(RunResultAction.class))
                .extracting(action -> action.getRecord().getRun())
                .doesNotHaveDuplicates()
                .hasSize(2);
        assertThat(world.site.repositories().count("shop", "snapshots")).isEqualTo(2);
        assertThat(world.leftovers())
                .as("both kept snapshots and nothing else")
                .hasSize(2)
                .allMatch(left -> left.startsWith("Cinder snapshot "));
    }

    /** Keeps the snapshots of both. */
    private Map<String, Object> both() {
        Map<String, Object> arguments = world.arguments();
        arguments.put("snapshot", Map.of("retention", Map.of("keepLast", 2, "keepForDays", 0)));
        return arguments;
    }

    @Test
    void theRetentionOfOneRunLeavesTheSnapshotThatAnotherUses() throws Exception {
        Map<String, Object> slow = world.arguments();
        Map<String, Object> elsewhere = world.repository();
        elsewhere.put("url", world.site.repositories().url("elsewhere"));
        slow.put("repository", elsewhere);
        world.site.repositories().hold("elsewhere");
        HeadlessStep held = world.start(slow, world.build());
        await().atMost(LONG).until(() -> held.status() != null && held.status().endsWith("Backup"));
        Seen used = world.site.openstack().snapshots().get(0);

        assertThat(world.run(world.arguments())).containsEntry("result", "SUCCESS");

        assertThat(world.site.openstack().snapshots())
                .extracting(Seen::id)
                .contains(used.id())
                .hasSize(2);
        world.site.repositories().release("elsewhere");
        Map<?, ?> late = (Map<?, ?>) held.await(LONG);
        assertThat(late.get("result")).as(held.consoleText()).isEqualTo("SUCCESS");
        assertThat(late.get("cinderSnapshotId")).isEqualTo(used.id());
    }

    @Test
    void tenPvcsIntoOneRepositoryWithRetention() throws Exception {
        Set<String> volumes = new HashSet<>(Set.of(world.volume));
        List<HeadlessStep> steps = new ArrayList<>();
        HeadlessRun build = world.build();
        world.site.openstack().quota(-1, -1, -1);
        for (int i = 0; i < MANY; i++) {
            Path content = Files.createDirectory(world.temp.resolve("content-" + i));
            SampleFiles.fill(content, 3, i);
            volumes.add(world.site.addSource("shop", "db-" + i, 1, content));
        }
        for (int i = 0; i < MANY; i++) {
            Map<String, Object> arguments = world.arguments();
            arguments.put("pvc", "db-" + i);
            arguments.put("snapshot", Map.of("retention", Map.of("keepLast", 0, "keepForDays", 0)));
            arguments.put("retention", Map.of("keepLast", 1));
            steps.add(world.start(arguments, build));
        }

        for (HeadlessStep step : steps) {
            assertThat(((Map<?, ?>) step.await(LONG)).get("result"))
                    .as(step.consoleText())
                    .isEqualTo("SUCCESS");
            assertThat(step.consoleText()).doesNotContain("is locked").contains("Retention: 1 restic snapshot kept");
        }
        assertThat(world.site.repositories().count("shop", "snapshots")).isEqualTo(MANY);
        assertThat(world.site.repositories().count("shop", "locks")).isZero();
        assertThat(world.site.leftovers(volumes)).isEmpty();
        assertThat(build.getActions(RunResultAction.class))
                .extracting(RunResultAction::getRecord)
                .extracting(RunRecord::getSubject)
                .doesNotHaveDuplicates()
                .hasSize(MANY);
    }

    /** What is on the page of a build is saved as a whole, so that each save of a build with many runs takes long. */
    @Test
    void runsThatBeginAndEndTogetherShareTheSavesOfTheirBuild() throws Exception {
        HeadlessRun build = world.build();
        build.takesToSave(Duration.ofMillis(200));
        Map<String, Object> arguments = world.arguments();
        arguments.put("dryRun", true);
        List<HeadlessStep> steps = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            steps.add(world.start(arguments, build));
        }

        for (HeadlessStep step : steps) {
            assertThat(((Map<?, ?>) step.await(LONG)).get("result")).isEqualTo("SUCCESS");
        }
        assertThat(build.saves())
                .as("saves for the begin and the end of each run")
                .isBetween(2, MANY);
        assertThat(BackupServices.get().journals().runs()).isEmpty();
    }
}
