package io.jenkins.plugins.cinderbackup.leftovers;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Job;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.operation.Operations;
import io.jenkins.plugins.cinderbackup.page.RunResultAction;
import io.jenkins.plugins.cinderbackup.removal.RunOwner;
import java.time.Instant;
import java.util.Optional;
import jenkins.model.Jenkins;

/**
 * Finds out whether a run still belongs to its build. To be asked once all jobs are loaded. A Pipeline that is going to be resumed says that it is
 * building from when it is loaded; a freestyle build whose process has died never does.
 */
final class BuildOwners {
    private BuildOwners() {}

    /** The build of a run, if it is there. */
    @NonNull
    static Optional<Run<?, ?>> build(@NonNull Origin origin) {
        Job<?, ?> job = job(origin);
        return job == null
                ? Optional.empty()
                : Optional.ofNullable(job.getBuildByNumber(Integer.parseInt(origin.build())));
    }

    @NonNull
    static RunOwner of(@NonNull RunJournal journal) {
        Origin origin = journal.origin();
        Job<?, ?> job = job(origin);
        int number = Integer.parseInt(origin.build());
        if (job == null || number >= job.getNextBuildNumber()) {
            return RunOwner.UNKNOWN;
        }
        Run<?, ?> build = job.getBuildByNumber(number);
        if (build == null) {
            return RunOwner.OVER;
        }
        boolean shown = RunResultAction.of(build, journal.run().value()).isPresent();
        if (!shown && Instant.ofEpochMilli(build.getTimeInMillis()).isAfter(journal.startedAt())) {
            return RunOwner.UNKNOWN;
        }
        // Its step, if it has not been told yet, needs no journal for that, unless other runs follow this one: the
        // journal says which, and goes when they are over
        boolean hasResult =
                shown && journal.report().isPresent() && !Operations.of(journal).isFollowed();
        return build.isBuilding() && !hasResult ? RunOwner.GOES_ON : RunOwner.OVER;
    }

    /** Whether a run goes on is a fact, whoever asks for it and whatever he may see. */
    @CheckForNull
    private static Job<?, ?> job(Origin origin) {
        try (ACLContext asJenkins = ACL.as2(ACL.SYSTEM2)) {
            return Jenkins.get().getItemByFullName(origin.job(), Job.class);
        }
    }
}
