package io.jenkins.plugins.cinderbackup.run;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.InvisibleAction;
import hudson.model.Run;
import java.util.Optional;
import jenkins.model.RunAction2;

/** One backup of a build, after success and failure alike. A build has one for each of its steps. */
public final class BackupResultAction extends InvisibleAction implements RunAction2 {
    private final BackupRecord backup;
    private transient Run<?, ?> build;

    public BackupResultAction(@NonNull BackupRecord backup) {
        this.backup = backup;
    }

    /** The one of that run, if the build has it. */
    @NonNull
    public static Optional<BackupResultAction> of(@NonNull Run<?, ?> build, @NonNull String run) {
        return build.getActions(BackupResultAction.class).stream()
                .filter(action -> action.backup.getRun().equals(run))
                .findFirst();
    }

    /** What became of the backup. */
    @NonNull
    public BackupRecord getBackup() {
        return backup;
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
