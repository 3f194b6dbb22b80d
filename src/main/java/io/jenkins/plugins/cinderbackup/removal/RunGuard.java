package io.jenkins.plugins.cinderbackup.removal;

import io.jenkins.plugins.cinderbackup.engine.JournalStore;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.journal.HomeIdentity;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.runtime.DrivenRuns;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Guards the runs that have a journal here. A run is left alone while this process drives it, and while its build goes on, in which case a Pipeline
 * will resume it. It is left alone until its hard end ({@code mayLiveUntil}) where it cannot be certain that nobody else drives it: when its journal
 * is older here than the Jenkins home is where it is now, which may then be a copy whose original still runs; and when there is no such job any more,
 * which may have been renamed.
 */
final class RunGuard implements RemovalGuard {
    private final JournalStore journals;
    private final HomeIdentity home;
    private final DrivenRuns driven;
    private final Ticker ticker;
    /** Until it is known who owns which run, all are somebody's. */
    private volatile Function<RunJournal, RunOwner> owners = journal -> RunOwner.GOES_ON;

    RunGuard(JournalStore journals, HomeIdentity home, DrivenRuns driven, Ticker ticker) {
        this.journals = journals;
        this.home = home;
        this.driven = driven;
        this.ticker = ticker;
    }

    /**
     * From now on it is known whose the runs are.
     *
     * @param owner says of a run that this process does not drive whether it still belongs to a build
     * @param whenReleased is told of each run that is not driven any more
     */
    void begin(Function<RunJournal, RunOwner> owner, Consumer<RunId> whenReleased) {
        owners = owner;
        driven.whenReleased(whenReleased);
    }

    @Override
    public boolean goesOn(RunJournal journal) {
        return driven.contains(journal.run()) || owners.apply(journal) == RunOwner.GOES_ON;
    }

    /** Whether the run goes on here, as far as its journal can tell. */
    boolean goesOn(RunId run) {
        return driven.contains(run)
                || journals.readable(run).filter(this::goesOn).isPresent();
    }

    @Override
    public Optional<String> waitsFor(RunJournal journal) {
        if (!ticker.now().isBefore(journal.mayLiveUntil())) {
            return Optional.empty();
        }
        if (home.isForeign(journal.run())) {
            return Optional.of("This Jenkins home is where it is, on a machine of this name, since " + home.since()
                    + ", and the run was in it before." + " If it is a copy, the original may still drive the run.");
        }
        return owners.apply(journal) == RunOwner.UNKNOWN
                ? Optional.of("The job " + journal.origin().job()
                        + " is not there, or is not the one that made the run. If it was renamed, its"
                        + " build may go on.")
                : Optional.empty();
    }

    /** Whether runs wait, to go on or to have removed what they have left behind, since this home may be a copy whose original still drives them. */
    boolean doubtsHome() {
        return journals.runs().stream()
                .filter(home::isForeign)
                .anyMatch(run -> journals.readable(run)
                        .filter(journal -> ticker.now().isBefore(journal.mayLiveUntil()))
                        .isPresent());
    }

    /** An administrator says that no other controller has this home. */
    void trustHome() {
        home.trust();
    }
}
