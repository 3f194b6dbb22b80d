package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.KnownBackup;
import io.jenkins.plugins.cinderbackup.model.KnownProof;
import io.jenkins.plugins.cinderbackup.model.SourceStatus;
import io.jenkins.plugins.cinderbackup.phase.restic.Invocations;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gate lets through what is backed up, and names all that is not. */
class GateTest {
    private final World world = new World();

    @BeforeEach
    void gate() {
        world.gates = true;
        world.plan.gateRefreshes = false;
    }

    private static KnownBackup backup(Duration age, String worth) {
        return new KnownBackup(
                "aabbccdd", ManualTicker.START.minus(age), worth.equals("sound"), worth, 4096L, "shop/nightly", "7");
    }

    /** Of a source whose newest backup is sound. */
    static SourceStatus sound(Duration age) {
        KnownBackup newest = backup(age, "sound");
        return new SourceStatus(newest, newest, null, List.of(), Set.of("shop/nightly"));
    }

    private void known(String claim, SourceStatus status) {
        world.statuses.put("production/shop/" + claim, status);
    }

    private List<String> missing() {
        RunReport report = world.runToEnd();
        assertThat(report.result()).isEqualTo(RunResult.FAILURE);
        assertThat(report.values()).containsEntry("backups", List.of());
        world.assertNothingLeft();
        return report.failure().findings().stream().map(Finding::message).toList();
    }

    @Test
    void aBackupThatIsYoungEnoughOpensItAndNothingIsAskedOfAnybody() {
        known("db", sound(Duration.ofDays(1)));

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(report.values().get("backups"))
                .isEqualTo(List.of(Map.of(
                        "namespace",
                        "shop",
                        "pvc",
                        "db",
                        "resticSnapshotId",
                        "aabbccdd",
                        "time",
                        "2026-01-30T02:00:00Z",
                        "bytes",
                        4096L,
                        "job",
                        "shop/nightly",
                        "build",
                        "7")));
        assertThat(world.notes()).contains("PVC shop/db: aabbccdd, 2026-01-30T02:00:00Z, 24 h 0 min ago");
        assertThat(world.workloads.made).isEmpty();
    }

    @Test
    void allThatLackABackupAreNamedAtOnceAndWhatIsMissing() {
        world.plan.gateClaims = List.of("never", "old", "good", "incomplete", "unsound", "future");
        known("old", sound(Duration.ofDays(1).plusMinutes(1)));
        known("good", sound(Duration.ofHours(2)));
        known(
                "incomplete",
                new SourceStatus(
                        backup(Duration.ofHours(1), "incomplete"),
                        backup(Duration.ofHours(3), "sound"),
                        null,
                        List.of(),
                        Set.of()));
        known("unsound", new SourceStatus(backup(Duration.ofHours(1), "unknown"), null, null, List.of(), Set.of()));
        known("future", sound(Duration.ofHours(-2)));

        assertThat(missing())
                .containsExactly(
                        "5 of 6 PVCs lack the backup in repository "
                                + world.plan.build().repository().url()
                                + " that is required, as far as this Jenkins knows:",
                        "PVC shop/never was never backed up.",
                        "PVC shop/old has a newest sound backup (aabbccdd, 2026-01-30T01:59:00Z, 24 h 1 min ago) that is 1 min 0 s too old.",
                        "PVC shop/incomplete has a newest backup (aabbccdd, 2026-01-31T01:00:00Z, 1 h 0 min ago) that is not sound (incomplete); the newest sound one is aabbccdd, 2026-01-30T23:00:00Z, 3 h 0 min ago.",
                        "PVC shop/unsound has a newest backup (aabbccdd, 2026-01-31T01:00:00Z, 1 h 0 min ago) that is not sound (unknown); there is no sound one.",
                        "PVC shop/future has a backup of 2026-01-31T04:00:00Z (aabbccdd), which is 2 h 0 min in the future: nobody knows how old it is. Check the clocks of nodes and controller.");
    }

    @Test
    void whatToDoIsSaidAfterAllThatIsMissing() {
        world.plan.gateClaims = List.of("never", "neither");

        assertThat(world.runToEnd().failure().findings())
                .extracting(finding -> finding.hints().size())
                .containsExactly(0, 0, 2);
    }

    @Test
    void aBackupOfOtherPathsDoesNotOpenItAndIsNamed() {
        world.plan.gateClaims = List.of("part", "old");
        known("part", new SourceStatus(null, null, null, List.of("/config"), Set.of()));
        KnownBackup old = backup(Duration.ofDays(2), "sound");
        known("old", new SourceStatus(old, old, null, List.of("/config", "/logs"), Set.of()));

        assertThat(missing())
                .contains(
                        "PVC shop/part has no backup of the paths that are required. Its newest backup is of /config: set `paths` to that where it is what is required.",
                        "PVC shop/old has a newest sound backup (aabbccdd, 2026-01-29T02:00:00Z, 2 d 0 h ago) that is 24 h 0 min too old. Its newest backup is of /config, /logs: set `paths` to that where it is what is required.");
    }

    @Test
    void whichPathsAreRequiredIsSaid() {
        world.plan.gatePaths = List.of("/config");
        known("db", sound(Duration.ofHours(1)));

        world.runToEnd();

        assertThat(world.notes())
                .anyMatch(note -> note.startsWith("Requiring of PVC shop/db a sound backup of /config in repository "));
    }

    @Test
    void aClockThatIsALittleAheadClosesNothing() {
        known("db", sound(Duration.ofMinutes(-5)));

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
    }

    @Test
    void whatOthersHaveBackedUpToARepositoryThatTheStepWritesIsToldOnlyByRestic() {
        world.plan.gateInline = true;
        world.plan.gateClaims = List.of("own", "others", "never");
        known("own", sound(Duration.ofHours(1)));
        KnownBackup newest = backup(Duration.ofHours(1), "sound");
        known("others", new SourceStatus(newest, newest, null, List.of(), Set.of("crm/nightly")));
        String untold =
                " was not backed up to there by this job. What others have backed up opens the gate only where restic shows that the job may read the repository.";

        assertThat(missing()).hasSize(3).contains("PVC shop/others" + untold, "PVC shop/never" + untold);
    }

    @Test
    void whatResticHasListedOpensItWhoeverHasMadeIt() {
        world.plan.gateInline = true;
        world.plan.gateRefreshes = true;
        KnownBackup newest = backup(Duration.ofHours(1), "sound");
        known("db", new SourceStatus(newest, newest, null, List.of(), Set.of("crm/nightly")));
        world.workloads.script(Kind.LIST, listsOne());

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
    }

    @Test
    void theRepositoryIsListedBeforeAnythingIsJudged() {
        world.plan.gateRefreshes = true;
        known("db", sound(Duration.ofHours(1)));
        world.workloads.script(Kind.LIST, ResticScript.exit(0, "[]"));

        assertThat(missing())
                .containsExactly(
                        "1 of 1 PVC lacks the backup in repository "
                                + world.plan.build().repository().url() + " that is required:",
                        "PVC shop/db was never backed up.");
        assertThat(world.listings)
                .singleElement()
                .satisfies(listing -> assertThat(listing.asOf())
                        .as("when its Job was made: what comes later is not in the list")
                        .isEqualTo(Invocations.of(world.journal).all().get(0).begunAt()));
    }

    @Test
    void whatTheRepositoryHasOpensItThoughThisJenkinsDidNotKnowIt() {
        world.plan.gateRefreshes = true;
        world.workloads.script(Kind.LIST, listsOne());

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
    }

    private static ResticScript listsOne() {
        return ResticScript.exit(
                0,
                "["
                        + ResticScript.listed(ResticScript.RESTORED, "src:production/shop/db", "2026-01-31T01:00:00Z")
                        + "]\n");
    }

    @Test
    void aListThatIsNotWholeOpensNothing() {
        world.plan.gateRefreshes = true;
        known("db", sound(Duration.ofHours(1)));
        world.workloads.script(
                Kind.LIST, ResticScript.exit(0, "could not load snapshots: client.List: 503 Slow Down\n[]\n"));

        assertThat(missing())
                .singleElement()
                .asString()
                .startsWith("restic does not list all that the repository ")
                .endsWith(" has. restic says: could not load snapshots: client.List: 503 Slow Down");
    }

    @Test
    void aRepositoryThatCannotBeListedOpensNothing() {
        world.plan.gateRefreshes = true;
        known("db", sound(Duration.ofHours(1)));
        world.workloads.script(Kind.LIST, ResticScript.exit(0, "[{\"id\":\"aa"));

        assertThat(missing()).singleElement().asString().endsWith(" cannot be read, or not all of it.");
    }

    @Test
    void labelsSayWhichPvcsAreMeant() {
        world.plan.gateClaims = List.of();
        world.plan.gateSelector = "app=shop";
        world.workloads.labelled.put("shop app=shop", List.of("uploads", "db"));
        known("db", sound(Duration.ofHours(1)));

        assertThat(missing())
                .containsExactly(
                        "1 of 2 PVCs lacks the backup in repository "
                                + world.plan.build().repository().url()
                                + " that is required, as far as this Jenkins knows:",
                        "PVC shop/uploads was never backed up.");
    }

    private static SourceStatus verified(Duration ago, boolean good) {
        KnownBackup newest = backup(Duration.ofHours(1), "sound");
        return new SourceStatus(
                newest, newest, new KnownProof(ManualTicker.START.minus(ago), good), List.of(), Set.of());
    }

    @Test
    void aProofIsAskedForWhereSomebodyWantsOne() {
        world.plan.gateClaims = List.of("fresh", "unproved", "stale", "bad");
        world.plan.gateVerifiedWithin = Duration.ofDays(7);
        known("fresh", verified(Duration.ofDays(7), true));
        known("unproved", sound(Duration.ofHours(1)));
        known("stale", verified(Duration.ofDays(8), true));
        known("bad", verified(Duration.ofHours(1), false));

        assertThat(missing())
                .hasSize(4)
                .contains(
                        "PVC shop/unproved was never verified: no backup of it was restored to see whether it can be.",
                        "PVC shop/stale was verified last (2026-01-23T02:00:00Z, 8 d 0 h ago) 24 h 0 min too long ago.",
                        "PVC shop/bad was not good when it was verified last (2026-01-31T01:00:00Z, 1 h 0 min ago).");
    }

    @Test
    void whatAProofHasFoundBadIsBadWithoutThatWishToo() {
        known("db", verified(Duration.ofMinutes(59), false));

        assertThat(missing())
                .last()
                .isEqualTo(
                        "PVC shop/db was not good when it was verified last (2026-01-31T01:01:00Z, 59 min 0 s ago).");
    }

    @Test
    void aBackupThatIsNewerThanAProofThatFailedCounts() {
        known("db", verified(Duration.ofMinutes(61), false));

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
    }

    @Test
    void whatLacksTwoThingsIsOnePvcAndHasTwoSentences() {
        world.plan.gateVerifiedWithin = Duration.ofDays(7);

        assertThat(missing()).hasSize(3).first().asString().startsWith("1 of 1 PVC lacks");
    }

    @Test
    void aGateForNothingIsClosed() {
        world.plan.gateClaims = List.of();
        world.plan.gateSelector = "app=shopp";

        assertThat(missing())
                .containsExactly(
                        "Namespace shop has no PVC with the labels 'app=shopp', so there is nothing to require a backup of.");
    }
}
