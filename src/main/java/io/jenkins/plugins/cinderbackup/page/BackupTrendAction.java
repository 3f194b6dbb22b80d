package io.jenkins.plugins.cinderbackup.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import jenkins.YesNoMaybe;
import jenkins.model.TransientActionFactory;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** How size and duration of a job's backups change, on the job's page. Builds are read only when it is drawn, and only the newest few. */
@ExportedBean
public final class BackupTrendAction implements Action {
    /** So many builds are looked at. */
    static final int BUILDS = 50;
    /** So many sources are drawn; a job with more has a build's page for them. */
    static final int SOURCES = 6;

    private final Job<?, ?> job;
    /** Set when it is first asked for. */
    private List<Trend> all;

    BackupTrendAction(@NonNull Job<?, ?> job) {
        this.job = job;
    }

    /** One for each of a few sources, the one that was backed up last first. */
    @Exported
    @NonNull
    public List<Trend> getTrends() {
        return all().subList(0, Math.min(SOURCES, all().size()));
    }

    /** How many sources there are. */
    @Exported
    public int getSources() {
        return all().size();
    }

    private List<Trend> all() {
        if (all == null) {
            List<TrendPoint> points = new ArrayList<>();
            Run<?, ?> build = job.getLastBuild();
            for (int looked = 0; build != null && looked < BUILDS; looked++) {
                for (RunResultAction action : build.getActions(RunResultAction.class)) {
                    if (action.isOf(BackupOperation.OPERATION)) {
                        points.add(new TrendPoint(build.getNumber(), build.getUrl(), action.getRecord()));
                    }
                }
                build = build.getPreviousBuild();
            }
            all = Trend.of(points);
        }
        return all;
    }

    /** The remote API. */
    public Api getApi() {
        return new Api(this);
    }

    /** None: it is drawn on the job's own page. */
    @Override
    @CheckForNull
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return "Cinder Backup Trend";
    }

    @Override
    public String getUrlName() {
        return "cinder-backup-trend";
    }

    /** Gives a job its trend if its last build, or its last good one, has a backup: nothing else is read for it. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    @SuppressWarnings("rawtypes") // a factory names its type by a class
    public static final class Factory extends TransientActionFactory<Job> {
        @Override
        public Class<Job> type() {
            return Job.class;
        }

        @Override
        public Class<? extends Action> actionType() {
            return BackupTrendAction.class;
        }

        @NonNull
        @Override
        public Collection<? extends Action> createFor(@NonNull Job job) {
            Job<?, ?> typed = job;
            return hasBackup(typed.getLastBuild()) || hasBackup(typed.getLastSuccessfulBuild())
                    ? List.of(new BackupTrendAction(typed))
                    : List.of();
        }

        private static boolean hasBackup(@CheckForNull Run<?, ?> build) {
            return build != null
                    && build.getActions(RunResultAction.class).stream()
                            .anyMatch(action -> action.isOf(BackupOperation.OPERATION));
        }
    }
}
