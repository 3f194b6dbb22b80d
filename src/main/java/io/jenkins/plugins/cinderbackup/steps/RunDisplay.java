package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.cinderbackup.credentials.Masking;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.RunEvent;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.page.ConsoleEvents;
import io.jenkins.plugins.cinderbackup.page.RunRecord;
import io.jenkins.plugins.cinderbackup.page.RunResultAction;
import io.jenkins.plugins.cinderbackup.phase.Checks;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.runtime.EndOfRun;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What a build shows of its run, on its console and its page, all masked. */
final class RunDisplay {
    private static final Logger LOGGER = Logger.getLogger(RunDisplay.class.getName());

    private final RunJournal journal;
    private final Run<?, ?> build;
    private final Masking masking;
    private final ConsoleEvents console;
    private final RunResultAction page;
    private volatile PhaseId phase;

    RunDisplay(
            @NonNull RunJournal journal,
            @NonNull Run<?, ?> build,
            @NonNull TaskListener listener,
            @NonNull Masking masking) {
        this.journal = journal;
        this.build = build;
        this.masking = masking;
        this.phase = journal.phase();
        this.console = new ConsoleEvents(journal.plan().subject(), listener.getLogger(), masking);
        this.page = RunResultAction.show(build, record());
    }

    /** Says that the run begins, or goes on. */
    void begin() {
        boolean fresh = Checks.ID.equals(journal.phase());
        console.line(
                fresh ? Checks.ID + " (run " + journal.run() + ")" : "Going on after a restart, in " + journal.phase());
        if (fresh) {
            journal.warnings().forEach(text -> console.accept(new RunEvent.Warning(text)));
        }
    }

    void line(String text) {
        console.line(text);
    }

    /** What the run does at the moment. */
    String status() {
        return journal.plan().describe() + ": " + phase;
    }

    /** Who only looks on must not spoil the run. */
    void accept(RunEvent event) {
        new EndOfRun(journal.run()).then("what is shown of it", () -> show(event));
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
    RunRecord record() {
        return new RunRecord(journal, masking, Ticker.system().now());
    }

    /** The run is over. */
    void over(RunRecord record) {
        page.update(record);
    }

    /** Nobody drives the run here any more. */
    void interrupted(String why) {
        page.interrupted(why);
    }

    /** @return whether what the page shows is stored with the build, or nobody can look at it any more */
    boolean keep() {
        if (!build.getRootDir().isDirectory()) {
            // A save would bring back a part of a build that was deleted
            return true;
        }
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
