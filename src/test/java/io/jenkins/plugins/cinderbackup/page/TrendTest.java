package io.jenkins.plugins.cinderbackup.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.engine.FinishedRuns;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrendTest {
    private static final RunRecord GOOD = Records.of(FinishedRuns.successful());
    private static final RunRecord BAD = Records.of(FinishedRuns.refused("no"));

    @Test
    void drawsTheOldestFirstAndTheLargestToTheTop() {
        Trend trend =
                Trend.of(List.of(point(3, BAD), point(2, GOOD), point(1, GOOD))).get(0);

        assertThat(trend.getPoints()).extracting(TrendPoint::getBuild).containsExactly(1, 2, 3);
        assertThat(trend.getSizes()).extracting(Bar::getHeight).containsExactly(Bar.HEIGHT, Bar.HEIGHT, 1);
        assertThat(trend.getSizes())
                .allSatisfy(bar -> assertThat(bar.getY() + bar.getHeight()).isEqualTo(Bar.HEIGHT));
        assertThat(trend.getSizes()).extracting(Bar::getX).isSorted().doesNotHaveDuplicates();
        assertThat(trend.getDurations())
                .extracting(Bar::getHeight)
                .contains(Bar.HEIGHT)
                .allMatch(height -> height >= 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, BackupTrendAction.BUILDS, Trend.MOST, 1000})
    void anyNumberOfBarsFitsIntoTheDrawingAndNoneTouches(int count) {
        List<Bar<TrendPoint>> bars = Trend.of(points(count)).get(0).getSizes();

        assertThat(bars).hasSize(Math.min(count, Trend.MOST));
        for (int i = 1; i < bars.size(); i++) {
            assertThat(bars.get(i).getX())
                    .isGreaterThan(bars.get(i - 1).getX() + bars.get(i - 1).getWidth());
        }
        Bar<TrendPoint> last = bars.get(bars.size() - 1);
        assertThat(last.getX() + last.getWidth()).isLessThanOrEqualTo(Bar.WIDTH);
        assertThat(last.getPoint().getBuild()).as("the newest is not left out").isEqualTo(count);
    }

    @Test
    void leavesOutWhatIsNotOver() {
        assertThat(Trend.of(List.of(point(1, Records.of(FinishedRuns.in(BackupOperation.BACKUP))))))
                .isEmpty();
    }

    @Test
    void aBarLeadsToItsBuildAndSaysWhatItIs() {
        Bar<TrendPoint> bar =
                Trend.of(List.of(point(7, GOOD))).get(0).getSizes().get(0);

        assertThat(bar.getPoint().getUrl()).isEqualTo("job/nightly/7/cinder-backup/");
        assertThat(bar.getPoint().getText()).startsWith("#7: Succeeded, ").contains(" added, ");
    }

    private static List<TrendPoint> points(int count) {
        return IntStream.iterate(count, n -> n > 0, n -> n - 1)
                .mapToObj(n -> point(n, GOOD))
                .toList();
    }

    private static TrendPoint point(int build, RunRecord backup) {
        return new TrendPoint(build, "job/nightly/" + build + "/", backup);
    }
}
