package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import io.jenkins.plugins.cinderbackup.operation.backup.Soundness;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a backup is worth, and that one that is not sound takes the place of none. */
class SoundnessTest {
    private final World world = new World();

    private Soundness after(ResticScript script) {
        world.workloads.script(Kind.BACKUP, script);
        world.runToEnd();
        return Soundness.of(world.journal);
    }

    @Test
    void whatResticIsContentWithIsSound() {
        assertThat(after(ResticScript.success(Kind.BACKUP))).isEqualTo(Soundness.SOUND);
    }

    @Test
    void noneIsThereUntilResticHasEnded() {
        world.driveTo(BackupOperation.BACKUP);

        assertThat(Soundness.of(world.journal)).isEqualTo(Soundness.NONE);
    }

    @Test
    void filesThatCannotBeReadMakeItIncomplete() {
        assertThat(after(ResticScript.partial("/data/a"))).isEqualTo(Soundness.INCOMPLETE);
    }

    @Test
    void aPathThatDoesNotExistMakesItIncompleteWhateverTheExitCode() {
        assertThat(after(ResticScript.exit(0, "/data/nowhere does not exist, skipping\n" + ResticScript.summary(4))))
                .isEqualTo(Soundness.INCOMPLETE);
    }

    @Test
    void whatTheGuardStopsIsSuspicious() {
        world.plan.guard = PlanBuilder.guard(50, 1000L, 4096L);

        assertThat(after(ResticScript.success(Kind.BACKUP))).isEqualTo(Soundness.SUSPICIOUS);
    }

    @Test
    void aFailureIsNone() {
        assertThat(after(ResticScript.exitError(1, "no"))).isEqualTo(Soundness.NONE);
    }

    @Test
    void aBackupOfNothingIsNone() {
        assertThat(after(ResticScript.exit(0, ResticScript.summary(0)))).isEqualTo(Soundness.NONE);
    }

    @Test
    void anIncompleteOneRemovesNoEarlierBackupAndNoEarlierSnapshot() {
        world.plan.retention = World.KEEP_SEVEN;
        world.plan.keepLast = 1;
        world.plan.keepForDays = 0;
        world.storage.addKeptSnapshot("before", World.SOURCE, Duration.ofDays(50));

        after(ResticScript.partial("/data/a"));

        assertThat(world.storage.snapshots()).containsExactlyInAnyOrder("before", "snapshot-1");
        assertThat(world.calls.changes()).doesNotContain("createJob forget");
    }
}
