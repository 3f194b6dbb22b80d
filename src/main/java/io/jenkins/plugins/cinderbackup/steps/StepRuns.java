package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.operation.Operations;
import io.jenkins.plugins.cinderbackup.page.RunRecord;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.util.List;

/**
 * The runs of a step while this process drives them: the one that its settings ask for and, where that one only finds what is to be done, those that do it. The journal of the
 * first says which those are, and is kept until all are over: whoever goes on after a restart finds them by it.
 */
final class StepRuns {
    private final BackupServices services;
    private final RunJournal journal;
    private final Run<?, ?> build;
    private final TaskListener taskListener;
    private final Listener listener;
    private final StepRun first;
    /** Set when the first run has found what is to be done. */
    @CheckForNull
    private FollowUpRuns others;
    /** Set by the first {@link #abort}. */
    @CheckForNull
    private String abortReason;

    /** Who wants to know what became of the step; one of the methods is called, once. Texts are masked. */
    interface Listener {
        /** All runs have ended, and their records are with the build. */
        void over(StepOutcome outcome);

        /** The first run cannot be driven any more; what it has created is left to the background. */
        void broken(List<Finding> findings);

        /** The first run was abandoned; what it has created is left to the background. */
        void abandoned();
    }

    /** @param journal of the first run */
    StepRuns(
            @NonNull BackupServices services,
            @NonNull RunJournal journal,
            @NonNull Run<?, ?> build,
            @NonNull TaskListener taskListener,
            @NonNull Listener listener) {
        this.services = services;
        this.journal = journal;
        this.build = build;
        this.taskListener = taskListener;
        this.listener = listener;
        this.first = new StepRun(services, journal, build, taskListener, new First());
    }

    /** Begins, or goes on. */
    void begin() {
        first.begin();
    }

    /** Ends all of them after their clean-up; nothing begins any more. */
    void abort(String reason) {
        FollowUpRuns present;
        synchronized (this) {
            if (abortReason == null) {
                abortReason = reason;
            }
            present = others;
        }
        if (present == null) {
            first.abort(reason);
        } else {
            present.abort(reason);
        }
    }

    /** Ends all of them at once; what they have created is left to the background. To be called after {@link #abort}. */
    void abandon() {
        FollowUpRuns present;
        synchronized (this) {
            present = others;
        }
        if (present == null) {
            first.abandon();
        } else {
            present.abandon();
        }
    }

    /** What they do at the moment. */
    String status() {
        FollowUpRuns present;
        synchronized (this) {
            present = others;
        }
        return present == null ? first.status() : present.status();
    }

    private void follow(RunRecord found) {
        FollowUpRuns following =
                new FollowUpRuns(services, journal, build, taskListener, ends -> end(StepOutcome.of(found, ends)));
        String reason;
        synchronized (this) {
            others = following;
            reason = abortReason;
        }
        if (reason != null) {
            following.abort(reason);
        }
        following.begin();
    }

    private void end(StepOutcome outcome) {
        first.conclude(() -> listener.over(outcome));
    }

    /** What follows the first run. */
    private final class First implements StepRun.Listener {
        @Override
        public void over(RunRecord record) {
            if (Operations.of(journal).isFollowed() && record.getResult().hasSucceeded()) {
                follow(record);
            } else {
                listener.over(StepOutcome.of(record));
            }
        }

        @Override
        public void broken(List<Finding> findings) {
            listener.broken(findings);
        }

        @Override
        public void abandoned() {
            listener.abandoned();
        }
    }
}
