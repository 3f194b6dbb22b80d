package io.jenkins.plugins.cinderbackup.removal;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.engine.FinishedRuns;
import io.jenkins.plugins.cinderbackup.engine.Leftovers;
import io.jenkins.plugins.cinderbackup.engine.PhaseName;
import io.jenkins.plugins.cinderbackup.engine.Ports;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.journal.FileJournalStore;
import io.jenkins.plugins.cinderbackup.journal.HomeIdentity;
import io.jenkins.plugins.cinderbackup.journal.RemovalState;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.runtime.DrivenRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackgroundRemovalTest {
    private static final Duration LONG = Duration.ofDays(2);

    @TempDir
    private Path temp;

    private Leftovers leftovers;
    private FileJournalStore journals;
    private DrivenRuns driven = new DrivenRuns();
    private RunOwner owner = RunOwner.OVER;
    private boolean silent;
    private List<Finding> problems = List.of();
    private String place = "/var/jenkins_home";
    private final List<RunId> removed = new ArrayList<>();
    private BackgroundRemoval removal;

    /** The process has died in that phase, and a new one begins. */
    private void diedIn(PhaseName phase) {
        begin(Leftovers.diedIn(phase));
    }

    private void begin(Leftovers left) {
        leftovers = left;
        journals = new FileJournalStore(temp.resolve("journals"));
        journals.save(left.journal());
        HomeIdentity.of(temp, place, "jenkins-0", left.journal().startedAt(), List::of);
        restart();
    }

    /** Nothing is known but what is on the disk. */
    private void restart() {
        restart(leftovers.ticker().now());
    }

    /** @param clock what the clock of the machine says */
    private void restart(Instant clock) {
        driven = new DrivenRuns();
        removal = new BackgroundRemoval(
                journals,
                new RemovalState(temp.resolve("removals")),
                HomeIdentity.of(temp, place, "jenkins-0", clock, journals::runs),
                driven,
                this::access,
                leftovers.ticker());
        removal.begin(journal -> owner, run -> {}, journal -> removed.add(journal.run()));
        removal.refresh();
    }

    private RemovalAccess access(RunJournal journal) {
        if (silent && !journal.run().equals(leftovers.journal().run())) {
            // As long as a call takes that is not answered
            leftovers.ticker().advance(Duration.ofMinutes(1));
            throw new TransientException("no answer in time", null);
        }
        return new RemovalAccess() {
            @Override
            public List<Finding> problems() {
                return problems;
            }

            @Override
            public Ports ports() {
                return leftovers.ports(journals);
            }

            @Override
            public void close() {}
        };
    }

    /** Looks whenever it is due, for so long; answers the pauses in between. */
    private List<Duration> looks(Duration length) {
        List<Duration> pauses = new ArrayList<>();
        Instant end = leftovers.ticker().now().plus(length);
        while (leftovers.ticker().now().isBefore(end)) {
            Duration after = removal.next();
            pauses.add(after);
            Duration left = Duration.between(leftovers.ticker().now(), end);
            leftovers.ticker().advance(after.compareTo(left) < 0 ? after : left);
            assertThat(pauses).as("looks").hasSizeLessThan(2000);
        }
        return pauses;
    }

    private PendingRemoval pending() {
        return removal.pending().get(0);
    }

    @Test
    void whatACrashHasLeftIsRemovedInTheOrderOfTheCleanUpAndTheJournalGoes() {
        diedIn(PhaseName.BACKUP);
        assertThat(leftovers.left()).hasSize(6);

        looks(Duration.ofMinutes(10));

        assertThat(leftovers.left()).isEmpty();
        assertThat(journals.runs()).isEmpty();
        assertThat(temp.resolve("removals")).isEmptyDirectory();
        assertThat(leftovers.deletions().stream().map(call -> call.split(" ")[0]))
                .containsSubsequence("delete", "deleteVolume", "deleteSnapshot");
        assertThat(removal.pending()).isEmpty();
    }

    @Test
    void whatACrashInTheMiddleOfACreatingCallHasLeftIsFoundAndRemoved() {
        diedIn(PhaseName.CREATING_VOLUME);

        looks(Duration.ofMinutes(10));

        assertThat(leftovers.left()).isEmpty();
        assertThat(journals.runs()).isEmpty();
    }

    @Test
    void whatAReportedRunCouldNotRemoveIsRemovedLater() {
        begin(Leftovers.ofAReportedRun());
        assertThat(leftovers.left()).isNotEmpty();

        looks(Duration.ofMinutes(10));

        assertThat(leftovers.left()).isEmpty();
        assertThat(journals.runs()).isEmpty();
    }

    @Test
    void whatCannotBeRemovedIsTriedLessAndLessOften() {
        diedIn(PhaseName.BACKUP);
        leftovers.forbidVolumes();

        List<Duration> pauses = looks(Duration.ofDays(1)).stream()
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
        assertThat(leftovers.left())
                .as("one that stays keeps no other but the snapshot below it")
                .hasSize(2);
        assertThat(pending().lastErrors()).singleElement().asString().contains("Cinder volume", "Cinder forbids it");
        assertThat(pending().failedAttempts()).isGreaterThan(10);
    }

    @Test
    void aRestartNeitherForgetsTheTroubleNorBeginsAnew() {
        diedIn(PhaseName.BACKUP);
        leftovers.forbidVolumes();
        looks(Duration.ofHours(8));
        int deletions = leftovers.deletions().size();
        PendingRemoval before = pending();

        restart();
        Duration after = removal.next();

        assertThat(after)
                .isEqualTo(Duration.between(leftovers.ticker().now(), before.nextLook()))
                .isPositive();
        assertThat(leftovers.deletions()).hasSize(deletions);
        assertThat(removal.needsHelp()).isTrue();
        assertThat(pending().failedAttempts()).isEqualTo(before.failedAttempts());
        assertThat(pending().lastErrors()).isEqualTo(before.lastErrors());
    }

    @Test
    void anAdministratorIsToldWhenItWasInVainForLongAndNotBefore() {
        diedIn(PhaseName.BACKUP);
        leftovers.forbidVolumes();

        looks(Duration.ofMinutes(30));
        assertThat(removal.needsHelp()).isFalse();
        looks(Duration.ofHours(3));
        assertThat(removal.needsHelp()).isTrue();

        leftovers.allowVolumes();
        removal.retryNow(leftovers.run());
        looks(Duration.ofMinutes(10));
        assertThat(removal.needsHelp()).isFalse();
        assertThat(leftovers.left()).isEmpty();
    }

    @Test
    void aMissingCredentialIsToldAtOnceAndTheRestIsRemovedAllTheSame() {
        diedIn(PhaseName.BACKUP);
        leftovers.forbidVolumes();
        problems = List.of(Finding.of("there is no credential 'cloud'", "put it where the job may use it"));

        looks(Duration.ofMinutes(5));

        assertThat(removal.needsHelp()).isTrue();
        assertThat(pending().lastErrors())
                .contains("there is no credential 'cloud'", "put it where the job may use it");
        assertThat(leftovers.left()).hasSize(2);
    }

    @Test
    void aRunThatIsDrivenHereIsNotTouchedUntilItIsOver() {
        diedIn(PhaseName.BACKUP);
        driven.add(leftovers.run());

        looks(LONG);
        assertThat(leftovers.deletions()).isEmpty();
        assertThat(removal.pending()).isEmpty();

        driven.remove(leftovers.run());
        looks(Duration.ofMinutes(10));
        assertThat(leftovers.left()).isEmpty();
    }

    @Test
    void aRunWhoseBuildGoesOnIsNotTouchedHoweverLongThatTakes() {
        owner = RunOwner.GOES_ON;
        diedIn(PhaseName.BACKUP);

        looks(LONG);
        assertThat(leftovers.deletions()).isEmpty();
        assertThat(removal.pending()).isEmpty();

        owner = RunOwner.OVER;
        looks(Duration.ofMinutes(10));
        assertThat(leftovers.left()).isEmpty();
    }

    @Test
    void aRunWhoseJobIsNotThereIsLeftAloneUntilItsHardEnd() {
        owner = RunOwner.UNKNOWN;
        diedIn(PhaseName.BACKUP);
        RunJournal journal = leftovers.journal();

        looks(Duration.between(leftovers.ticker().now(), journal.mayLiveUntil()));
        assertThat(leftovers.deletions()).isEmpty();
        looks(Duration.ofMinutes(10));

        assertThat(leftovers.left()).isEmpty();
    }

    @Test
    void aCopyOfTheHomeLeavesTheRunsOfTheOriginalAloneUntilTheirHardEnd() {
        diedIn(PhaseName.BACKUP);
        leftovers.ticker().advance(Duration.ofMinutes(1));
        place = "/srv/copy";
        restart();

        looks(Duration.ofHours(3));
        assertThat(leftovers.deletions()).isEmpty();
        assertThat(pending().waitsFor()).contains("If it is a copy");

        restart();
        looks(Duration.ofHours(3));
        assertThat(leftovers.deletions()).as("after the copy's second start").isEmpty();
        looks(LONG);
        assertThat(leftovers.left()).isEmpty();
    }

    @Test
    void aCopyWhoseClockIsBehindLeavesThemAloneToo() {
        diedIn(PhaseName.BACKUP);
        place = "/srv/copy";
        restart(leftovers.journal().startedAt().minus(Duration.ofHours(1)));

        looks(Duration.ofMinutes(30));

        assertThat(leftovers.deletions()).isEmpty();
        assertThat(removal.doubtsHome()).isTrue();
    }

    @Test
    void aHomeThatOnlySeemsToBeACopyIsTrustedOnceAnAdministratorSaysSo() {
        diedIn(PhaseName.BACKUP);
        leftovers.ticker().advance(Duration.ofMinutes(1));
        assertThat(removal.doubtsHome()).isFalse();
        place = "/srv/moved";
        restart();
        looks(Duration.ofMinutes(10));
        assertThat(removal.doubtsHome()).isTrue();
        assertThat(removed).isEmpty();

        removal.trustHome();
        restart();
        looks(Duration.ofMinutes(10));

        assertThat(leftovers.left()).isEmpty();
        assertThat(removed).containsExactly(leftovers.run());
        assertThat(removal.doubtsHome()).isFalse();
    }

    @Test
    void trustInAHomeEndsWhereItIsCopied() {
        diedIn(PhaseName.BACKUP);
        leftovers.ticker().advance(Duration.ofMinutes(1));
        removal.trustHome();
        place = "/srv/copy";
        restart();

        looks(Duration.ofHours(3));

        assertThat(leftovers.deletions()).isEmpty();
        assertThat(removal.doubtsHome()).isTrue();
    }

    @Test
    void aRestoredHomeCountsAsACopy() throws IOException {
        diedIn(PhaseName.BACKUP);
        leftovers.ticker().advance(Duration.ofMinutes(1));
        Path mark = temp.resolve("home.json");
        Files.copy(mark, temp.resolve("restored"));
        Files.move(temp.resolve("restored"), mark, StandardCopyOption.REPLACE_EXISTING);
        restart();

        looks(Duration.ofHours(3));

        assertThat(leftovers.deletions()).isEmpty();
    }

    @Test
    void whatDoesNotCarryTheTagsOfTheRunIsNeverTouched() {
        diedIn(PhaseName.BACKUP);
        leftovers.untagVolume();

        looks(LONG);

        assertThat(leftovers.deletions()).noneMatch(call -> call.startsWith("deleteVolume"));
        assertThat(pending().lastErrors())
                .singleElement()
                .asString()
                .endsWith("it does not carry the tags of this run, so it is left alone");
        assertThat(removal.needsHelp()).isTrue();
    }

    @Test
    void aVolumeThatIsMarkedToStayStaysWhateverTheJournalSays() {
        diedIn(PhaseName.BACKUP);
        leftovers.keepVolume();

        looks(LONG);

        assertThat(leftovers.deletions()).isNotEmpty().noneMatch(call -> call.startsWith("deleteVolume"));
    }

    @Test
    void aJournalThatCannotBeReadIsReportedAndLeftAlone() throws IOException {
        diedIn(PhaseName.BACKUP);
        Path torn = temp.resolve("journals").resolve("ffffffffffffffff.json");
        Files.writeString(torn, "{\"schema\":1,\"run\"");
        removal.refresh();

        looks(LONG);

        assertThat(torn).hasContent("{\"schema\":1,\"run\"");
        assertThat(removal.needsHelp()).isTrue();
        assertThat(removal.pending()).singleElement().satisfies(unreadable -> {
            assertThat(unreadable.needsHelp()).isTrue();
            assertThat(unreadable.lastErrors().get(0)).contains(torn.toString(), "cannot be read");
        });
        assertThat(leftovers.left()).as("the other run").isEmpty();
    }

    @Test
    void whatCanBeRemovedDoesNotWaitForAllThatIsOnACloudThatHangs() {
        diedIn(PhaseName.BACKUP);
        driven.add(leftovers.journal().run());
        silent = true;
        for (int i = 0; i < 100; i++) {
            journals.save(FinishedRuns.fresh(new RunId(String.format("%016x", i + 1))));
        }
        removal.refresh();
        looks(Duration.ofHours(5));
        assertThat(leftovers.left()).hasSize(6);

        driven.remove(leftovers.journal().run());
        looks(Duration.ofMinutes(5));

        assertThat(leftovers.left()).isEmpty();
        assertThat(journals.runs()).as("the others are tried on and on").hasSize(100);
    }

    @Test
    void aThousandRunsWithoutAnythingLeftAreForgottenOneLookEach() {
        diedIn(PhaseName.CREATING_SNAPSHOT);
        for (int i = 0; i < 1000; i++) {
            journals.save(FinishedRuns.fresh(new RunId(String.format("%016x", i + 1))));
        }
        removal.refresh();

        looks(Duration.ofMinutes(10));

        assertThat(journals.runs()).isEmpty();
    }
}
