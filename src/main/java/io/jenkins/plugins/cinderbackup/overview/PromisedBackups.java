package io.jenkins.plugins.cinderbackup.overview;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Job;
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
        return RecentSummaries.ofThisJenkins()
                .late(summary -> summary.objective().job().equals(job.getFullName()));
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
