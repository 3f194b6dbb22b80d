package io.jenkins.plugins.cinderbackup.removal;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.engine.FinishedRuns;
import io.jenkins.plugins.cinderbackup.engine.Leftovers;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import io.jenkins.plugins.cinderbackup.phase.storage.CreatingSnapshot;
import io.jenkins.plugins.cinderbackup.phase.storage.CreatingVolume;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is removed of runs that do not go on, how often that is tried, and what an administrator hears of it. */
class BackgroundRemovalTest {
    private final RemovalWorld world;

    BackgroundRemovalTest(@TempDir Path folder) {
        world = new RemovalWorld(folder);
    }

    @Test
    void whatACrashHasLeftIsRemovedInTheOrderOfTheCleanUpAndTheJournalGoes() {
        world.diedIn(BackupOperation.BACKUP);
        assertThat(world.leftovers.left()).hasSize(6);

        world.looks(Duration.ofMinutes(10));

        assertThat(world.leftovers.left()).isEmpty();
        assertThat(world.journals.runs()).isEmpty();
        assertThat(world.folder.resolve("removals")).isEmptyDirectory();
        assertThat(world.leftovers.deletions().stream().map(call -> call.split(" ")[0]))
                .containsSubsequence("delete", "deleteVolume", "deleteSnapshot");
        assertThat(world.removal.pending()).isEmpty();
    }

    @Test
    void whatACrashInTheMiddleOfACreatingCallHasLeftIsFoundAndRemoved() {
        world.diedIn(CreatingVolume.ID);

        world.looks(Duration.ofMinutes(10));

        assertThat(world.leftovers.left()).isEmpty();
        assertThat(world.journals.runs()).isEmpty();
    }

    @Test
    void whatAReportedRunCouldNotRemoveIsRemovedLater() {
        world.begin(Leftovers.ofAReportedRun());
        assertThat(world.leftovers.left()).isNotEmpty();

        world.looks(Duration.ofMinutes(10));

        assertThat(world.leftovers.left()).isEmpty();
        assertThat(world.journals.runs()).isEmpty();
    }

    @Test
    void whatCannotBeRemovedIsTriedLessAndLessOften() {
        world.diedIn(BackupOperation.BACKUP);
        world.leftovers.forbidVolumes();

        List<Duration> pauses = world.looks(Duration.ofDays(1)).stream()
                .filter(pause -> !pause.isZero())
                .toList();

        assertThat(pauses)
                .containsSubsequence(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(40),
                        Duration.ofSeconds(80));
        assertThat(pauses).last().isEqualTo(Duration.ofHours(1));
        assertThat(world.leftovers.left())
                .as("one that stays keeps no other but the snapshot below it")
                .hasSize(2);
        assertThat(world.pending().obstacles())
                .singleElement()
                .asString()
                .contains("Cinder volume", "Cinder forbids it");
        assertThat(world.pending().failedAttempts()).isGreaterThan(10);
    }

    @Test
    void whatMayStillAppearIsSaidToBeLookedForAndNoAttemptToHaveBeenInVain() {
        world.begin(Leftovers.ofACallWithoutAnswer());
        world.looks(Duration.ofMinutes(5));

        assertThat(world.pending().objects()).singleElement().asString().startsWith("Cinder snapshot ");
        assertThat(world.pending().obstacles())
                .singleElement()
                .asString()
                .startsWith(world.pending().objects().get(0) + " may still appear until ")
                .matches(
                        ".*Z, since its creating call was not answered, and is looked for in the background until then");
        assertThat(world.pending().failedAttempts()).isZero();

        world.looks(Duration.ofMinutes(15));
        assertThat(world.journals.runs()).isEmpty();
    }

    @Test
    void whatIsStillBeingDeletedIsSaidToBe() {
        world.begin(Leftovers.thatCinderDeletesSlowly());
        world.looks(Duration.ofMinutes(5));

        assertThat(world.pending().obstacles())
                .singleElement()
                .asString()
                .startsWith("Cinder volume ")
                .endsWith(" is still being deleted; its end is awaited in the background");
        assertThat(world.pending().failedAttempts()).isZero();
    }

    @Test
    void aRestartNeitherForgetsTheTroubleNorBeginsAnew() {
        world.diedIn(BackupOperation.BACKUP);
        world.leftovers.forbidVolumes();
        world.looks(Duration.ofHours(8));
        int deletions = world.leftovers.deletions().size();
        PendingRemoval before = world.pending();

        world.restart();
        Duration after = world.removal.next();

        assertThat(after)
                .isEqualTo(Duration.between(world.leftovers.ticker().now(), before.nextAttempt()))
                .isPositive();
        assertThat(world.leftovers.deletions()).hasSize(deletions);
        assertThat(world.removal.needsHelp()).isTrue();
        assertThat(world.pending().failedAttempts()).isEqualTo(before.failedAttempts());
        assertThat(world.pending().obstacles()).isEqualTo(before.obstacles());
    }

    @Test
    void anAdministratorIsToldWhenItWasInVainForLongAndNotBefore() {
        world.diedIn(BackupOperation.BACKUP);
        world.leftovers.forbidVolumes();

        world.looks(Duration.ofMinutes(30));
        assertThat(world.removal.needsHelp()).isFalse();
        world.looks(Duration.ofHours(3));
        assertThat(world.removal.needsHelp()).isTrue();

        world.leftovers.allowVolumes();
        world.removal.retryNow(world.leftovers.run());
        world.looks(Duration.ofMinutes(10));
        assertThat(world.removal.needsHelp()).isFalse();
        assertThat(world.leftovers.left()).isEmpty();
    }

    @Test
    void whatIsGivenUpWhileItIsTriedStaysGivenUp() {
        world.diedIn(BackupOperation.BACKUP);
        world.leftovers.forbidVolumes();
        world.looks(Duration.ofHours(4));
        AtomicInteger stays = new AtomicInteger();
        world.duringAttempt = () -> {
            stays.set(world.removal.giveUp(world.leftovers.run()).size());
            world.leftovers.allowVolumes();
        };

        while (stays.get() == 0) {
            world.leftovers.ticker().advance(world.removal.next());
        }

        assertThat(world.journals.runs()).isEmpty();
        assertThat(world.removal.pending()).isEmpty();
    }

    @Test
    void aMissingCredentialIsToldAtOnceAndTheRestIsRemovedAllTheSame() {
        world.diedIn(BackupOperation.BACKUP);
        world.leftovers.forbidVolumes();
        world.problems = List.of(Finding.of("there is no credential 'cloud'", "put it where the job may use it"));

        world.looks(Duration.ofMinutes(5));

        assertThat(world.removal.needsHelp()).isTrue();
        assertThat(world.pending().obstacles())
                .contains("there is no credential 'cloud'", "put it where the job may use it");
        assertThat(world.leftovers.left()).hasSize(2);
    }

    @Test
    void whatCanBeRemovedDoesNotWaitForAllThatIsOnACloudThatHangs() {
        world.diedIn(BackupOperation.BACKUP);
        world.driven.add(world.leftovers.journal().run());
        world.silent = true;
        for (int i = 0; i < 100; i++) {
            world.journals.save(FinishedRuns.fresh(new RunId(String.format("%016x", i + 1))));
        }
        world.removal.refresh();
        world.looks(Duration.ofHours(5));
        assertThat(world.leftovers.left()).hasSize(6);

        world.driven.remove(world.leftovers.journal().run());
        world.looks(Duration.ofMinutes(5));

        assertThat(world.leftovers.left()).isEmpty();
        assertThat(world.journals.runs()).as("the others are tried on and on").hasSize(100);
    }

    @Test
    void aThousandRunsWithoutAnythingLeftAreForgottenOneLookEach() {
        world.diedIn(CreatingSnapshot.ID);
        for (int i = 0; i < 1000; i++) {
            world.journals.save(FinishedRuns.fresh(new RunId(String.format("%016x", i + 1))));
        }
        world.removal.refresh();

        world.looks(Duration.ofMinutes(10));

        assertThat(world.journals.runs()).isEmpty();
    }

    @Test
    void aServerThatAsksToBeLeftAloneForAMonthIsAskedAgainWithinTheHour() {
        world.diedIn(BackupOperation.BACKUP);
        world.duringAttempt = () -> {
            throw new TransientException("503: maintenance", Duration.ofDays(30), null);
        };

        assertThat(world.removal.next()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aClassThatIsMissingForOneRunKeepsNobodyFromTheOthers() {
        world.diedIn(BackupOperation.BACKUP);
        world.duringAttempt = () -> {
            throw new NoClassDefFoundError("hudson/maven/MavenModuleSet");
        };

        assertThat(world.removal.next()).isPositive();
        assertThat(world.pending().obstacles())
                .containsExactly(
                        "An error in the plugin itself: NoClassDefFoundError; the controller's log has the details");

        world.removal.begin(
                journal -> {
                    throw new NoClassDefFoundError("hudson/maven/MavenModuleSet");
                },
                run -> {},
                journal -> {});
        world.removal.retryNow(world.leftovers.run());

        assertThat(world.removal.next()).isEqualTo(Duration.ofHours(1));
    }
}
