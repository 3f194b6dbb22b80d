package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import io.jenkins.plugins.cinderbackup.restic.RestoreScope;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A restore in place of a part of a backup: what is named and not there is said before anything is touched. */
class RestorePartsTest {
    private final World world = new World();

    @BeforeEach
    void restoreInPlace() {
        world.restores = true;
        world.plan.restore.inPlace();
        world.workloads.claims.add("shop/db");
    }

    private List<String> findings(RunReport report) {
        assertThat(report.result()).isEqualTo(RunResult.FAILURE);
        return report.failure().findings().stream().map(Finding::message).toList();
    }

    @Test
    void partsAreRestoredWithoutAComparisonOfAll() {
        world.plan.restore.scope = new RestoreScope(List.of("/a"), List.of("*.tmp"), false);

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.workloads.jobs.get(Kind.RESTORE).args())
                .contains("--include=/data/a", "--include=!/data/**/*.tmp");
        assertThat(world.workloads.jobs).doesNotContainKey(Kind.STATS);
    }

    @Test
    void aPatternThatMatchesNothingIsSaidBeforeAnythingIsTouched() {
        world.plan.restore.scope = new RestoreScope(List.of("/nope*"), List.of(), false);
        world.workloads.script(Kind.SEARCH, ResticScript.exit(0, "[]\n"));

        assertThat(findings(world.runToEnd())).containsExactly("Nothing in the backup matches /nope* of `include`.");
        assertThat(world.workloads.jobs).containsOnlyKeys(Kind.LIST, Kind.SEARCH);
        assertThat(world.storage.madeSnapshots).isZero();
    }

    @Test
    void aPatternOfWhichNothingIsLeftByExcludeIsAnError() {
        world.plan.restore.scope = new RestoreScope(List.of("/a*"), List.of("*"), false);
        world.workloads.script(Kind.RESTORE, ResticScript.exit(0, "{\"message_type\":\"summary\"}\n"));

        assertThat(findings(world.runToEnd()))
                .first()
                .asString()
                .contains("nothing in the backup matches `include` [/a*] and is left by `exclude` [*]");
    }

    @Test
    void aPathThatTheBackupDoesNotHaveIsSaidBeforeAnythingIsTouchedAlsoBesideOneThatItHas() {
        world.plan.restore.scope = new RestoreScope(List.of("/a", "/nope", "*.conf", "/x/"), List.of(), false);

        assertThat(findings(world.runToEnd())).containsExactly("The backup does not have /nope, /x/ of `include`.");
        assertThat(world.workloads.jobs).containsOnlyKeys(Kind.LIST, Kind.LS);
        assertThat(world.storage.madeSnapshots).isZero();
        world.assertNothingLeft();
    }

    @Test
    void aPatternThatMatchesNothingIsSaidBeforeAnythingIsTouchedAlsoBesideOneThatDoes() {
        world.plan.restore.scope = new RestoreScope(List.of("/a*", "*.conf", "/a"), List.of(), false);

        assertThat(findings(world.runToEnd())).containsExactly("Nothing in the backup matches *.conf of `include`.");
        assertThat(world.workloads.jobs).containsOnlyKeys(Kind.LIST, Kind.LS, Kind.SEARCH);
        assertThat(world.workloads.jobs.get(Kind.SEARCH).args()).endsWith("--", "/data/a*", "/data/**/*.conf");
        assertThat(world.storage.madeSnapshots).isZero();
        world.assertNothingLeft();
    }

    @Test
    void whereNothingMatchesAnyPatternAllAreNamed() {
        world.plan.restore.scope = new RestoreScope(List.of("/b*", "c"), List.of(), false);
        world.workloads.script(Kind.SEARCH, ResticScript.exit(0, "[]\n"));

        assertThat(findings(world.runToEnd())).containsExactly("Nothing in the backup matches /b*, c of `include`.");
    }

    @Test
    void whereMoreMatchesThanALogKeepsNobodyIsToldThatAPatternMatchesNothing() {
        world.plan.restore.scope = new RestoreScope(List.of("/a*", "c"), List.of(), false);
        world.workloads.script(Kind.SEARCH, ResticScript.exit(0, "[{\"matches\":[{\"path\":\"/data/a\"},{\"pa"));

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.events.of(RunEvent.Warning.class))
                .extracting(RunEvent.Warning::text)
                .anyMatch(text -> text.startsWith("Whether each pattern of `include` matches something"));
    }

    @Test
    void wherePartOfTheListIsLostNobodyIsToldThatAPathIsMissing() {
        world.plan.restore.scope = new RestoreScope(List.of("/a", "/b"), List.of(), false);
        world.workloads.script(Kind.LS, ResticScript.exit(0, "{\"path\":\"/data/b/1\",\"struct_type\":\"node\"}\n"));

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.events.of(RunEvent.Warning.class))
                .extracting(RunEvent.Warning::text)
                .anyMatch(text -> text.startsWith("Whether the backup has all of `include` is not known"));
    }
}
