package io.jenkins.plugins.cinderbackup.phase.restic;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Count;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RepositoryListing;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.restic.ListedSnapshot;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand;
import io.jenkins.plugins.cinderbackup.restic.ResticResult;
import io.jenkins.plugins.cinderbackup.restic.SnapshotFilter;
import java.time.Instant;
import java.util.List;

/**
 * Which backups a repository has. What restic lists goes into the catalog at once, and not into the journal: it may have megabytes.
 *
 * @param filter which of them
 */
public record ListGoal(RepositorySettings repository, SnapshotFilter filter) implements ListingGoal {
    /** How many snapshots restic has listed, those of others among them. */
    public static final Fact<Long> LISTED = new Fact<>("listed", Long.class);

    @Override
    public ResticCommand command(RunContext run) {
        return ResticCommand.list(filter);
    }

    /** @throws PermanentException if the list is not whole, for then nobody knows what the repository has */
    @Override
    public void succeeded(RunContext run, ResticResult result) {
        List<ListedSnapshot> snapshots = result.output().snapshots().orElseThrow(() -> notListed(result));
        // Backups go on beside it, and what comes meanwhile is not in the list
        Instant asOf = Invocations.of(run.journal()).lastBegun(kind());
        run.catalog().listed(new RepositoryListing(repository, filter, asOf, snapshots));
        // Written down with the end of restic
        run.journal().facts().put(LISTED, (long) snapshots.size());
        run.note("The repository has " + Count.of(snapshots.size(), "such snapshot"));
    }
}
