package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.cinderbackup.engine.FollowUps;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.operation.Operations;
import io.jenkins.plugins.cinderbackup.page.RunRecord;
import io.jenkins.plugins.cinderbackup.page.RunResultAction;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The runs that do what another one has found to be done. They begin together and are aborted together, and none of them waits for another: one that fails keeps nobody from
 * going to its end. A run of which neither a journal nor the build knows anything has not begun.
 */
final class FollowUpRuns {
    private static final Logger LOGGER = Logger.getLogger(FollowUpRuns.class.getName());

    private final BackupServices services;
    private final RunJournal found;
    private final FollowUps followUps;
    private final Run<?, ?> build;
    private final TaskListener taskListener;
    private final Consumer<List<FollowUpEnd>> whenOver;
    private final List<RunId> runs;
    /** Those that this process drives, or has driven. */
    private final Map<RunId, StepRun> driven = new LinkedHashMap<>();

    private final Map<RunId, FollowUpEnd> ends = new HashMap<>();
    /** Set by the first {@link #abort}. */
    @CheckForNull
    private String abortReason;

    private boolean abandoned;

    /**
     * @param found the journal of the run that they follow
     * @param whenOver is told once how each has ended, in their order
     */
    FollowUpRuns(
            @NonNull BackupServices services,
            @NonNull RunJournal found,
            @NonNull Run<?, ?> build,
            @NonNull TaskListener taskListener,
            @NonNull Consumer<List<FollowUpEnd>> whenOver) {
        this.services = services;
        this.found = found;
        this.build = build;
        this.taskListener = taskListener;
        this.whenOver = whenOver;
        this.followUps = Operations.of(found).followUps();
        this.runs = followUps.runs(found);
    }

    /** The hard end of the run and of all that follow it, as far as they have begun. */
    static Instant mayLiveUntil(BackupServices services, RunJournal first) {
        return Stream.concat(
                        Stream.of(first),
                        Operations.of(first).followUps().runs(first).stream()
                                .flatMap(run -> services.journals().readable(run).stream()))
                .map(RunJournal::mayLiveUntil)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Begins those that have not begun, and goes on with those that are not over. */
    void begin() {
        if (runs.isEmpty()) {
            whenOver.accept(List.of());
        }
        for (RunId run : runs) {
            try {
                begin(run);
            } catch (PermanentException e) {
                end(run, FollowUpEnd.broken(description(run), e.findings()));
            } catch (RuntimeException | LinkageError e) {
                LOGGER.log(Level.SEVERE, e, () -> "Run " + run + " cannot begin");
                end(run, FollowUpEnd.broken(description(run), List.of(unexpected(run, e))));
            }
        }
    }

    private static Finding unexpected(RunId run, Throwable e) {
        return Finding.of(
                "An error in the plugin itself: " + e.getClass().getSimpleName(),
                "the controller's log has the details of run " + run + "; please report them");
    }

    private void begin(RunId run) {
        Optional<RunJournal> stored = services.journals().load(run);
        Optional<RunRecord> known = RunResultAction.of(build, run.value()).map(RunResultAction::getRecord);
        if (stored.isPresent()) {
            drive(stored.get());
        } else if (known.isPresent()) {
            end(run, known.filter(RunRecord::isOver).map(FollowUpEnd::over).orElseGet(() -> lost(run)));
        } else if (isAborted()) {
            end(run, FollowUpEnd.aborted(description(run)));
        } else {
            RunJournal fresh = fresh(run);
            NewRun.writeDown(services, fresh);
            drive(fresh);
        }
    }

    private RunJournal fresh(RunId run) {
        return followUps.begin(found, run, Ticker.system().now());
    }

    private String description(RunId run) {
        return fresh(run).plan().describe();
    }

    private FollowUpEnd lost(RunId run) {
        return FollowUpEnd.broken(description(run), List.of(StepFailure.journalLost(run.value(), found.operation())));
    }

    private void drive(RunJournal journal) {
        StepRun run = new StepRun(services, journal, build, taskListener, new Ending(journal));
        String reason;
        boolean atOnce;
        synchronized (this) {
            driven.put(journal.run(), run);
            reason = abortReason;
            atOnce = abandoned;
        }
        if (reason != null) {
            run.abort(reason);
        }
        if (atOnce) {
            run.abandon();
        }
        run.begin();
    }

    private synchronized boolean isAborted() {
        return abortReason != null;
    }

    /** Ends all after their clean-up; what has not begun does not. */
    void abort(String reason) {
        List<StepRun> present;
        synchronized (this) {
            if (abortReason == null) {
                abortReason = reason;
            }
            present = List.copyOf(driven.values());
        }
        present.forEach(run -> run.abort(reason));
    }

    /** Ends all at once. */
    void abandon() {
        List<StepRun> present;
        synchronized (this) {
            abandoned = true;
            present = List.copyOf(driven.values());
        }
        present.forEach(StepRun::abandon);
    }

    /** What they do at the moment. */
    String status() {
        synchronized (this) {
            return ends.size() + " of " + runs.size() + " over; "
                    + driven.entrySet().stream()
                            .filter(entry -> !ends.containsKey(entry.getKey()))
                            .map(entry -> entry.getValue().status())
                            .reduce((one, other) -> one + "; " + other)
                            .orElse("");
        }
    }

    private void end(RunId run, FollowUpEnd end) {
        synchronized (this) {
            ends.put(run, end);
            if (ends.size() < runs.size()) {
                return;
            }
        }
        whenOver.accept(runs.stream().map(ends::get).toList());
    }

    /** How one of them ends. */
    private final class Ending implements StepRun.Listener {
        private final RunId run;
        private final String description;

        Ending(RunJournal journal) {
            run = journal.run();
            description = journal.plan().describe();
        }

        @Override
        public void over(RunRecord record) {
            end(run, FollowUpEnd.over(record));
        }

        @Override
        public void broken(List<Finding> findings) {
            end(run, FollowUpEnd.broken(description, findings));
        }

        @Override
        public void abandoned() {
            end(run, FollowUpEnd.aborted(description));
        }
    }
}
