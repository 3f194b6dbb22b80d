package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.model.Result;
import io.jenkins.plugins.cinderbackup.files.FileTree;
import io.jenkins.plugins.cinderbackup.files.SampleFiles;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.real.ResticClient;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.NeedsRestic;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
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

/** {@code cinderSnapshotRestore} of what {@code cinderSnapshotBackup} has backed up: the files come back, and nothing else is left or changed. */
@NeedsRestic
@Timeout(120)
class RestoreStepTest {
    private static final FlowInterruptedException STOP_BUTTON =
            new FlowInterruptedException(Result.ABORTED, true, new CauseOfInterruption.UserInterruption("alice"));

    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private FileTree backedUp;
    private String resticId;

    @BeforeEach
    void backUp() throws Exception {
        Files.setPosixFilePermissions(world.content, PosixFilePermissions.fromString("rwxr-x--x"));
        world.resticOverwrites();
        backedUp = files(world.volume);
        resticId = backUp(0).get("resticSnapshotId").toString();
    }

    private Map<String, Object> backUp(int keptSnapshots) throws Exception {
        Map<String, Object> arguments = world.arguments();
        arguments.put("snapshot", Map.of("retention", Map.of("keepLast", keptSnapshots, "keepForDays", 0)));
        Map<String, Object> returned = world.run(arguments);
        assertThat(returned).containsEntry("result", "SUCCESS");
        return returned;
    }

    private FileTree files(String volumeId) {
        return ResticClient.withoutLostAndFound(FileTree.of(world.site.content(volumeId)));
    }

    private Map<String, Object> with(String field, Object value) {
        Map<String, Object> arguments = world.restoration();
        arguments.put(field, value);
        return arguments;
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> returned(HeadlessStep step) throws Exception {
        return (Map<String, Object>) step.await(LONG);
    }

    private void assertNothingIsThereButTheSource() {
        assertThat(world.leftovers()).isEmpty();
        assertThat(world.site.kubernetes().list("persistentvolumeclaims")).hasSize(1);
        assertThat(files(world.volume)).isEqualTo(backedUp);
        await().atMost(LONG).until(() -> BackupServices.get().journals().runs().isEmpty());
    }

    private String refused(Map<String, Object> arguments) throws Exception {
        HeadlessStep step = world.restore(arguments);
        String message = step.failure(LONG).getMessage();
        assertThat(message).startsWith("Restore failed");
        assertNothingIsThereButTheSource();
        return message;
    }

    @Test
    void aNewPvcHasAllFilesAndTheRootFoldersMode() throws Exception {
        SampleFiles.damage(world.content);

        HeadlessStep step = world.restore(world.restoration());

        Map<String, Object> returned = returned(step);
        String restored = world.site.volumeOf("shop", "db-restored");
        assertThat(returned)
                .contains(
                        entry("result", "SUCCESS"),
                        entry("namespace", "shop"),
                        entry("pvc", "db-restored"),
                        entry("volumeId", restored),
                        entry("warnings", List.of()),
                        entry("leftovers", List.of()))
                .containsKeys("files", "bytes", "durationMillis", "phases");
        assertThat(returned.get("backup"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("from", "repository")
                .hasEntrySatisfying("id", id -> assertThat(id.toString()).startsWith(resticId))
                .hasEntrySatisfying(
                        "time",
                        time -> assertThat(Instant.parse(time.toString())).isBefore(Instant.now()));
        assertThat(backedUp.differencesTo(files(restored))).isEmpty();
        assertThat(Files.getPosixFilePermissions(world.site.content(restored)))
                .isEqualTo(Files.getPosixFilePermissions(world.content));
        assertThat(step.consoleText()).contains(resticId, " s old", "Restored to PVC shop/db-restored");
        assertThat(world.site.kubernetes().list("persistentvolumeclaims"))
                .extracting(claim -> claim.at("/metadata/name").asText())
                .containsExactlyInAnyOrder("db", "db-restored");
        assertThat(world.site.kubernetes().list("secrets")).isEmpty();
        assertThat(BackupServices.get().journals().runs()).isEmpty();
    }

    @Test
    void anotherNamespaceGetsThePvcAsItIsAskedFor() throws Exception {
        world.site.kubernetes().createNamespace("staging");
        world.site.kubernetes().createStorageClass("ssd", "Retain", Map.of());

        Map<String, Object> returned = returned(world.restore(with(
                "to",
                Map.of(
                        "namespace", "staging",
                        "pvc", "copy",
                        "storageClass", "ssd",
                        "size", "3Gi",
                        "accessModes", List.of("ReadWriteOncePod")))));

        assertThat(returned).contains(entry("namespace", "staging"), entry("pvc", "copy"));
        JsonNode claim = world.site
                .kubernetes()
                .get("persistentvolumeclaims", "staging", "copy")
                .orElseThrow();
        assertThat(claim.at("/spec/storageClassName").asText()).isEqualTo("ssd");
        assertThat(claim.at("/spec/accessModes/0").asText()).isEqualTo("ReadWriteOncePod");
        assertThat(claim.at("/spec/resources/requests/storage").asText()).isIn("3Gi", Long.toString(3L << 30));
        assertThat(backedUp.differencesTo(files(world.site.volumeOf("staging", "copy"))))
                .isEmpty();
    }

    @Test
    void aPvcThatIsGoneIsRestoredUnderItsOwnName() throws Exception {
        world.site.kubernetes().delete("persistentvolumeclaims", "shop", "db");

        returned(world.restore(with("to", Map.of("pvc", "db"))));

        assertThat(backedUp.differencesTo(files(world.site.volumeOf("shop", "db"))))
                .isEmpty();
    }

    @Test
    void inPlaceTheDamageIsUndoneAndASnapshotOfItIsKept() throws Exception {
        Files.delete(world.content.resolve("table-0/row-40.dat"));
        Files.writeString(world.content.resolve("table-0/row-41.dat"), "written over");
        world.site.detach("shop", "db");
        Map<String, Object> arguments = with("inPlace", true);

        Map<String, Object> returned = returned(world.restore(arguments));

        assertThat(returned)
                .contains(entry("pvc", "db"), entry("volumeId", world.volume))
                .hasEntrySatisfying(
                        "snapshotBefore",
                        id -> assertThat(world.site.openstack().snapshots())
                                .singleElement()
                                .satisfies(kept -> assertThat(kept.id()).isEqualTo(id)));
        assertThat(backedUp.differencesTo(files(world.volume))).isEmpty();
    }

    @Test
    void cinderRevertsTheVolumeUnderAWorkloadThatIsScaledDownAndACopyOfTheDamageIsKept() throws Exception {
        String kept = backUp(1).get("cinderSnapshotId").toString();
        SampleFiles.damage(world.content);
        FileTree damaged = files(world.volume);
        world.site.kubernetes().createWorkload("statefulsets", "shop", "postgres", 2, "db");
        Map<String, Object> arguments = with("inPlace", true);
        arguments.put("revert", true);
        arguments.put("scaleDown", List.of("statefulset/postgres"));

        HeadlessStep step = world.restore(arguments);

        Map<String, Object> returned = returned(step);
        assertThat(returned)
                .contains(
                        entry("result", "SUCCESS"),
                        entry("pvc", "db"),
                        entry("volumeId", world.volume),
                        entry("snapshotBefore", null));
        assertThat(backedUp.differencesTo(files(world.volume))).isEmpty();
        String before = returned.get("volumeBefore").toString();
        assertThat(damaged.differencesTo(files(before))).isEmpty();
        assertThat(step.consoleText())
                .contains(
                        "Cinder has reverted volume " + world.volume + " to snapshot " + kept,
                        "Kept, as the volume was before: Cinder volume before-restore-shop-db-");
        assertThat(world.site.kubernetes().replicas("statefulsets", "shop", "postgres"))
                .isEqualTo(2);
        assertThat(world.site.openstack().snapshots())
                .extracting(seen -> seen.id())
                .containsExactly(kept);
    }

    @Test
    void aDryRunOfARevertSaysWhatItWouldKeepAndStartsNoRestic() throws Exception {
        backUp(1);
        world.site.detach("shop", "db");
        Map<String, Object> arguments = with("inPlace", true);
        arguments.put("revert", true);
        arguments.put("dryRun", true);

        HeadlessStep step = world.restore(arguments);

        assertThat(returned(step)).contains(entry("result", "SUCCESS"), entry("volumeBefore", null));
        assertThat(step.consoleText())
                .contains(
                        "make a copy of the volume of PVC shop/db, Cinder volume before-restore-shop-db-",
                        "have Cinder revert the volume to the snapshot that was kept of the backup")
                .doesNotContain(": restic restore ");
        assertThat(world.site.openstack().volumes()).hasSize(1);
    }

    @Test
    void aNewerSnapshotInTheWayOfARevertIsNamedWithWhoseItIs() throws Exception {
        String kept = backUp(2).get("cinderSnapshotId").toString();
        String newer = backUp(2).get("cinderSnapshotId").toString();
        world.site.detach("shop", "db");
        Map<String, Object> arguments = with("inPlace", true);
        arguments.put("revert", true);
        arguments.put("backup", "latest~1");

        assertThat(world.restore(arguments).failure(LONG))
                .hasMessageContaining("Cinder reverts a volume to its newest snapshot only")
                .hasMessageContaining("(" + newer + ")")
                .hasMessageContaining("made by build ")
                .hasMessageContaining("It was to be reverted to " + kept);
        assertThat(files(world.volume)).isEqualTo(backedUp);
    }

    @Test
    void theCinderSnapshotOfTheBackupIsNearerThanTheRepository() throws Exception {
        String kept = backUp(1).get("cinderSnapshotId").toString();

        HeadlessStep step = world.restore(world.restoration());

        assertThat(returned(step).get("backup"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .contains(entry("from", "snapshot"));
        assertThat(step.consoleText()).contains("Cinder snapshot " + kept);
        assertThat(backedUp.differencesTo(files(world.site.volumeOf("shop", "db-restored"))))
                .isEmpty();
    }

    @Test
    void anEarlierBackupIsFoundByAnInstantAndByItsId() throws Exception {
        Instant between = Instant.now().minus(Duration.ofHours(1));
        SampleFiles.damage(world.content);
        world.site.openstack().dateNextSnapshot(between.minusSeconds(1));
        String earlierId = backUp(0).get("resticSnapshotId").toString();

        for (Map<String, Object> earlier :
                List.<Map<String, Object>>of(Map.of("before", between.toString()), Map.of("backup", earlierId))) {
            Map<String, Object> arguments = world.restoration();
            arguments.putAll(earlier);
            arguments.put("to", Map.of("pvc", "restored-" + Math.abs(earlier.hashCode())));

            Map<String, Object> returned = returned(world.restore(arguments));

            assertThat(returned.get("backup"))
                    .as("%s", earlier)
                    .asInstanceOf(InstanceOfAssertFactories.MAP)
                    .hasEntrySatisfying("id", id -> assertThat(id.toString()).startsWith(earlierId));
        }
    }

    @Test
    void aPartIsRestoredWhereOnlyThatIsWanted() throws Exception {
        assertThat(refused(with("include", List.of("/odd", "/nope/x"))))
                .contains("in FindingFiles: The backup does not have /nope/x of `include`.");

        returned(world.restore(with("include", List.of("/odd"))));

        assertThat(world.site
                        .content(world.site.volumeOf("shop", "db-restored"))
                        .toFile()
                        .list())
                .contains("odd")
                .doesNotContain("large.bin", "table-0");
    }

    @Test
    void anAbortStartsTheWorkloadAgain() throws Exception {
        world.site.kubernetes().createWorkload("statefulsets", "shop", "postgres", 2, "db");
        Map<String, Object> arguments = with("inPlace", true);
        arguments.put("scaleDown", List.of("statefulset/postgres"));
        HeadlessStep step = world.restore(arguments);
        await().atMost(LONG).until(() -> world.site.kubernetes().replicas("statefulsets", "shop", "postgres") == 0);

        step.stop(STOP_BUTTON);

        await().atMost(LONG).until(() -> world.site.kubernetes().replicas("statefulsets", "shop", "postgres") == 2);
        await().atMost(LONG).until(() -> BackupServices.get().journals().runs().isEmpty());
    }

    @Test
    void aRestartInTheMiddleGoesOn() throws Exception {
        world.site.repositories().hold("shop");
        HeadlessStep step = world.restore(world.restoration());
        world.awaitJob();
        byte[] stored = step.store();
        world.restart();

        step.resume(stored);
        world.site.repositories().release("shop");

        assertThat(returned(step)).containsEntry("pvc", "db-restored");
        assertThat(backedUp.differencesTo(files(world.site.volumeOf("shop", "db-restored"))))
                .isEmpty();
    }

    @Test
    void anAbortLeavesNoPvc() throws Exception {
        world.site.repositories().hold("shop");
        HeadlessStep step = world.restore(world.restoration());
        await().atMost(LONG).until(() -> String.valueOf(step.status()).endsWith(": FindingBackup"));

        // A creating call that an abort breaks off is looked for in the background for minutes
        await().atMost(LONG)
                .until(() -> world.site.kubernetes().list("pods").stream()
                        .anyMatch(pod -> pod.at("/status/phase").asText().equals("Running")));

        step.stop(STOP_BUTTON);
        world.site.repositories().release("shop");

        assertThat(step.failure(LONG)).isSameAs(STOP_BUTTON);
        assertNothingIsThereButTheSource();
    }

    @Test
    void aPvcThatExistsIsRefused() throws Exception {
        assertThat(refused(with("to", Map.of("pvc", "db"))))
                .contains("PVC shop/db exists already, and nothing is written over it.");
    }

    @Test
    void aBackupThatIsNotThereIsRefusedWithTheNearestOnes() throws Exception {
        assertThat(refused(with("before", "2020-01-01T00:00:00Z")))
                .contains("No sound backup is from 2020-01-01T00:00:00Z or before; the earliest is ")
                .contains(resticId);
        assertThat(refused(with("backup", "0123456789"))).contains("has an id that begins with 0123456789");
    }

    @Test
    void inPlaceAPodThatUsesThePvcIsNamed() throws Exception {
        world.site.startWorkload("shop", "db-0", "db");

        assertThat(refused(with("inPlace", true))).contains("is used by pod db-0", "is in state 'in-use'");
    }

    @Test
    void aSizeThatIsTooSmallIsRefused() throws Exception {
        assertThat(refused(with("to", Map.of("size", "1Gi")))).contains("`to.size` is 1.0 GiB");
    }

    @Test
    void aRestoreThatFailsLeavesNoPvcAndSaysWhy() throws Exception {
        world.resticSays("restore", 1, "Fatal: the sky is falling");

        assertThat(refused(world.restoration())).contains("in Restore: ", "the sky is falling");
    }

    @Test
    void aRestoreOfFewerFilesThanThereAreIsNoSuccess() throws Exception {
        world.resticSays(
                "restore",
                0,
                "{\"message_type\":\"summary\",\"seconds_elapsed\":1,\"total_files\":1,\"files_restored\":1,"
                        + "\"total_bytes\":4,\"bytes_restored\":4}");

        assertThat(refused(world.restoration())).contains("in Verify: ");
    }

    @Test
    void aDryRunCreatesNothingAndSaysWhatItWouldDo() throws Exception {
        HeadlessStep step = world.restore(with("dryRun", true));

        assertThat(returned(step)).contains(entry("result", "SUCCESS"), entry("pvc", null));
        assertThat(step.consoleText())
                .contains("Dry run: nothing is created.", ": restic restore ", "make PVC shop/db-restored");
        assertNothingIsThereButTheSource();
    }
}
