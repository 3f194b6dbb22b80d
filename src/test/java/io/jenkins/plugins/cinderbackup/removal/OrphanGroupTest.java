package io.jenkins.plugins.cinderbackup.removal;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.MarkedObject;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.ScanResult;
import io.jenkins.plugins.cinderbackup.model.Site;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.removal.OrphanReport.Verdict;
import io.jenkins.plugins.cinderbackup.removal.TargetScan.Found;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What may become of what was found, before anything is touched. */
class OrphanGroupTest {
    private static final RunId RUN = new RunId("00112233445566aa");
    private static final Instant BEGIN = Instant.parse("2026-01-31T02:00:00Z");
    private static final Instant END = BEGIN.plus(Duration.ofHours(3));
    private static final Instant LATER = END.plusSeconds(1);

    private final ScanTarget cloud = new NoTarget("a", true);
    private final ScanTarget cluster = new NoTarget("a", false);
    /** What the clock of each target says. */
    private Instant theirs = LATER;

    private record NoTarget(String name, boolean isCloud) implements ScanTarget {
        @Override
        public Access open() {
            throw new AssertionError("a judgement needs no access");
        }
    }

    private static Ownership tags(Instant from, Instant to) {
        return new Ownership(new Origin("jenkins-1", "Ordner/größer", "7"), RUN, "source", from, to);
    }

    private static MarkedObject object(ResourceKind kind, String id, Ownership tags) {
        return new MarkedObject(kind, null, "name-" + id, id, "", 1, BEGIN, tags, false);
    }

    private Found in(ScanTarget target, MarkedObject object) {
        ScanResult result = new ScanResult(theirs, List.of(object), List.of());
        return new Found(object, new TargetScan(target, new Site(null, target.label()), result, List.of(), theirs));
    }

    private List<OrphanReport> judged(Instant now, Found... found) {
        return OrphanGroup.of(Stream.of(found)).stream()
                .map(group -> group.judge(now, run -> false))
                .toList();
    }

    private Verdict verdict(Instant now, Found... found) {
        List<OrphanReport> judged = judged(now, found);
        assertThat(judged).hasSize(1);
        return judged.get(0).verdict();
    }

    private Found volume() {
        return in(cloud, object(ResourceKind.VOLUME, "v", tags(BEGIN, END)));
    }

    @Test
    void whatIsPastItsEndByBothClocksCanBeRemovedAndNothingElse() {
        assertThat(verdict(END.minusMillis(1), volume())).isEqualTo(Verdict.MAY_LIVE);
        assertThat(verdict(END, volume())).isEqualTo(Verdict.REMOVABLE);
    }

    @Test
    void aClockOfOursThatHasJumpedAheadRemovesNothing() {
        theirs = END.minusSeconds(1);

        OrphanReport found =
                judged(Instant.parse("2031-01-01T00:00:00Z"), volume()).get(0);

        assertThat(found.verdict()).isEqualTo(Verdict.MAY_LIVE);
        assertThat(found.why()).contains("2031-01-01T00:00:00Z", "cloud 'a' (" + theirs + ")", "set them right");
    }

    @Test
    void aClockOfTheirsThatHasJumpedAheadRemovesNothing() {
        theirs = Instant.parse("2031-01-01T00:00:00Z");

        assertThat(verdict(BEGIN, volume())).isEqualTo(Verdict.MAY_LIVE);
    }

    @Test
    void aRunWhoseJenkinsHasASlowClockHasAllItsTime() {
        Ownership slow = tags(BEGIN.minus(Duration.ofDays(2)), END.minus(Duration.ofDays(2)));

        assertThat(verdict(END.minusSeconds(1), in(cloud, object(ResourceKind.VOLUME, "v", slow))))
                .isEqualTo(Verdict.MAY_LIVE);
        assertThat(verdict(END, in(cloud, object(ResourceKind.VOLUME, "v", slow))))
                .isEqualTo(Verdict.REMOVABLE);
    }

    @Test
    void anEndThatSomebodyHasWrittenIntoANamespaceEndsNoRun() {
        Found forged =
                in(cluster, object(ResourceKind.SECRET, "s", tags(BEGIN.minusSeconds(60), BEGIN.minusSeconds(30))));

        assertThat(verdict(BEGIN.plusSeconds(60), forged, volume())).isEqualTo(Verdict.MAY_LIVE);
    }

    @Test
    void whoMadeItIsWhatCinderSays() {
        Ownership other = new Ownership(new Origin("somebody", "else", "1"), RUN, "source", BEGIN, END);

        assertThat(judged(LATER, in(cluster, object(ResourceKind.JOB, "j", other)), volume())
                        .get(0)
                        .tags()
                        .origin()
                        .jenkins())
                .isEqualTo("jenkins-1");
    }

    @Test
    void anObjectWithoutWholeTagsIsNobodysAndStaysAlone() {
        List<OrphanReport> found = judged(LATER, volume(), in(cloud, object(ResourceKind.VOLUME, "w", null)));

        assertThat(found).extracting(OrphanReport::verdict).containsExactly(Verdict.REMOVABLE, Verdict.UNCLEAR);
        assertThat(found.get(0).objects()).hasSize(1);
    }

    @Test
    void timesThatCannotBeAreNoReasonToRemove() {
        assertThat(verdict(LATER, in(cloud, object(ResourceKind.VOLUME, "v", tags(END, BEGIN)))))
                .isEqualTo(Verdict.UNCLEAR);
        assertThat(verdict(LATER, in(cloud, object(ResourceKind.VOLUME, "v", tags(Instant.MIN, Instant.MAX)))))
                .isEqualTo(Verdict.UNCLEAR);
    }

    @Test
    void aSnapshotThatIsToStayStaysAndTheRestOfItsRunGoes() {
        MarkedObject kept =
                new MarkedObject(ResourceKind.SNAPSHOT, null, "s", "s", "available", 1, BEGIN, tags(BEGIN, END), true);

        assertThat(verdict(LATER, in(cloud, kept))).isEqualTo(Verdict.KEPT);
        OrphanGroup both = OrphanGroup.of(Stream.of(in(cloud, kept), volume())).get(0);
        assertThat(both.judge(LATER, run -> false).verdict()).isEqualTo(Verdict.REMOVABLE);
        assertThat(both.journal(END, LATER).resources())
                .extracting(TrackedResource::id)
                .containsExactly("v");
    }

    private String whyKept(ResourceKind kind, String name) {
        MarkedObject kept = new MarkedObject(kind, null, name, name, "", 1, BEGIN, tags(BEGIN, END), true);
        return judged(LATER, in(cloud, kept)).get(0).why();
    }

    @Test
    void whoRemovesWhatIsToStayIsSaidByWhatItIs() {
        assertThat(whyKept(ResourceKind.SNAPSHOT, "backup-shop-db"))
                .isEqualTo("Kept for local restore: only the retention of its source removes it.");
        assertThat(whyKept(ResourceKind.SNAPSHOT, "before-restore-shop-db"))
                .isEqualTo(whyKept(ResourceKind.VOLUME, "shop-db"))
                .isEqualTo("Left to you by a restore: nothing removes it but you.");
        assertThat(whyKept(ResourceKind.BACKUP, "backup-shop-db"))
                .isEqualTo(
                        "A backup by Cinder: the retention of its volume removes it, or `cinderVolumeBackupDelete`.");
    }

    @Test
    void ofSeveralObjectsThatAreToStayEachReasonIsSaidOnce() {
        Found claim = in(
                cluster, new MarkedObject(ResourceKind.CLAIM, "shop", "db", "c", "", 1, BEGIN, tags(BEGIN, END), true));
        Found volume =
                in(cloud, new MarkedObject(ResourceKind.VOLUME, null, "db", "v", "", 1, BEGIN, tags(BEGIN, END), true));
        Found before = in(
                cloud,
                new MarkedObject(ResourceKind.SNAPSHOT, null, "backup-db", "s", "", 1, BEGIN, tags(BEGIN, END), true));

        assertThat(judged(LATER, claim, volume, before).get(0).why())
                .isEqualTo("Left to you by a restore: nothing removes it but you."
                        + " Kept for local restore: only the retention of its source removes it.");
    }

    @Test
    void aRunThatGoesOnHereIsLeftAlone() {
        assertThat(OrphanGroup.of(Stream.of(volume()))
                        .get(0)
                        .judge(LATER, RUN::equals)
                        .verdict())
                .isEqualTo(Verdict.GOES_ON);
    }

    @Test
    void oneProjectThatIsConfiguredTwiceHasItsObjectsOnce() {
        Found again = in(new NoTarget("b", true), volume().object());

        assertThat(judged(LATER, volume(), again).get(0).objects()).hasSize(1);
        assertThat(verdict(LATER, volume(), again)).isEqualTo(Verdict.REMOVABLE);
    }

    @Test
    void oneRunInTwoCloudsIsUnclear() {
        Found elsewhere = in(new NoTarget("b", true), object(ResourceKind.VOLUME, "w", tags(BEGIN, END)));

        assertThat(verdict(LATER, volume(), elsewhere)).isEqualTo(Verdict.UNCLEAR);
    }

    @Test
    void aPodIsLeftToItsJobIfThatIsThere() {
        Found pod = in(cluster, object(ResourceKind.POD, "p", tags(BEGIN, END)));
        Found job = in(cluster, object(ResourceKind.JOB, "j", tags(BEGIN, END)));

        assertThat(OrphanGroup.of(Stream.of(pod, job))
                        .get(0)
                        .journal(END, LATER)
                        .resources())
                .extracting(TrackedResource::id)
                .containsExactly("j");
        assertThat(OrphanGroup.of(Stream.of(pod)).get(0).journal(END, LATER).resources())
                .extracting(TrackedResource::id)
                .containsExactly("p");
    }
}
