package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.cinderbackup.catalog.BackupEntry;
import io.jenkins.plugins.cinderbackup.catalog.Proof;
import io.jenkins.plugins.cinderbackup.catalog.SourceCatalog;
import io.jenkins.plugins.cinderbackup.files.FileTree;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.page.RunResultAction;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.NeedsRestic;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import jenkins.model.CauseOfInterruption;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The restore on trial of {@code cinderSnapshotVerify}: what it proves, what it says of damage, and that nothing of it is left or changed. */
@NeedsRestic
@Timeout(120)
class DrillStepTest {
    private static final FlowInterruptedException STOP_BUTTON =
            new FlowInterruptedException(Result.ABORTED, true, new CauseOfInterruption.UserInterruption("alice"));
    private static final String NOT_GOOD = "The backup of production/shop/db of ";
    private static final String SAYS_NOTHING = "This says nothing about the backup: nobody knows whether it is good.";

    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private FileTree source;
    private String backup;
    private HeadlessRun build;

    @BeforeEach
    void backUp() throws Exception {
        backup = backUpOnce();
        source = FileTree.of(world.content);
        build = world.build();
    }

    private String backUpOnce() throws Exception {
        return world.backUp(
                "SUCCESS", world.arguments("snapshot", Map.of("retention", Map.of("keepLast", 0, "keepForDays", 0))));
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> proved(Map<String, Object> arguments) throws Exception {
        return (Map<String, Object>) world.verify(arguments, build).await(LONG);
    }

    /** What the build fails with, and that nothing of the verification is left. */
    private String failure(Map<String, Object> arguments) throws Exception {
        String message = world.verify(arguments, build).failure(LONG).getMessage();
        assertNothingIsLeft();
        return message;
    }

    private void assertNothingIsLeft() {
        assertThat(world.leftovers()).isEmpty();
        assertThat(world.site.kubernetes().list("persistentvolumeclaims")).hasSize(1);
        assertThat(FileTree.of(world.content)).isEqualTo(source);
        await().atMost(LONG).until(() -> BackupServices.get().journals().runs().isEmpty());
    }

    private Map<String, Object> values() {
        return build.getAction(RunResultAction.class).getRecord().getValues();
    }

    private SourceCatalog catalog() {
        return BackupServices.get().catalog().of("production/shop/db").get(0);
    }

    @Test
    void aBackupIsRestoredReadAgainAndRememberedAsVerifiedAndNothingStays() throws Exception {
        Map<String, Object> returned = proved(world.drill());

        assertThat(returned)
                .contains(
                        entry("result", "SUCCESS"),
                        entry("verified", true),
                        entry("warnings", List.of()),
                        entry("leftovers", List.of()))
                .hasEntrySatisfying(
                        "restoreSeconds", seconds -> assertThat((Long) seconds).isNotNegative())
                // restic 0.14 does not count what it restores, so that there is nothing to compare
                .containsEntry("bytes", null);
        assertThat(returned.get("backup"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsOnlyKeys("id", "time")
                .hasEntrySatisfying("id", id -> assertThat(id.toString()).startsWith(backup));
        assertThat(returned.get("checks"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsOnlyKeys("check", "restore")
                .allSatisfy((name, check) ->
                        assertThat((Map<?, ?>) check).extracting("passed").isEqualTo(true));
        assertNothingIsLeft();

        Proof proof = catalog().proofs().get(0);
        BackupEntry verified = catalog().backups().get(0);
        assertThat(catalog().proofOf(verified)).contains(proof);
        assertThat(proof.passed()).containsExactly("check", "restore");
        assertThat(proof.tested()).isFalse();
        assertThat(proof.bytes()).isNull();
        assertThat(proof.backupTime()).isBefore(proof.at());
        assertThat(proof.job()).isEqualTo("nightly");
    }

    @Test
    void theConsoleSaysWhichBackupAndHowOldBeforeAnythingIsMade() throws Exception {
        HeadlessStep step = world.verify(world.drill(), build);

        step.await(LONG);

        assertThat(step.consoleText())
                .contains("Verification of the backup of production/shop/db", "restic snapshot " + backup, " s old")
                .containsSubsequence(" s old", "CreatingVolume", "Restore", "Compare");
        assertThat(build.getAction(RunResultAction.class).getView().getSummary())
                .isEqualTo("good, as far as it was checked");
    }

    @Test
    void theListSaysWhichBackupIsVerified() throws Exception {
        proved(world.drill());
        backUpOnce();

        HeadlessStep list = world.list(world.listing(), build);

        assertThat((List<?>) list.await(LONG)).extracting("verified").containsExactly(null, true);
        assertThat(list.consoleText()).contains(", verified");
    }

    @Test
    void aBackupWithDamagedDataIsNotGoodInResticsWords() throws Exception {
        world.site.repositories().corrupt("shop", "data");

        assertThat(failure(world.drill("check", false)))
                .startsWith("Verification failed in Restore: " + NOT_GOOD)
                .contains(" is not good: restic could not restore all of it. restic says:")
                .containsPattern("ciphertext verification failed|not found in|invalid data returned")
                .doesNotContain("This says nothing");
        assertThat(values()).containsEntry("verified", false).containsEntry("restoreSeconds", null);
        assertThat(catalog().proofOf(catalog().backups().get(0)))
                .hasValueSatisfying(proof -> assertThat(proof.good()).isFalse());
        assertThat(catalog().proofs()).noneMatch(Proof::verifies);
    }

    @Test
    void aRepositoryWithoutItsIndexHasNoBackupThatIsGood() throws Exception {
        world.site.repositories().loseLargest("shop", "index");

        assertThat(failure(world.drill("check", false))).contains(NOT_GOOD, "not found in ");
        assertThat(values()).containsEntry("verified", false);
    }

    @Test
    void aCheckSeesAPackThatIsGoneOrCutBeforeAnythingIsMade() throws Exception {
        world.site.repositories().cutLargest("shop", "data");

        assertThat(failure(world.drill()))
                .startsWith("Verification failed in Check: The repository ")
                .contains(" is not good. ");
        assertThat(values()).containsEntry("verified", false).containsEntry("bytes", null);
        assertThat(world.site.openstack().volumes()).hasSize(1);
    }

    @Test
    void aBackupOfAnotherSourceIsNoneOfThisOne() throws Exception {
        assertThat(failure(Map.of(
                        "namespace", "shop", "pvc", "other", "backup", backup, "repository", world.repository())))
                .contains("production/shop/other", SAYS_NOTHING)
                .doesNotContain("is not good");
        assertThat(values()).containsEntry("verified", null).containsEntry("backup", null);
    }

    @Test
    void aRestoreThatIsKilledInTheMiddleSaysNothingOfTheBackup() throws Exception {
        world.resticSays("restore", 137, "restoring <Snapshot 4dd069d2>");

        assertThat(failure(world.drill()))
                .startsWith("Verification failed in Restore: ")
                .contains(SAYS_NOTHING);
        assertThat(values()).containsEntry("verified", null);
        assertThat(catalog().proofs())
                .singleElement()
                .satisfies(proof -> assertThat(proof.good()).isNull());
        assertThat(catalog().proofOf(catalog().backups().get(0))).isEmpty();
    }

    @Test
    void aRestoreThatHasEndedWellWithLessThanTheBackupHasIsNotGood() throws Exception {
        world.resticSays(
                "restore",
                0,
                "{\"message_type\":\"summary\",\"total_files\":1,\"files_restored\":1,\"total_bytes\":5}");

        assertThat(failure(world.drill()))
                .startsWith("Verification failed in Compare: " + NOT_GOOD)
                .contains(" is not good: restic has restored 1 files and folders with ");
        assertThat(values()).containsEntry("verified", false);
    }

    @Test
    void aFullVolumeIsNoFaultOfTheBackup() throws Exception {
        world.resticSays(
                "restore",
                1,
                "ignoring error for /data/a: write /data/a: no space left on device\nFatal: There were 1 errors");

        assertThat(failure(world.drill())).contains("too small", SAYS_NOTHING).doesNotContain("is not good");
        assertThat(values()).containsEntry("verified", null);
    }

    @Test
    void anOldBackupFailsTheProofBeforeAnythingIsMade() throws Exception {
        Instant tooOld = catalog().backups().get(0).time().plusSeconds(2);
        await().atMost(LONG).until(() -> Instant.now().isAfter(tooOld));

        assertThat(failure(world.drill("maxAge", 1))).contains(NOT_GOOD, " s old, and `maxAge` is 1.");
        assertThat(values()).containsEntry("verified", false);
        assertThat(world.site.openstack().volumes()).hasSize(1);
    }

    @Test
    void aSlowRestoreMakesTheBuildUnstableAndTheBackupIsVerifiedAllTheSame() throws Exception {
        world.site.kubernetes().node().startDelay(Duration.ofMillis(1500));

        assertThat(proved(world.drill("maxDuration", 1)))
                .contains(entry("result", "UNSTABLE"), entry("verified", true))
                .hasEntrySatisfying(
                        "warnings",
                        warnings ->
                                assertThat(warnings.toString()).contains("The restore took ", "`maxDuration` is 1"));
        assertNothingIsLeft();
    }

    @Test
    void aRestartInTheMiddleGoesOn() throws Exception {
        HeadlessStep step = holdIn("Restore");
        byte[] stored = step.store();
        world.restart();

        step.resume(stored);
        world.site.repositories().release("shop");

        assertThat((Map<?, ?>) step.await(LONG)).extracting("verified").isEqualTo(true);
        assertNothingIsLeft();
    }

    @Test
    void anAbortTakesAllOfItAway() throws Exception {
        HeadlessStep step = holdIn("Restore");

        step.stop(STOP_BUTTON);
        world.site.repositories().release("shop");

        assertThat(step.failure(LONG)).isSameAs(STOP_BUTTON);
        assertThat(step.consoleText()).contains("Aborted after", SAYS_NOTHING);
        assertThat(values()).containsEntry("verified", null);
        assertNothingIsLeft();
    }

    /** Before restic can read the first pack. */
    private HeadlessStep holdIn(String phase) {
        HeadlessStep step = world.verify(world.drill("check", false), build);
        await().atMost(LONG).until(() -> String.valueOf(step.status()).endsWith(": CreatingVolume"));
        world.site.repositories().hold("shop");
        await().atMost(LONG).until(() -> String.valueOf(step.status()).endsWith(": " + phase));
        await().atMost(LONG).until(() -> isAtWork() && isAnswered());
        return step;
    }

    private boolean isAtWork() {
        return world.site.kubernetes().list("pods").stream()
                .anyMatch(pod -> pod.at("/status/phase").asText().equals("Running"));
    }

    /** What a creating call that is cut off may still bring is looked for in the background, long after the run. */
    private boolean isAnswered() {
        return BackupServices.get().journals().runs().stream()
                .flatMap(run -> BackupServices.get().journals().load(run).stream())
                .flatMap(journal -> journal.resources().stream())
                .noneMatch(resource -> resource.state() == TrackedResource.State.INTENDED);
    }
}
