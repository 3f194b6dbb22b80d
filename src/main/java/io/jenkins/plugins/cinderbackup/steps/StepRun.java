package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.credentials.CredentialLookup;
import io.jenkins.plugins.cinderbackup.credentials.Masking;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.engine.RunReport;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.operation.Operations;
import io.jenkins.plugins.cinderbackup.page.FailureMessage;
import io.jenkins.plugins.cinderbackup.page.RunRecord;
import io.jenkins.plugins.cinderbackup.runtime.EndOfRun;
import io.jenkins.plugins.cinderbackup.runtime.RunDriver;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import io.jenkins.plugins.cinderbackup.wiring.EngineAssembly;
import java.util.List;
import java.util.function.Consumer;

/** A run while this process drives it for a build, and what is written down when it is over. */
final class StepRun implements RunDriver.Listener {
    private final BackupServices services;
    private final RunJournal journal;
    private final Run<?, ?> build;
    private final Listener listener;
    private final Masking masking = new Masking();
    private final RunDisplay display;
    private final EngineAssembly assembly;
    private final RunDriver driver;

    /** Who wants to know what became of the run; one of the methods is called, once. Texts are masked. */
    interface Listener {
        /** The run is over, and its record is with the build. */
        void over(RunRecord record);

        /** The run cannot be driven any more; what it has created is left to the background. */
        void broken(List<Finding> findings);

        /** The run was abandoned; what it has created is left to the background. */
        void abandoned();
    }

    StepRun(
            @NonNull BackupServices services,
            @NonNull RunJournal journal,
            @NonNull Run<?, ?> build,
            @NonNull TaskListener taskListener,
            @NonNull Listener listener) {
        this.services = services;
        this.journal = journal;
        this.build = build;
        this.listener = listener;
        this.display = new RunDisplay(journal, build, taskListener, masking);
        this.assembly = new EngineAssembly(
                services,
                journal,
                CredentialLookup.of(build, masking),
                masking,
                display::accept,
                CinderBackupConfiguration.get()::maxConcurrentCreations);
        this.driver = assembly.drive(journal, this);
    }

    /** Begins the run, or goes on with it. */
    void begin() {
        display.begin();
        keep(saved -> {});
        driver.begin(services.nextBegin());
    }

    /** Has stored with the build what its page shows. */
    private void keep(Consumer<Boolean> then) {
        services.saves().save(build, display::keep, then);
    }

    void abort(String reason) {
        display.line("Aborting: " + reason
                + ". Cleaning up; another abort ends at once and leaves the rest to the background.");
        driver.abort(reason);
    }

    void abandon() {
        driver.abandon();
    }

    /** What the run does at the moment. */
    String status() {
        return display.status();
    }

    /** A hard kill ends a build without a word to its steps. */
    @Override
    public boolean isWaiting() {
        return build.isBuilding();
    }

    @Override
    public void over(RunReport report, Runnable written) {
        RunRecord record = display.record();
        EndOfRun end = new EndOfRun(journal.run()).then("the page of the build", () -> display.over(record));
        services.histories().forEach(history -> end.then("what is remembered of it", () -> history.end(journal)));
        end.then(
                "the build",
                () -> keep(saved -> new EndOfRun(journal.run())
                        .then("the journal", () -> forget(saved && !isFollowed(report)))
                        .then("what it shared with others", assembly::close)
                        .then("the build that waits for it", () -> listener.over(record))
                        .then("the background removal", written)));
    }

    @Override
    public void broken(PermanentException failure) {
        List<Finding> findings =
                failure.findings().stream().map(finding -> finding.map(masking)).toList();
        left(String.join("\n", FailureMessage.lines(findings)), () -> listener.broken(findings));
    }

    @Override
    public void abandoned() {
        left("It was aborted twice, or a call hung after the abort.", listener::abandoned);
    }

    private void left(String why, Runnable tell) {
        new EndOfRun(journal.run())
                .then("what it shared with others", assembly::close)
                .then("the page of the build", () -> display.interrupted(why))
                .then(
                        "the build",
                        () -> keep(saved -> new EndOfRun(journal.run()).then("the build that waits for it", tell)));
    }

    /** Whether the journal is needed until the runs are over that follow. */
    private boolean isFollowed(RunReport report) {
        return Operations.of(journal).isFollowed() && report.result().hasSucceeded();
    }

    /** Forgets the journal of a run that was followed, now that all are over, once the build has what it says. */
    void conclude(Runnable then) {
        keep(saved -> new EndOfRun(journal.run())
                .then("the journal", () -> forget(saved))
                .then("the build that waits for all runs", then));
    }

    private void forget(boolean saved) {
        if (saved) {
            driver.conclude();
        }
    }
}
