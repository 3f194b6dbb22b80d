package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.leftovers.LeftoverRemoval;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.page.RunResultAction;
import io.jenkins.plugins.cinderbackup.simulator.openstack.Fault;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator.Seen;
import io.jenkins.plugins.cinderbackup.simulator.openstack.SimRequest;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A step of several runs that is cut off: the controller ends at each moment of it, or somebody stops it. No run begins twice, and none is forgotten. */
@Timeout(180)
class ServerBackupRestartStepTest {
    private static final String SERVER = "2e1c1b7a-6f0d-4f0e-9c63-5d8a4e2f0b11";
    private static final FlowInterruptedException STOP_BUTTON =
            new FlowInterruptedException(Result.ABORTED, true, new CauseOfInterruption.UserInterruption("alice"));

    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private OpenstackSimulator cloud;
    private HeadlessRun build;
    private List<String> volumes;

    @BeforeEach
    void attachVolumes() {
        world.onlyVolumeBackups();
        cloud = world.site.openstack();
        build = world.build();
        volumes = List.of(cloud.addVolume("boot", 1), cloud.addVolume("data", 1), cloud.addVolume("logs", 1));
        cloud.attach(volumes.get(0), SERVER, "/dev/vda");
        cloud.attach(volumes.get(1), SERVER, "/dev/vdb");
        cloud.attach(volumes.get(2), SERVER, "/dev/vdc");
    }

    private HeadlessStep start() {
        return world.start(CinderVolumeBackupStep.class, Map.of("server", SERVER), build);
    }

    /** Cinder asks for patience, and does none of these, until it is healed. */
    private void later(Predicate<SimRequest> requests) {
        cloud.fail(request -> requests.test(request)
                ? Optional.of(new Fault.Answer(429, Map.of(), "{\"message\": \"later\"}"))
                : Optional.empty());
    }

    /** By a backup, in its checks: the search has asked the same before. */
    private boolean asksForBackups(SimRequest request) {
        return request.path().endsWith("/backups/detail") && !followers().isEmpty();
    }

    private List<RunResultAction> shown() {
        return build.getActions(RunResultAction.class);
    }

    private List<String> followers() {
        return shown().stream()
                .map(action -> action.getRecord().getRun())
                .skip(1)
                .toList();
    }

    private void endsWhole(HeadlessStep step) throws Exception {
        Map<?, ?> returned = (Map<?, ?>) step.await(LONG);
        assertThat(returned.get("result")).as(step.consoleText()).isEqualTo("SUCCESS");
        assertThat((List<?>) returned.get("backups"))
                .extracting(backup -> ((Map<?, ?>) backup).get("volumeId"))
                .isEqualTo(volumes);
        assertThat(cloud.backups()).extracting(Seen::status).containsExactly("available", "available", "available");
        assertThat(cloud.requests("POST", "/backups$")).hasSize(3);
        assertThat(cloud.snapshots()).isEmpty();
        assertThat(shown())
                .extracting(action -> action.getRecord().getRun())
                .doesNotHaveDuplicates()
                .hasSize(4);
        assertThat(BackupServices.get().journals().runs()).isEmpty();
        assertThat(step.timesOver()).isEqualTo(1);
    }

    /** The controller ends, this is found at its next start, and Cinder is there again. */
    private void goesOn(HeadlessStep step, Runnable atStart) {
        byte[] stored = step.store();
        world.restart();
        atStart.run();
        cloud.heal();
        step.resume(stored);
    }

    @Test
    void whileItLooksForTheVolumes() throws Exception {
        later(request -> request.path().endsWith("/volumes/detail"));
        HeadlessStep step = start();
        await().atMost(LONG)
                .until(() -> !cloud.requests("GET", "/volumes/detail").isEmpty());

        goesOn(step, () -> assertThat(shown()).hasSize(1));

        endsWhole(step);
    }

    @Test
    void whenItHasFoundThemAndNoBackupHasAJournalYet() throws Exception {
        HeadlessStep step = heldInTheirChecks();

        goesOn(step, () -> followers().forEach(this::undo));

        endsWhole(step);
    }

    @Test
    void whenOnlySomeHaveBegun() throws Exception {
        HeadlessStep step = heldInTheirChecks();

        goesOn(step, () -> followers().subList(1, 3).forEach(this::undo));

        endsWhole(step);
    }

    @Test
    void whenAJournalIsThereOfARunThatTheBuildDoesNotShowYet() throws Exception {
        HeadlessStep step = heldInTheirChecks();

        goesOn(step, () -> followers().forEach(this::hide));

        endsWhole(step);
    }

    private HeadlessStep heldInTheirChecks() {
        later(this::asksForBackups);
        HeadlessStep step = start();
        // Three times by the search
        await().atMost(LONG)
                .until(() -> followers().size() == 3
                        && cloud.requests("GET", "/backups/detail").size() >= 6);
        return step;
    }

    /** As if the process had ended before that run was written down. */
    private void undo(String run) {
        BackupServices.get().journals().remove(new RunId(run));
        hide(run);
    }

    @SuppressWarnings("deprecation") // The other methods have no way to take one away
    private void hide(String run) {
        build.getActions().remove(RunResultAction.of(build, run).orElseThrow());
    }

    @Test
    void whenSomeAreOver() throws Exception {
        later(request -> asksForBackups(request)
                && (volumes.get(0).equals(request.query().get("volume_id"))
                        || volumes.get(2).equals(request.query().get("volume_id"))));
        HeadlessStep step = start();
        await().atMost(LONG)
                .until(() -> shown().stream()
                                .skip(1)
                                .anyMatch(action -> action.getRecord().isOver())
                        && BackupServices.get().journals().runs().size() == 3);

        // The background looks at what is over meanwhile: the search, which its build still needs
        BackupServices.get().removal().next();
        goesOn(step, () -> {});

        endsWhole(step);
    }

    @Test
    void whileCinderIsAtWork() throws Exception {
        HeadlessStep step = heldInCinder();

        goesOn(step, () -> cloud.transition(Duration.ZERO));

        endsWhole(step);
    }

    @Test
    void whatTheBackgroundLooksAtMeanwhileIsNotTakenForSomethingLeftBehind() throws Exception {
        HeadlessStep step = heldInTheirChecks();
        byte[] stored = step.store();
        world.restart();
        world.jenkins.extension(LeftoverRemoval.class).run();
        BackupServices.get().removal().refresh();
        for (int look = 0; look < 8; look++) {
            BackupServices.get().removal().next();
        }
        assertThat(BackupServices.get().journals().runs()).hasSize(4);
        cloud.heal();
        step.resume(stored);

        endsWhole(step);
    }

    @Test
    void aBackupWhoseJournalWasLostIsNotMadeTwice() throws Exception {
        HeadlessStep step = heldInTheirChecks();
        String lost = followers().get(1);

        goesOn(step, () -> BackupServices.get().journals().remove(new RunId(lost)));

        assertThat(step.failure(LONG))
                .hasMessageStartingWith("1 of 3 failed:\nBackup of volume " + volumes.get(1) + " by Cinder: ")
                .hasMessageContaining("The journal of run " + lost + " is not there any more");
        assertThat(cloud.backups()).hasSize(2);
    }

    @Test
    void aStopWhileItLooksBeginsNothing() throws Exception {
        later(request -> request.path().endsWith("/volumes/detail"));
        HeadlessStep step = start();
        await().atMost(LONG)
                .until(() -> !cloud.requests("GET", "/volumes/detail").isEmpty());
        step.stop(STOP_BUTTON);
        cloud.heal();

        assertThat(step.failure(LONG)).isSameAs(STOP_BUTTON);
        assertThat(shown()).hasSize(1);
        assertThat(BackupServices.get().journals().runs()).isEmpty();
    }

    @Test
    void aStopEndsAllTogetherAndTheBackgroundRemovesWhatIsLeft() throws Exception {
        HeadlessStep step = heldInCinder();
        step.stop(STOP_BUTTON);

        assertThat(step.failure(Duration.ofSeconds(60))).isSameAs(STOP_BUTTON);
        assertThat(shown())
                .extracting(action -> action.getRecord().getPhase())
                .containsExactly("Succeeded", "Aborted", "Aborted", "Aborted");
        nothingIsLeftInTheEnd();
    }

    @Test
    void aSecondStopEndsAllAtOnce() throws Exception {
        HeadlessStep step = heldInCinder();
        step.stop(STOP_BUTTON);
        step.stop(STOP_BUTTON);

        assertThat(step.failure(Duration.ofSeconds(5))).isSameAs(STOP_BUTTON);
        nothingIsLeftInTheEnd();
    }

    @Test
    void aStopAfterWhichTheControllerEndsBeginsNothingAnyMore() throws Exception {
        HeadlessStep step = heldInTheirChecks();
        cloud.fail(request -> Optional.of(new Fault.Answer(429, Map.of(), "{\"message\": \"later\"}")));
        step.stop(STOP_BUTTON);
        byte[] stored = step.store();
        world.restart();
        followers().subList(1, 3).forEach(this::undo);
        cloud.heal();
        step.resume(stored);

        assertThat(step.failure(LONG)).hasSameClassAs(STOP_BUTTON);
        assertThat(shown()).hasSize(2);
        nothingIsLeftInTheEnd();
    }

    /** Cinder takes an hour for each backup. */
    private HeadlessStep heldInCinder() {
        cloud.fail(request -> {
            if (request.method().equals("POST") && request.path().endsWith("/backups")) {
                cloud.transition(Duration.ofHours(1));
            }
            return Optional.empty();
        });
        HeadlessStep step = start();
        await().atMost(LONG)
                .until(() -> !cloud.backups().isEmpty()
                        && cloud.backups().size()
                                        + cloud.snapshots().stream()
                                                .filter(snapshot ->
                                                        snapshot.status().equals("creating"))
                                                .count()
                                == 3);
        return step;
    }

    private void nothingIsLeftInTheEnd() {
        build.finish(Result.ABORTED);
        cloud.heal();
        cloud.transition(Duration.ZERO);
        world.jenkins.extension(LeftoverRemoval.class).run();
        await().atMost(LONG).untilAsserted(() -> {
            BackupServices.get().journals().runs().forEach(BackupServices.get().removal()::retryNow);
            BackupServices.get().removal().next();
            assertThat(cloud.backups()).isEmpty();
            assertThat(cloud.snapshots()).isEmpty();
            assertThat(BackupServices.get().journals().runs()).isEmpty();
        });
    }
}
