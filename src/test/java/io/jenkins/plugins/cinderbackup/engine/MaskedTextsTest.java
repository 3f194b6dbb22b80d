package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.journal.JournalFormat;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupFacts;
import io.jenkins.plugins.cinderbackup.phase.restic.Invocations;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import io.jenkins.plugins.cinderbackup.restic.RetentionPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts from outside are masked where they enter the run; what servers and restic answer is not, whatever the secret is. */
class MaskedTextsTest {
    private static final String SECRET = "canary";

    private final World world = new World();

    private void mask(String secret) {
        world.masking = text -> text.replace(secret, "****");
    }

    private void assertMasked() {
        String journal = new String(JournalFormat.write(world.journal), StandardCharsets.UTF_8);
        assertThat(journal).contains("****").doesNotContain(SECRET);
        assertThat(world.events.of(RunEvent.class).toString()).contains("****").doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "source",
                "check",
                "createSnapshot",
                "createVolume",
                "createClaim",
                "createPersistentVolume",
                "createSecret",
                "createJob"
            })
    void noFailureHasASecretThatAServerQuotes(String call) {
        mask(SECRET);
        world.calls.refuse(call, 1, PermanentException.of("not with " + SECRET, "use another than " + SECRET));

        assertThat(world.runToEnd().failure().findings())
                .containsExactly(Finding.of("not with ****", "use another than ****"));
        assertMasked();
    }

    @ParameterizedTest
    @ValueSource(strings = {"snapshot", "volume", "claim", "job", "log"})
    void noLineOfACallThatIsMadeAgainHasIt(String call) {
        mask(SECRET);
        world.calls.refuseAlways(call, new TransientException("no answer to " + SECRET, null));

        assertThat(world.runToEnd().failure().findings().toString()).contains("****");
        assertMasked();
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete", "deleteVolume", "presence"})
    void nothingThatIsLeftBehindHasIt(String call) {
        mask(SECRET);
        world.calls.refuseAlways(call, PermanentException.of("not with " + SECRET));

        assertThat(world.runToEnd().leftovers()).anyMatch(left -> left.endsWith("not with ****"));
        assertMasked();
        assertThat(world.events.of(RunEvent.Note.class))
                .filteredOn(note -> note.text().startsWith("Trying again to remove"))
                .as("told once for each object")
                .doesNotHaveDuplicates();
    }

    @Test
    void noWordOfTheClusterOrOfResticHasIt() {
        mask(SECRET);
        world.plan.startTimeout = Duration.ofSeconds(30);
        world.workloads.script(Kind.BACKUP, ResticScript.neverStarts("cannot pull " + SECRET));

        assertThat(world.runToEnd().failure().message()).contains("cannot pull ****");
        assertMasked();
    }

    @Test
    void noWarningHasIt() {
        mask(SECRET);
        world.workloads.script(Kind.BACKUP, ResticScript.partial("/data/" + SECRET));

        assertThat(world.runToEnd().warnings()).singleElement().asString().endsWith("/data/****");
        assertMasked();
    }

    /** In whose JSON it does not stand as the secret itself does. */
    @Test
    void noWarningHasItThoughResticEscapesIt() {
        mask("<" + SECRET + "&>");
        world.workloads.script(Kind.BACKUP, ResticScript.partial("/data/\\u003c" + SECRET + "\\u0026\\u003e"));

        assertThat(world.runToEnd().warnings()).singleElement().asString().endsWith("/data/****");
        assertMasked();
    }

    @Test
    void noRetentionHasItAndAPasswordThatIsAWordOfItsWarningDoesNotBeginItAgain() {
        mask("failed: restic");
        world.plan.retention = new RetentionPolicy(1, 0, 0, 0, 0, 0, "", List.of(), true);
        world.workloads.script(Kind.FORGET, ResticScript.exitError(1, "no"));

        RunReport report = world.runToEnd();

        assertThat(report.warnings()).singleElement().asString().startsWith("Retention ****");
        assertThat(Invocations.of(world.journal).all())
                .filteredOn(invocation -> invocation.kind() == Kind.FORGET)
                .hasSize(1);
    }

    @Test
    void noFailureForABackupThatTheRetentionHasRemovedHasIt() {
        mask("just made");
        world.plan.retention = World.KEEP_SEVEN;
        world.workloads.script(
                Kind.FORGET,
                ResticScript.exit(0, ResticScript.forgotten(List.of("bbbbbbbb"), List.of(ResticScript.OWN))));

        assertThat(world.runToEnd().failure().message()).startsWith("restic forget has removed the backup ****");
    }

    /** With such a password a good backup once failed as one of 0 files. */
    @ParameterizedTest
    @ValueSource(strings = {"total", "snapshot_id", "summary", "files", "message_type", "0123", "4096", "data", "-"})
    void aPasswordThatIsPartOfWhatIsAnsweredSpoilsNothing(String password) {
        mask(password);

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(report.values().get("resticSnapshotId")).isEqualTo("0123456789abcdef");
        assertThat(BackupFacts.summary(world.journal).orElseThrow().totalFilesProcessed())
                .isEqualTo(4);
        assertThat(report.values().get("bytesProcessed")).isEqualTo(4096L);
        world.assertNothingLeft();
    }
}
