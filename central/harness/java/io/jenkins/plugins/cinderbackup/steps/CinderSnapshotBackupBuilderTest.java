package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import io.jenkins.plugins.cinderbackup.headless.Describables;
import io.jenkins.plugins.cinderbackup.headless.HeadlessBuild;
import io.jenkins.plugins.cinderbackup.headless.HeadlessProject;
import io.jenkins.plugins.cinderbackup.page.RunResultAction;
import io.jenkins.plugins.cinderbackup.simulator.openstack.Fault;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The freestyle build step, in a build's executor. */
@Timeout(120)
class CinderSnapshotBackupBuilderTest {
    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private HeadlessBuild build;

    @BeforeEach
    void start() throws Exception {
        build = new HeadlessProject("nightly").build(Map.of("TEAM", "shop"));
    }

    private boolean perform(Map<String, Object> arguments) throws Exception {
        return Describables.make(CinderSnapshotBackupBuilder.class, Map.of("step", arguments))
                .perform(build, null, build.listener());
    }

    /** The thread that performs the build step, and how that ended. */
    private record Performing(Thread thread, CompletableFuture<Throwable> end) {}

    private Performing begin() {
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                end.completeExceptionally(new AssertionError("the build step returned " + perform(world.arguments())));
            } catch (Exception e) {
                end.complete(e);
            }
        });
        thread.start();
        return new Performing(thread, end);
    }

    @Test
    void backsUpWithTheBuildsVariablesInItsTexts() throws Exception {
        Map<String, Object> arguments = world.arguments();
        arguments.put("namespace", "${TEAM}");

        assertThat(perform(arguments)).isTrue();

        assertThat(build.getResult()).isNull();
        assertThat(build.getAction(RunResultAction.class).getRecord().getSubject())
                .contains("shop/db");
        assertThat(build.consoleText()).contains("[cinder-backup shop/db] Pending (run ", "restic snapshot ");
    }

    @Test
    void aListThatJobDslMakesEmptyIsNoMisspeltField() throws Exception {
        Map<String, Object> arguments = world.arguments();
        arguments.put("unknownFields", List.of());
        arguments.put("dryRun", true);

        assertThat(perform(arguments)).isTrue();

        assertThat(build.getResult()).isNull();
        assertThat(build.consoleText()).doesNotContain("WARNING");
    }

    @Test
    void anUnreadableFileMakesTheBuildUnstableAndItGoesOn() throws Exception {
        world.makeOneFileUnreadable();

        assertThat(perform(world.arguments())).isTrue();

        assertThat(build.getResult()).isEqualTo(Result.UNSTABLE);
    }

    @Test
    void failOnUnstableFailsTheBuildInstead() throws Exception {
        world.makeOneFileUnreadable();
        Map<String, Object> arguments = world.arguments();
        arguments.put("failOnUnstable", true);

        assertThatThrownBy(() -> perform(arguments))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("is unstable");
    }

    @Test
    void allThatIsWrongWithTheSettingsIsSaidAtOnce() {
        assertThatThrownBy(() -> perform(Map.of("namespace", "SHOP")))
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("Backup failed: ")
                .hasMessageContainingAll(
                        "pvc is missing", "namespace is 'SHOP'", "repository.passwordCredentialsId is missing");
        assertThat(BackupServices.get().journals().runs()).isEmpty();
    }

    @Test
    void aFailureSaysWhereAndWhyAndNothingIsLeft() throws Exception {
        world.site.openstack().breakNextSnapshot("no weighed backends");

        assertThatThrownBy(() -> perform(world.arguments()))
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("Backup failed in CreatingSnapshot: ");
        assertThat(world.leftovers()).isEmpty();
    }

    @Test
    void anInterruptionEndsTheBuildStepAfterTheCleanUp() throws Exception {
        world.site.openstack().transition(Duration.ofSeconds(2));
        Performing performing = begin();
        await().atMost(LONG).until(() -> !world.site.openstack().snapshots().isEmpty());

        performing.thread().interrupt();

        assertThat(performing.end().get(60, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(world.leftovers()).isEmpty();
        assertThat(build.getAction(RunResultAction.class).getRecord().getResult())
                .isEqualTo(RunResult.ABORTED);
        assertThat(build.consoleText()).contains("Aborting: interrupted.");
    }

    @Test
    void aSecondInterruptionEndsAtOnceAlsoWhileACallHangsAndTheJournalStays() throws Exception {
        world.site
                .openstack()
                .fail(Fault.on("POST", "/snapshots$").does(new Fault.Hang()).always());
        Performing performing = begin();
        await().atMost(LONG)
                .until(() ->
                        !world.site.openstack().requests("POST", "/snapshots").isEmpty());

        performing.thread().interrupt();
        await().atMost(LONG).until(() -> build.consoleText().contains("Aborting"));
        performing.thread().interrupt();

        assertThat(performing.end().get(2, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(BackupServices.get().journals().runs()).hasSize(1);
    }
}
