package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.connection.Connections;
import io.jenkins.plugins.cinderbackup.credentials.CredentialLookup;
import io.jenkins.plugins.cinderbackup.credentials.Masking;
import io.jenkins.plugins.cinderbackup.engine.PhaseName;
import io.jenkins.plugins.cinderbackup.engine.RunEvent;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.engine.RunReport;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.page.BackupRecord;
import io.jenkins.plugins.cinderbackup.page.BackupResultAction;
import io.jenkins.plugins.cinderbackup.page.ConsoleEvents;
import io.jenkins.plugins.cinderbackup.page.FailureMessage;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.runtime.Obligations;
import io.jenkins.plugins.cinderbackup.runtime.RunDriver;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import io.jenkins.plugins.cinderbackup.wiring.EngineAssembly;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/** A run while this process drives it for a build: engine, console and masking, and what is written down when it is over. */
final class StepRun implements RunDriver.Listener {
    private static final Logger LOGGER = Logger.getLogger(StepRun.class.getName());

    private final BackupServices services;
    private final RunJournal journal;
    private final Run<?, ?> build;
    private final Listener listener;
    private final Masking masking = new Masking();
    private final ConsoleEvents console;
    private final BackupResultAction page;
    private final EngineAssembly assembly;
    private final RunDriver driver;
    private volatile PhaseName phase;

    /** Who wants to know what became of the run; one of the methods is called, once. Texts are masked. */
    interface Listener {
        /** The run is over, and its record is with the build. */
        void over(BackupRecord backup);

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
        this.phase = journal.phase();
        this.console = new ConsoleEvents(journal.plan().subject(), taskListener.getLogger(), masking);
        this.page = BackupResultAction.show(build, record());
        this.assembly = new EngineAssembly(
                services,
                Connections.fromMap(journal.connections()),
                journal.plan().repository(),
                CredentialLookup.of(build, masking),
                masking,
                this::accept,
                CinderBackupConfiguration.get()::maxConcurrentCreations);
        this.driver = assembly.drive(journal, this);
    }

    /**
     * The journal of a run that has not begun, written down.
     *
     * @throws PermanentException with all that is wrong with the step, or if it cannot be written down
     */
    static RunJournal newJournal(BackupServices services, CinderSnapshotBackupStep step, Run<?, ?> build) {
        String job = build.getParent().getFullName();
        CredentialLookup credentials = CredentialLookup.of(build, new Masking());
        PlanMaker.Planned planned =
                new PlanMaker(step, CinderBackupConfiguration.get(), services.history(), credentials).make(job);
        Origin origin = new Origin(Jenkins.get().getLegacyInstanceId(), job, String.valueOf(build.getNumber()));
        RunJournal journal = new RunJournal(
                RunId.random(),
                origin,
                planned.plan(),
                planned.connections().toMap(),
                Ticker.system().now());
        step.getUnknownFields().forEach(journal::warn);
        services.journals().save(journal);
        if (!planned.plan().dryRun()) {
            services.history().begin(journal);
        }
        return journal;
    }

    /** The end of a build step that cannot begin or go on. */
    static AbortException failure(List<Finding> findings) {
        return new AbortException("Backup failed: " + String.join("\n", FailureMessage.lines(findings)));
    }

    /** One line on the console of a run that nobody drives here. */
    static void tell(@NonNull RunJournal journal, @NonNull TaskListener listener, @NonNull String text) {
        new ConsoleEvents(journal.plan().subject(), listener.getLogger(), UnaryOperator.identity()).line(text);
    }

    /** Begins the run, or goes on with it. */
    void begin() {
        boolean fresh = journal.phase() == PhaseName.PENDING;
        console.line(
                fresh
                        ? PhaseName.PENDING + " (run " + journal.run() + ")"
                        : "Going on after a restart, in " + journal.phase());
        if (fresh) {
            journal.warnings().forEach(text -> console.accept(new RunEvent.Warning(text)));
        }
        keep();
        driver.begin(services.nextBegin());
    }

    void abort(String reason) {
        console.line("Aborting: " + reason
                + ". Cleaning up; another abort ends at once and leaves the rest to the background.");
        driver.abort(reason);
    }

    void abandon() {
        driver.abandon();
    }

    /** What the run does at the moment. */
    String status() {
        return "Backup of " + journal.plan().describeSource() + ": " + phase;
    }

    /** Who only looks on must not spoil the backup. */
    private void accept(RunEvent event) {
        new Obligations(journal.run()).then("what is shown of it", () -> show(event));
    }

    private void show(RunEvent event) {
        if (event instanceof RunEvent.PhaseEntered entered) {
            phase = entered.phase();
        }
        console.accept(event);
        if (event instanceof RunEvent.Working working) {
            page.update(working.progress());
        }
        page.update(record());
    }

    /** The run as it is now; only for the thread that drives it. */
    private BackupRecord record() {
        return new BackupRecord(journal, masking, Ticker.system().now());
    }

    /** A hard kill ends a build without a word to its steps. */
    @Override
    public boolean isWaiting() {
        return build.isBuilding();
    }

    @Override
    public void over(RunReport report) {
        BackupRecord backup = record();
        new Obligations(journal.run())
                .then("the page of the build", () -> page.update(backup))
                .then("the history of backups", this::remember)
                .then("the build and the journal", this::conclude)
                .then("what it shared with others", assembly::close)
                .then("the build that waits for it", () -> listener.over(backup));
    }

    @Override
    public void broken(PermanentException failure) {
        List<Finding> findings = failure.findings().stream().map(this::masked).toList();
        left(String.join("\n", FailureMessage.lines(findings)), () -> listener.broken(findings));
    }

    @Override
    public void abandoned() {
        left("It was aborted twice, or a call hung after the abort.", listener::abandoned);
    }

    private void left(String why, Runnable tell) {
        new Obligations(journal.run())
                .then("what it shared with others", assembly::close)
                .then("the page of the build", () -> page.interrupted(why))
                .then("the build", this::keep)
                .then("the build that waits for it", tell);
    }

    private void conclude() {
        if (keep()) {
            driver.conclude();
        }
    }

    private Finding masked(Finding finding) {
        return new Finding(
                masking.apply(finding.message()),
                finding.hints().stream().map(masking).toList());
    }

    private void remember() {
        if (!journal.plan().dryRun()) {
            services.history().end(journal);
        }
    }

    /** @return whether what the page shows is stored with the build */
    private boolean keep() {
        try {
            build.save();
            return true;
        } catch (IOException | RuntimeException | LinkageError e) {
            // It may be any exception of any plugin that has an action on the build
            LOGGER.log(
                    Level.WARNING, e, () -> "What became of run " + journal.run() + " cannot be stored with " + build);
            return false;
        }
    }
}
