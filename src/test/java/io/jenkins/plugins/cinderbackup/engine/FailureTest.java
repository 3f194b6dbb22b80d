package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import io.jenkins.plugins.cinderbackup.phase.cluster.CreatingPvc;
import io.jenkins.plugins.cinderbackup.phase.restic.Invocations;
import io.jenkins.plugins.cinderbackup.phase.storage.CreatingSnapshot;
import io.jenkins.plugins.cinderbackup.phase.storage.CreatingVolume;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user reads when a phase fails, and that all is removed that was created before. */
class FailureTest {
    private final World world = new World();

    private Finding failure(PhaseId phase) {
        RunReport report = world.runToEnd();
        assertThat(report.result()).isEqualTo(RunResult.FAILURE);
        assertThat(report.failure().phase()).isEqualTo(phase);
        assertThat(report.leftovers()).isEmpty();
        world.assertNothingLeft();
        assertThat(world.storage.keptSnapshots()).isEmpty();
        assertThat(world.store.runs()).isEmpty();
        assertThat(world.events.of(RunEvent.Failed.class)).hasSize(1);
        return report.failure().findings().get(0);
    }

    @Test
    void theSnapshotIsAwaitedNoLongerThanItsLimit() {
        world.storage.snapshotTakes = Duration.ofHours(1);
        // So that the removal does not wait for Cinder to make up its mind.
        world.plan.cleanupTimeout = Duration.ofHours(2);

        Finding finding = failure(CreatingSnapshot.ID);

        assertThat(finding.message()).isEqualTo("Snapshot creation timed out");
        assertThat(finding.hints())
                .containsExactly(
                        "increase `snapshot.timeout` for large volumes",
                        "check the Cinder service's health",
                        "verify that the volume is not in an error state");
        assertThat(world.journal.deadline("CreatingSnapshot")).contains(ManualTicker.START.plusSeconds(600));
        assertThat(world.journal.failure().orElseThrow().at()).isEqualTo(ManualTicker.START.plusSeconds(600));
    }

    @Test
    void theVolumeIsAwaitedNoLongerThanItsLimit() {
        world.storage.volumeTakes = Duration.ofMinutes(6);

        Finding finding = failure(CreatingVolume.ID);

        assertThat(finding.message()).isEqualTo("Temporary volume creation timed out");
        assertThat(finding.hints()).anyMatch(hint -> hint.contains("`temporaryVolume.timeout`"));
    }

    @Test
    void theClaimIsAwaitedNoLongerThanItsLimitAndTheClustersLastWordIsQuoted() {
        world.workloads.bindingTakes = Duration.ofDays(1);
        world.workloads.claimEvent = "no persistent volumes available";

        Finding finding = failure(CreatingPvc.ID);

        assertThat(finding.message()).isEqualTo("Temporary PVC failed to bind");
        assertThat(finding.hints())
                .containsExactly(
                        "Kubernetes says: no persistent volumes available",
                        "increase `temporaryVolume.timeout`",
                        "verify that the CSI driver can create volumes from snapshots",
                        "check that the storage class supports it");
    }

    @Test
    void thatTheProvisionerLeavesThePvcAloneIsNoReason() {
        world.workloads.bindingTakes = Duration.ofDays(1);
        world.workloads.claimEvent =
                "ProvisioningFailed: failed to provision volume with StorageClass \"fast\": claim Selector is not supported";

        assertThat(failure(CreatingPvc.ID).hints())
                .startsWith("increase `temporaryVolume.timeout`")
                .noneMatch(hint -> hint.contains("Selector"));
    }

    @Test
    void aLogInThatIsRefusedLaterIsToldWithTheReferencesWords() {
        world.calls.refuse(
                "createVolume",
                1,
                PermanentException.of("Failed to authenticate with OpenStack", "verify all OS_* variables / fields"));

        assertThat(failure(CreatingVolume.ID).message()).isEqualTo("Failed to authenticate with OpenStack");
    }

    @ParameterizedTest
    @CsvSource({"error", "error_deleting", "ERROR"})
    void aSnapshotInAnErrorStateEndsTheWaitAtOnceWithCindersComplaint(String status) {
        world.storage.snapshotEndsAs = status;
        world.storage.complaint = "Driver has no space";

        assertThat(failure(CreatingSnapshot.ID).message())
                .isEqualTo("Cinder snapshot backup-shop-db-20260131-020000 (snapshot-1) ended in state '" + status
                        + "'. Cinder says: Driver has no space");
        assertThat(world.elapsed()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aComplaintThatCannotBeReadHidesNothing() {
        world.storage.volumeEndsAs = "error";
        world.calls.refuseAlways("complaintAbout", PermanentException.of("messages are forbidden"));

        assertThat(failure(CreatingVolume.ID).message()).endsWith("(volume-2) ended in state 'error'.");
    }

    @Test
    void aStateThatNobodyKnowsIsAwaited() {
        world.begin().drive(j -> World.first(j, ResourceKind.VOLUME).isPresent());
        world.storage.setStatus("volume-2", "quantum");

        assertThat(failure(CreatingVolume.ID).message()).isEqualTo("Temporary volume creation timed out");
    }

    @Test
    void aSnapshotThatSomebodyDeletesIsMissed() {
        world.begin()
                .drive(j -> World.first(j, ResourceKind.SNAPSHOT)
                        .filter(r -> r.id() != null)
                        .isPresent());
        world.storage.vanish("snapshot-1");

        assertThat(failure(CreatingSnapshot.ID).message()).endsWith("disappeared while it was awaited.");
    }

    @Test
    void aVolumeThatSomebodyDeletesIsMissed() {
        world.begin()
                .drive(j -> World.first(j, ResourceKind.VOLUME)
                        .filter(r -> r.id() != null)
                        .isPresent());
        world.storage.vanish("volume-2");

        assertThat(failure(CreatingVolume.ID).message()).endsWith("disappeared while it was awaited.");
    }

    @Test
    void aClaimThatSomebodyDeletesIsMissed() {
        world.workloads.bindingTakes = Duration.ofSeconds(5);
        world.begin()
                .drive(j -> World.first(j, ResourceKind.PERSISTENT_VOLUME)
                        .filter(r -> r.id() != null)
                        .isPresent());
        world.workloads.vanish(ResourceKind.CLAIM);

        assertThat(failure(CreatingPvc.ID).message()).contains("disappeared while it was awaited");
    }

    @Test
    void aJobThatSomebodyDeletesIsMissed() {
        world.begin().drive(j -> Invocations.of(j).all().stream().anyMatch(i -> i.runningSince() != null));
        world.workloads.vanish(ResourceKind.JOB);

        assertThat(failure(BackupOperation.BACKUP).message())
                .endsWith("was lost while restic was to backup: somebody has deleted it");
    }

    @ParameterizedTest
    @CsvSource({
        "createSnapshot, CreatingSnapshot",
        "createVolume, CreatingVolume",
        "createClaim, CreatingPVC",
        "createPersistentVolume, CreatingPVC",
        "createSecret, Backup",
        "createJob, Backup"
    })
    void whatTheServerRefusesEndsTheRunAtOnceAndAllBeforeItIsRemoved(String call, PhaseId phase) {
        world.calls.refuseAlways(call, Errors.quota(call));

        assertThat(failure(phase).message()).isEqualTo("Quota exceeded: " + call);
        assertThat(world.calls.log(call)).hasSize(1);
        assertThat(world.elapsed()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void theFirstErrorIsTheOneThatIsToldAlsoWhereTheRemovalFailsToo() {
        world.workloads.script(Kind.BACKUP, ResticScript.exitError(12, "wrong password"));
        world.calls.refuseAlways("deleteVolume", PermanentException.of("Cinder forbids it"));

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.FAILURE);
        assertThat(report.failure().message()).contains("does not open with this password");
        assertThat(report.leftovers())
                .hasSize(2)
                .anyMatch(l -> l.startsWith(
                        "Cinder volume backup-shop-db-20260131-020000-temporary (volume-2): Cinder forbids it"))
                .anyMatch(l -> l.startsWith("Cinder snapshot backup-shop-db-20260131-020000 (snapshot-1)"));
        assertThat(world.store.runs()).containsExactly(world.run);
    }

    @Test
    void aJournalThatCannotBeWrittenBeforeAnythingIsMadeCreatesNothing() {
        world.driveTo(CreatingSnapshot.ID);
        world.calls.refuse("save", 1, PermanentException.of("No space left on device"));

        assertThat(failure(CreatingSnapshot.ID).message()).isEqualTo("No space left on device");
        assertThat(world.calls.log("createSnapshot")).isEmpty();
    }

    @Test
    void aJournalThatCannotBeWrittenRightAfterSomethingWasMadeForgetsNothing() {
        world.driveTo(CreatingVolume.ID);
        // The intent is written, the id is not.
        world.calls.passThenRefuse("save", 1, PermanentException.of("No space left on device"));

        assertThat(failure(CreatingVolume.ID).message()).isEqualTo("No space left on device");
        assertThat(world.storage.madeVolumes).isEqualTo(1);
        assertThat(world.calls.log("deleteVolume")).isNotEmpty();
    }
}
