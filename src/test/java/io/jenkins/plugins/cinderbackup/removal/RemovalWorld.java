package io.jenkins.plugins.cinderbackup.removal;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.engine.Leftovers;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.Ports;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.journal.FileJournalStore;
import io.jenkins.plugins.cinderbackup.journal.HomeIdentity;
import io.jenkins.plugins.cinderbackup.journal.RemovalState;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.runtime.DrivenRuns;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A background removal over what one run has left, with a clock that is moved by hand. */
final class RemovalWorld {
    final Path folder;

    Leftovers leftovers;
    FileJournalStore journals;
    DrivenRuns driven = new DrivenRuns();
    RunOwner owner = RunOwner.OVER;
    boolean silent;
    List<Finding> problems = List.of();
    /** What happens while an attempt is under way. */
    Runnable duringAttempt = () -> {};

    String place = "/var/jenkins_home";
    final List<RunId> removed = new ArrayList<>();
    BackgroundRemoval removal;

    RemovalWorld(Path folder) {
        this.folder = folder;
    }

    /** The process has died in that phase, and a new one begins. */
    void diedIn(PhaseId phase) {
        begin(Leftovers.diedIn(phase));
    }

    void begin(Leftovers left) {
        leftovers = left;
        journals = new FileJournalStore(folder.resolve("journals"));
        journals.save(left.journal());
        HomeIdentity.of(folder, place, "jenkins-0", left.journal().startedAt(), List::of);
        restart();
    }

    /** Nothing is known but what is on the disk. */
    void restart() {
        restart(leftovers.ticker().now());
    }

    /** @param clock what the clock of the machine says */
    void restart(Instant clock) {
        driven = new DrivenRuns();
        removal = new BackgroundRemoval(
                new RemovalStore(journals, new RemovalState(folder.resolve("removals")), this::access),
                new RemovalStore(
                        new FileJournalStore(folder.resolve("orphans")),
                        new RemovalState(folder.resolve("orphan-removals")),
                        this::access),
                HomeIdentity.of(folder, place, "jenkins-0", clock, journals::runs),
                driven,
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
                duringAttempt.run();
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
    List<Duration> looks(Duration length) {
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

    PendingRemoval pending() {
        return removal.pending().get(0);
    }
}
