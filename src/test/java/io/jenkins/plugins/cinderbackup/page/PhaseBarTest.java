package io.jenkins.plugins.cinderbackup.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.jenkins.plugins.cinderbackup.engine.FinishedRuns;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import io.jenkins.plugins.cinderbackup.phase.storage.CreatingVolume;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhaseBarTest {
    @Test
    void eachPhaseBeginsWhereTheOneBeforeEndsAndAllFillTheAxis() {
        RunRecord backup = Records.of(FinishedRuns.successful());

        List<PhaseBar> bars = PhaseBar.of(backup, 0);

        assertThat(bars)
                .extracting(PhaseBar::getName)
                .containsExactlyElementsOf(backup.getPhases().keySet());
        assertThat(bars).allSatisfy(bar -> {
            assertThat(bar.getX()).isNotNegative();
            assertThat(bar.getWidth()).isGreaterThanOrEqualTo(PhaseBar.THINNEST);
            assertThat(bar.getX() + bar.getWidth()).isLessThanOrEqualTo(PhaseBar.AXIS);
            assertThat(bar.getState()).isEqualTo("done");
        });
        long total =
                backup.getPhases().values().stream().mapToLong(Long::longValue).sum();
        long before = 0;
        for (PhaseBar bar : bars) {
            assertThat((double) bar.getX()).isCloseTo(before * 1000.0 / total, offset((double) PhaseBar.THINNEST));
            before += backup.getPhases().get(bar.getName());
        }
        PhaseBar last = bars.get(bars.size() - 1);
        assertThat(last.getX() + last.getWidth()).isEqualTo(PhaseBar.AXIS);
    }

    @Test
    void thePhaseUnderWayGrowsUntilNow() {
        RunRecord backup = Records.of(FinishedRuns.in(CreatingVolume.ID));
        long before = backup.getPhases().get("Pending") + backup.getPhases().get("CreatingSnapshot");

        List<PhaseBar> bars = PhaseBar.of(backup, before + Duration.ofHours(2).toMillis());

        PhaseBar last = bars.get(bars.size() - 1);
        assertThat(last.getName()).isEqualTo("CreatingVolume");
        assertThat(last.getState()).isEqualTo("running");
        assertThat(last.getDuration()).isEqualTo("2 h 0 min");
        assertThat(last.getWidth()).isGreaterThan(950);
    }

    @Test
    void aPhaseThatFailedIsMarked() {
        List<PhaseBar> bars = PhaseBar.of(Records.of(FinishedRuns.refused("no")), 0);

        assertThat(bars)
                .filteredOn(bar -> bar.getState().equals("failed"))
                .extracting(PhaseBar::getName)
                .containsExactly("CreatingSnapshot");
    }

    @Test
    void aClockThatWasSetBackDrawsNothingOutsideTheAxis() {
        RunRecord backup = Records.of(FinishedRuns.in(BackupOperation.BACKUP), Duration.ofDays(-1));
        assertThat(backup.getPhases().get("Backup")).isNegative();

        assertThat(PhaseBar.of(backup, 0))
                .isNotEmpty()
                .allSatisfy(bar -> assertThat(bar.getX()).isBetween(0, PhaseBar.AXIS - bar.getWidth()))
                .allSatisfy(bar -> assertThat(bar.getDuration()).doesNotContain("-"));
    }

    @Test
    void aRunThatHasJustBegunHasItsFirstPhase() {
        RunRecord backup = Records.of(FinishedRuns.fresh(RunId.random()));

        assertThat(PhaseBar.of(backup, 0))
                .singleElement()
                .extracting(PhaseBar::getName)
                .isEqualTo("Pending");
    }
}
