package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.NewClaim;
import io.jenkins.plugins.cinderbackup.model.NewPersistentVolume;
import io.jenkins.plugins.cinderbackup.model.SourceClaim;
import io.jenkins.plugins.cinderbackup.model.VolumeUse;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A restore to a new PVC, left in peace or refused. */
class RestoreTest {
    private final World world = new World();

    @BeforeEach
    void restore() {
        world.restores = true;
    }

    private void assertRefused(RunReport report, String... messages) {
        assertThat(report.result()).isEqualTo(RunResult.FAILURE);
        assertThat(report.failure().findings())
                .extracting(finding -> finding.message())
                .satisfiesExactlyInAnyOrder(java.util.Arrays.stream(messages)
                        .map(message -> (org.assertj.core.api.ThrowingConsumer<String>)
                                said -> assertThat(said).contains(message))
                        .toArray(org.assertj.core.api.ThrowingConsumer[]::new));
        world.assertNothingLeft();
        assertThat(world.storage.keptVolumes()).isEmpty();
        assertThat(world.workloads.keptObjects()).isEmpty();
    }

    @Test
    void aNewPvcHasTheFilesOfTheNewestBackupAndOutlivesTheRun() {
        RunReport report = world.runToEnd();

        assertThat(report.failure()).isNull();
        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(report.phases().keySet())
                .extracting(Object::toString)
                .containsExactly(
                        "Pending",
                        "FindingBackup",
                        "CreatingVolume",
                        "CreatingPVC",
                        "Restore",
                        "Verify",
                        "HandOver",
                        "Cleanup");
        String volume = world.storage.keptVolumes().get(0);
        assertThat(report.values())
                .containsEntry("namespace", "shop")
                .containsEntry("pvc", "db-restored")
                .containsEntry("volumeId", volume)
                .containsEntry("files", 6L)
                .containsEntry("bytes", 4096L)
                .containsEntry(
                        "backup",
                        Map.of("id", ResticScript.RESTORED, "time", "2026-01-30T02:00:00Z", "from", "repository"));
        world.assertNothingLeft();
        assertThat(world.workloads.keptObjects())
                .containsExactlyInAnyOrder(
                        "CLAIM db-restored", "PERSISTENT_VOLUME csb-shop-db-restored-00112233445566aa-pv");
        assertThat(world.store.runs()).isEmpty();
    }

    @Test
    void theJobGetsTheOneIdAndWritesInTheNamespaceOfTheJobs() {
        world.runToEnd();

        assertThat(world.workloads.jobs.get(Kind.RESTORE).args())
                .startsWith("restore", "--json", "--target=/", "--verify")
                .endsWith("--", ResticScript.RESTORED);
        assertThat(world.workloads.jobs.get(Kind.RESTORE).namespace()).isEqualTo("backup");
        assertThat(world.workloads.jobs.get(Kind.RESTORE).writes()).isTrue();
        assertThat(world.workloads.jobs.get(Kind.STATS).args()).endsWith("--", ResticScript.RESTORED);
        assertThat(world.notes())
                .anyMatch(note -> note.startsWith(
                                "Restoring restic snapshot " + ResticScript.RESTORED + " of 2026-01-30T02:00:00Z, ")
                        && note.endsWith(" old"));
    }

    @Test
    void theVolumeIsLikeTheOneThatWasBackedUpAndBelongsToItsPvcAlsoWhenTheClusterIsGone() {
        world.runToEnd();

        NewClaim claim = world.workloads.claim;
        assertThat(claim.namespace()).isEqualTo("shop");
        assertThat(claim.storageClass()).isEqualTo("fast");
        assertThat(claim.capacityBytes()).isEqualTo(10L << 30);
        assertThat(claim.accessModes()).containsExactly("ReadWriteOnce");
        NewPersistentVolume volume = world.workloads.volume;
        assertThat(volume.fsType()).isEqualTo("xfs");
        assertThat(volume.use())
                .isEqualTo(new VolumeUse(
                        "Delete", List.of("ReadWriteOnce"), List.of("noatime"), "cinder.csi.openstack.org"));
        String id = world.storage.keptVolumes().get(0);
        assertThat(volume.volumeId()).isEqualTo(id);
        assertThat(world.storage.volume(id).orElseThrow().metadata())
                .containsEntry("csi.storage.k8s.io/pvc/name", "db-restored")
                .containsEntry("csi.storage.k8s.io/pvc/namespace", "shop")
                .containsEntry("csi.storage.k8s.io/pv/name", volume.name());
    }

    @Test
    void theVolumeStaysWithTheNodesOfTheSourceThoughKubernetesCallsTheZoneOtherwise() {
        world.workloads.living = () -> Optional.of(sourceIn("europe-a"));

        world.runToEnd();

        assertThat(world.workloads.volume.nodeAffinity()).isEqualTo("{\"required\":{}}");
    }

    @Test
    void noNodesAreAskedForWhereTheVolumeIsInAnotherZone() {
        world.workloads.living = () -> Optional.of(sourceIn("europe-a"));
        world.storage.zone = "nova-2";

        world.runToEnd();

        assertThat(world.workloads.volume.nodeAffinity()).isNull();
    }

    private SourceClaim sourceIn(String zone) {
        SourceClaim source = world.workloads.source.get();
        return new SourceClaim(
                source.namespace(),
                source.name(),
                source.persistentVolume(),
                source.volumeId(),
                source.driver(),
                source.fsType(),
                source.storageClass(),
                source.capacityBytes(),
                source.accessModes(),
                "{\"required\":{}}",
                Set.of(zone));
    }

    @Test
    void whatTheUserWantsStandsAboveWhatWasBackedUp() {
        world.plan.restore.sizeBytes = 25L << 29;
        world.plan.restore.labels = Map.of("team", "a");
        world.plan.restore.accessModes = List.of("ReadWriteOncePod");

        world.runToEnd();

        assertThat(world.workloads.claim.capacityBytes()).isEqualTo(25L << 29);
        assertThat(world.workloads.claim.labels()).containsEntry("team", "a");
        assertThat(world.workloads.claim.accessModes()).containsExactly("ReadWriteOncePod");
        // Cinder's sizes are whole GiB
        assertThat(world.storage
                        .volume(world.storage.keptVolumes().get(0))
                        .orElseThrow()
                        .sizeGiB())
                .isEqualTo(13);
    }

    @Test
    void anOldResticIsAskedAgainWithoutWhatItDoesNotKnow() {
        world.workloads.script(Kind.RESTORE, ResticScript.exit(1, "unknown flag: --sparse\n"));
        world.workloads.script(
                Kind.RESTORE,
                ResticScript.exit(
                        0,
                        "restoring <Snapshot 5e5e5e5e of [/data]> to /\nfinished verifying 4 files in / (took 5ms)\n"));

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.workloads.jobs.get(Kind.RESTORE).args())
                .containsExactly("restore", "--json", "--target=/", "--verify", "--", ResticScript.RESTORED);
        // The repository says what the backup has, but not what was restored
        assertThat(report.values()).containsEntry("files", null).containsEntry("bytes", null);
        assertThat(world.notes())
                .anyMatch(note -> note.startsWith("This restic does not say how much it has restored"))
                .noneMatch(note -> note.startsWith("As many files"));
        world.assertNothingLeft();
    }

    @Test
    void aRepositoryThatTakesNoLockIsReadWithoutOne() {
        world.workloads.script(
                Kind.RESTORE,
                ResticScript.exitError(1, "unable to create lock in backend: client.PutObject: Access Denied"));

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.workloads.jobs.get(Kind.RESTORE).args()).contains("--no-lock");
        assertThat(world.warnings()).anyMatch(warning -> warning.contains("without a lock"));
    }

    @Test
    void aTargetThatExistsIsNotTouchedAndAllThatIsWrongIsSaidAtOnce() {
        world.workloads.claims.add("shop/db-restored");
        world.plan.restore.storageClass = "slow";

        assertRefused(
                world.runToEnd(),
                "PVC shop/db-restored exists already",
                "There is no storage class 'slow' in the cluster.");
        assertThat(world.workloads.jobs).isEmpty();
    }

    @Test
    void noSuchBackupIsAnErrorAndNeverAnotherOne() {
        world.plan.restore.before = Instant.parse("2026-01-29T00:00:00Z");

        assertRefused(
                world.runToEnd(),
                "No sound backup is from 2026-01-29T00:00:00Z or before; the earliest is 5e5e5e5e of 2026-01-30T02:00:00Z.");
        assertThat(world.storage.madeVolumes).isZero();
    }

    private void listsAllButOne(String id) {
        world.workloads.script(
                Kind.LIST,
                ResticScript.exit(
                        0,
                        "Ignoring \"" + id + "\": load <snapshot/" + id.substring(0, 10) + ">: invalid data returned\n["
                                + ResticScript.listed(ResticScript.RESTORED, "src:apps/shop/db", "2026-01-30T02:00:00Z")
                                + "]\n"));
    }

    @Test
    void whereABackupCannotBeLoadedNoOtherOneIsTakenForTheLatest() {
        listsAllButOne("ab".repeat(32));

        assertRefused(world.runToEnd(), "restic does not list all that the repository");
    }

    @Test
    void aBackupThatIsNamedByItsIdIsRestoredThoughAnotherOneCannotBeLoaded() {
        listsAllButOne("ab".repeat(32));
        world.plan.restore.backup = ResticScript.RESTORED.substring(0, 8);

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
    }

    @Test
    void aBackupThatIsNamedByItsIdAndCannotBeLoadedIsNotSaidToBeUnknown() {
        listsAllButOne("ab".repeat(32));
        world.plan.restore.backup = "abababab";

        assertRefused(world.runToEnd(), "restic does not list all that the repository");
    }

    @Test
    void aRepositoryWithoutABackupOfTheSourceIsAnError() {
        world.workloads.script(Kind.LIST, ResticScript.exit(0, "[]\n"));

        assertRefused(
                world.runToEnd(), "There is no sound backup of the source. The source is apps/shop/db in repository");
    }

    @Test
    void aVolumeThatIsTooSmallAGoneStorageClassAndAFullQuotaAreSaidTogetherBeforeAnythingIsMade() {
        world.plan.restore.sizeBytes = 5L << 30;
        world.workloads.storageClasses.clear();
        world.storage.quota = FakeBlockStorage.quota(4, -1, -1);

        assertRefused(
                world.runToEnd(),
                "`to.size` is 5.0 GiB, and the backed-up volume has 10.0 GiB.",
                "There is no storage class 'fast' in the cluster.",
                "The quota 'volumes' of cloud production has no room");
        assertThat(world.storage.madeVolumes).isZero();
    }

    @Test
    void whatNobodySaysIsAskedFor() {
        world.workloads.script(
                Kind.LIST,
                ResticScript.exit(
                        0,
                        "[{\"time\":\"2026-01-30T02:00:00Z\",\"id\":\"" + ResticScript.RESTORED
                                + "\",\"tags\":[\"cinder-snapshot-backup\",\"src:apps/shop/db\"]}]\n"));
        world.workloads.living = Optional::empty;

        assertRefused(world.runToEnd(), "how large the volume was", "of which storage class it was");
    }

    @Test
    void aPartialRestoreFailsAndLeavesNoPvc() {
        world.workloads.script(
                Kind.RESTORE,
                ResticScript.exit(
                        1,
                        "{\"message_type\":\"error\",\"error\":{\"message\":\"ReadFull: no such file\"},\"during\":\"restore\",\"item\":\"/data/a\"}\n"
                                + "{\"message_type\":\"summary\",\"total_files\":6,\"files_restored\":6,\"total_bytes\":4096}\n"
                                + "{\"message_type\":\"exit_error\",\"code\":1,\"message\":\"Fatal: There were 1 errors\"}\n"));

        RunReport report = world.runToEnd();

        assertRefused(report, "1 files or folders could not be restored: /data/a (ReadFull: no such file)");
        assertThat(report.values())
                .containsEntry("pvc", null)
                .containsEntry("volumeId", null)
                .containsEntry("files", null);
        assertThat(world.workloads.made.keySet()).noneMatch(key -> key.contains("CLAIM db-restored"));
    }

    @Test
    void aFullVolumeIsNotTakenForAFullRepository() {
        world.workloads.script(
                Kind.RESTORE,
                ResticScript.exit(
                        1,
                        "ignoring error for /data/b: write /data/b: no space left on device\nFatal: There were 1 errors\n"));

        assertRefused(world.runToEnd(), "The volume is too small for the backup");
    }

    @Test
    void anEndWithoutFilesIsNoRestore() {
        world.workloads.script(Kind.RESTORE, ResticScript.exit(0, "{\"message_type\":\"summary\"}\n"));

        assertRefused(world.runToEnd(), "restic has restored nothing.");
    }

    @Test
    void anEndWithoutAWordIsNoRestore() {
        world.workloads.script(Kind.RESTORE, ResticScript.exit(0, "restoring <Snapshot 5e5e5e5e of [/data]> to /\n"));

        assertRefused(world.runToEnd(), "says nothing of what it has restored");
    }

    @Test
    void fewerFilesThanTheBackupHasIsNoRestore() {
        world.workloads.script(
                Kind.STATS,
                ResticScript.exit(0, "{\"total_size\":4096,\"total_file_count\":7,\"snapshots_count\":1}\n"));

        assertRefused(world.runToEnd(), "The restore is not whole: restic has restored 6 files");
    }

    @Test
    void aBackupThatIsGoneWhenItIsComparedIsNoProof() {
        world.workloads.script(Kind.STATS, ResticScript.exit(0, "{\"total_size\":0,\"snapshots_count\":0}\n"));

        assertRefused(world.runToEnd(), "The repository does not say how large the backup is");
    }

    @Test
    void aDryRunMakesNothingAndSaysWhatARunWould() {
        world.plan.dryRun = true;

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.calls.changes()).isEmpty();
        assertThat(report.notes()).anyMatch(note -> note.contains("restic restore --json --target=/"));
    }
}
