package io.jenkins.plugins.cinderbackup.removal;

import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import java.util.Optional;

/** Guards what was found of a run, which was past its end when that was confirmed: against a clock that is set back, and against a run that goes on here. */
final class OrphanGuard implements RemovalGuard {
    private final RunGuard runs;
    private final Ticker ticker;

    OrphanGuard(RunGuard runs, Ticker ticker) {
        this.runs = runs;
        this.ticker = ticker;
    }

    /** As its own journal tells: the one of what was found is no run's. */
    @Override
    public boolean goesOn(RunJournal journal) {
        return runs.goesOn(journal.run());
    }

    @Override
    public Optional<String> waitsFor(RunJournal journal) {
        return ticker.now().isBefore(journal.mayLiveUntil())
                ? Optional.of("Jenkins' clock was set back since the removal was confirmed, so the run may live.")
                : Optional.empty();
    }
}
