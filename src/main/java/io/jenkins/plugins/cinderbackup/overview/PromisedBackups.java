package io.jenkins.plugins.cinderbackup.overview;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Job;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import jenkins.YesNoMaybe;
import jenkins.model.TransientActionFactory;

/** What a job has promised of its backups and is not so, on the job's own page. */
public final class PromisedBackups implements Action {
    private final Job<?, ?> job;

    PromisedBackups(@NonNull Job<?, ?> job) {
        this.job = job;
    }

    /** The sources that are late, by name. */
    @NonNull
    public List<SourceRow> getLate() {
        Instant now = Ticker.system().now();
        return RecentSummaries.ofThisJenkins().get().stream()
                .filter(summary -> summary.objective() != null
                        && summary.objective().job().equals(job.getFullName())
                        && summary.lateBy(now).isPresent())
                .map(summary -> new SourceRow(summary, now))
                .sorted(OverviewPage.BY_NAME)
                .toList();
    }

    /** None: it is shown on the job's page. */
    @CheckForNull
    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return "Late Cinder Backups";
    }

    @CheckForNull
    @Override
    public String getUrlName() {
        return null;
    }

    /** Adds it to each job. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    @SuppressWarnings("rawtypes") // as it is declared
    public static final class Factory extends TransientActionFactory<Job> {
        @NonNull
        @Override
        public Class<Job> type() {
            return Job.class;
        }

        @NonNull
        @Override
        public Class<? extends Action> actionType() {
            return PromisedBackups.class;
        }

        @NonNull
        @Override
        public Collection<? extends Action> createFor(@NonNull Job job) {
            return List.of(new PromisedBackups(job));
        }
    }
}
