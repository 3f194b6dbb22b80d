package io.jenkins.plugins.cinderbackup.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.model.InvisibleAction;
import hudson.model.Run;
import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.restic.Progress;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import jenkins.model.RunAction2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * One run of ours in a build, from its start on, after success and failure alike. A build has one for each of our steps. {@link RunPage} shows
 * them.
 */
@ExportedBean(defaultVisibility = 2)
public final class RunResultAction extends InvisibleAction implements RunAction2 {
    /** The run when it was last looked at; replaced, never changed. */
    private volatile RunRecord record;
    /** Why the run is not driven any more though it is not over; set at most once. */
    private volatile String interruption;
    /** When all that the run had left behind was removed; 0 if it left nothing or has not been yet. */
    private volatile long removedAtMillis;

    private transient volatile RunProgress progress;
    private transient Run<?, ?> build;

    public RunResultAction(@NonNull RunRecord record) {
        this.record = record;
    }

    /** The one of that run, if the build has it. */
    @NonNull
    public static Optional<RunResultAction> of(@NonNull Run<?, ?> build, @NonNull String run) {
        return build.getActions(RunResultAction.class).stream()
                .filter(action -> action.record.getRun().equals(run))
                .findFirst();
    }

    /** Shows the run on the build's page from now on, or again after a restart. */
    @NonNull
    public static RunResultAction show(@NonNull Run<?, ?> build, @NonNull RunRecord record) {
        RunResultAction shown = of(build, record.getRun()).orElse(null);
        if (shown == null) {
            shown = new RunResultAction(record);
            build.addAction(shown);
        }
        shown.update(record);
        return shown;
    }

    /** Shows the run as it is now. */
    public void update(@NonNull RunRecord now) {
        record = now;
        if (now.isOver()) {
            progress = null;
        }
    }

    /** Shows how far restic is. */
    public void update(@NonNull Progress now) {
        progress = new RunProgress(now);
    }

    /** Shows that the run will not be driven to its end. */
    public void interrupted(@NonNull String why) {
        interruption = why;
        progress = null;
    }

    /**
     * Shows that nothing is left of the run.
     *
     * @param journal of the run, as it was when its last object was gone
     * @return whether that is news: something was there when the build ended
     */
    public boolean removed(@NonNull RunJournal journal, @NonNull Instant now) {
        if (record.isOver()
                && record.getLeftovers().isEmpty()
                && record.getObjects().stream().allMatch(CreatedObject::isSettled)) {
            return false;
        }
        record = left(journal);
        removedAtMillis = now.toEpochMilli();
        return true;
    }

    /** What became of the run, or what has so far; of one that was left before its end, what its journal knows. */
    @Exported
    @NonNull
    public RunRecord getRecord() {
        RunRecord stored = record;
        boolean left = !stored.isOver() && build != null && (interruption != null || !build.isBuilding());
        return left ? known(stored).left() : stored;
    }

    /** What its journal knows, as long as there is one, was written down after what the build knows. */
    private RunRecord known(RunRecord stored) {
        return removedAtMillis == 0
                ? BackupServices.get()
                        .journals()
                        .readable(new RunId(stored.getRun()))
                        .map(RunResultAction::left)
                        .orElse(stored)
                : stored;
    }

    /** What is known of a run that nobody drives any more; how long its last phase took is not. A journal has no secret. */
    private static RunRecord left(RunJournal journal) {
        return new RunRecord(journal, UnaryOperator.identity(), journal.phaseSince());
    }

    /** Whether it is a run of that operation. */
    boolean isOf(@NonNull Operation<?> operation) {
        return operation.kind().equals(record.getOperation());
    }

    /** When all that the run had left behind was removed, in milliseconds since 1970; 0 if it left nothing or has not been yet. */
    @Exported
    public long getRemovedAtMillis() {
        return removedAtMillis;
    }

    /** How far restic is while it runs, or null. */
    @Exported
    @CheckForNull
    public RunProgress getProgress() {
        return progress;
    }

    /** Why the run was left before its end, or null. */
    @Exported
    @CheckForNull
    public String getInterruption() {
        return interruption;
    }

    /** The run as pages show it now. */
    @NonNull
    @SuppressFBWarnings(
            value = "UWF_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR",
            justification = "Jenkins attaches it before it shows it")
    public RunView getView() {
        return new RunView(this, build.isBuilding(), Instant.now());
    }

    /** The build that it belongs to. */
    public Run<?, ?> getBuild() {
        return build;
    }

    @Override
    public void onAttached(Run<?, ?> run) {
        build = run;
    }

    @Override
    public void onLoad(Run<?, ?> run) {
        build = run;
    }
}
