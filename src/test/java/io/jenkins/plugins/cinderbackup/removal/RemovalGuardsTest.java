package io.jenkins.plugins.cinderbackup.removal;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the background removal leaves alone: what is somebody's still, and what nobody knows whose it is. */
class RemovalGuardsTest {
    private static final Duration LONG = Duration.ofDays(2);

    private final RemovalWorld world;

    RemovalGuardsTest(@TempDir Path folder) {
        world = new RemovalWorld(folder);
    }

    @Test
    void aRunThatIsDrivenHereIsNotTouchedUntilItIsOver() {
        world.diedIn(BackupOperation.BACKUP);
        world.driven.add(world.leftovers.run());

        world.looks(LONG);
        assertThat(world.leftovers.deletions()).isEmpty();
        assertThat(world.removal.pending()).isEmpty();

        world.driven.remove(world.leftovers.run());
        world.looks(Duration.ofMinutes(10));
        assertThat(world.leftovers.left()).isEmpty();
    }

    @Test
    void aRunWhoseBuildGoesOnIsNotTouchedHoweverLongThatTakes() {
        world.owner = RunOwner.GOES_ON;
        world.diedIn(BackupOperation.BACKUP);

        world.looks(LONG);
        assertThat(world.leftovers.deletions()).isEmpty();
        assertThat(world.removal.pending()).isEmpty();

        world.owner = RunOwner.OVER;
        world.looks(Duration.ofMinutes(10));
        assertThat(world.leftovers.left()).isEmpty();
    }

    @Test
    void aRunWhoseJobIsNotThereIsLeftAloneUntilItsHardEnd() {
        world.owner = RunOwner.UNKNOWN;
        world.diedIn(BackupOperation.BACKUP);
        RunJournal journal = world.leftovers.journal();

        world.looks(Duration.between(world.leftovers.ticker().now(), journal.mayLiveUntil()));
        assertThat(world.leftovers.deletions()).isEmpty();
        world.looks(Duration.ofMinutes(10));

        assertThat(world.leftovers.left()).isEmpty();
    }

    @Test
    void aCopyOfTheHomeLeavesTheRunsOfTheOriginalAloneUntilTheirHardEnd() {
        world.diedIn(BackupOperation.BACKUP);
        world.leftovers.ticker().advance(Duration.ofMinutes(1));
        world.place = "/srv/copy";
        world.restart();

        world.looks(Duration.ofHours(3));
        assertThat(world.leftovers.deletions()).isEmpty();
        assertThat(world.pending().waitsFor()).contains("If it is a copy");

        world.restart();
        world.looks(Duration.ofHours(3));
        assertThat(world.leftovers.deletions())
                .as("after the copy's second start")
                .isEmpty();
        world.looks(Duration.between(
                world.leftovers.ticker().now(), world.leftovers.journal().mayLiveUntil()));
        assertThat(world.leftovers.deletions()).as("before the hard end").isEmpty();
        world.looks(Duration.ofMinutes(10));
        assertThat(world.leftovers.left()).isEmpty();
    }

    @Test
    void aCopyWhoseClockIsBehindLeavesThemAloneToo() {
        world.diedIn(BackupOperation.BACKUP);
        world.place = "/srv/copy";
        world.restart(world.leftovers.journal().startedAt().minus(Duration.ofHours(1)));

        world.looks(Duration.ofMinutes(30));

        assertThat(world.leftovers.deletions()).isEmpty();
        assertThat(world.removal.doubtsHome()).isTrue();
    }

    @Test
    void aHomeThatOnlySeemsToBeACopyIsTrustedOnceAnAdministratorSaysSo() {
        world.diedIn(BackupOperation.BACKUP);
        world.leftovers.ticker().advance(Duration.ofMinutes(1));
        assertThat(world.removal.doubtsHome()).isFalse();
        world.place = "/srv/moved";
        world.restart();
        world.looks(Duration.ofMinutes(10));
        assertThat(world.removal.doubtsHome()).isTrue();
        assertThat(world.removed).isEmpty();

        world.removal.trustHome();
        world.restart();
        world.looks(Duration.ofMinutes(10));

        assertThat(world.leftovers.left()).isEmpty();
        assertThat(world.removed).containsExactly(world.leftovers.run());
        assertThat(world.removal.doubtsHome()).isFalse();
    }

    @Test
    void trustInAHomeEndsWhereItIsCopied() {
        world.diedIn(BackupOperation.BACKUP);
        world.leftovers.ticker().advance(Duration.ofMinutes(1));
        world.removal.trustHome();
        world.place = "/srv/copy";
        world.restart();

        world.looks(Duration.ofHours(3));

        assertThat(world.leftovers.deletions()).isEmpty();
        assertThat(world.removal.doubtsHome()).isTrue();
    }

    @Test
    void aRestoredHomeCountsAsACopy() throws IOException {
        world.diedIn(BackupOperation.BACKUP);
        world.leftovers.ticker().advance(Duration.ofMinutes(1));
        Path mark = world.folder.resolve("home.json");
        Files.copy(mark, world.folder.resolve("restored"));
        Files.move(world.folder.resolve("restored"), mark, StandardCopyOption.REPLACE_EXISTING);
        world.restart();

        world.looks(Duration.ofHours(3));

        assertThat(world.leftovers.deletions()).isEmpty();
    }

    @Test
    void whatDoesNotCarryTheTagsOfTheRunIsNeverTouched() {
        world.diedIn(BackupOperation.BACKUP);
        world.leftovers.untagVolume();

        world.looks(LONG);

        assertThat(world.leftovers.deletions()).noneMatch(call -> call.startsWith("deleteVolume"));
        assertThat(world.pending().obstacles())
                .singleElement()
                .asString()
                .endsWith("it does not carry the tags of this run, so it is left alone");
        assertThat(world.removal.needsHelp()).isTrue();
    }

    @Test
    void aVolumeThatIsMarkedToStayStaysWhateverTheJournalSays() {
        world.diedIn(BackupOperation.BACKUP);
        world.leftovers.keepVolume();

        world.looks(LONG);

        assertThat(world.leftovers.deletions()).isNotEmpty().noneMatch(call -> call.startsWith("deleteVolume"));
    }

    @Test
    void aJournalThatCannotBeReadIsReportedAndLeftAlone() throws IOException {
        world.diedIn(BackupOperation.BACKUP);
        Path torn = world.folder.resolve("journals").resolve("ffffffffffffffff.json");
        Files.writeString(torn, "{\"schema\":1,\"run\"");
        world.removal.refresh();

        world.looks(LONG);

        assertThat(torn).hasContent("{\"schema\":1,\"run\"");
        assertThat(world.removal.needsHelp()).isTrue();
        assertThat(world.removal.pending()).singleElement().satisfies(unreadable -> {
            assertThat(unreadable.needsHelp()).isTrue();
            assertThat(unreadable.obstacles().get(0)).contains(torn.toString(), "cannot be read");
        });
        assertThat(world.leftovers.left()).as("the other run").isEmpty();
    }
}
