package io.jenkins.plugins.cinderbackup.operation.list;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RepositoryListing;
import io.jenkins.plugins.cinderbackup.phase.restic.ResticFailures;
import io.jenkins.plugins.cinderbackup.phase.restic.ResticGoal;
import io.jenkins.plugins.cinderbackup.restic.ListedSnapshot;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import io.jenkins.plugins.cinderbackup.restic.ResticResult;
import io.jenkins.plugins.cinderbackup.restic.ResticVerdict;
import java.util.List;
import java.util.Optional;

/** What restic lists goes into the catalog at once, and not into the journal: it may have megabytes. */
record CatalogGoal(ListPlan plan) implements ResticGoal {
    /** How many snapshots restic has listed, those of others among them. */
    static final Fact<Long> LISTED = new Fact<>("listed", Long.class);

    @Override
    public Kind kind() {
        return Kind.LIST;
    }

    @Override
    public ResticCommand command(RunContext run) {
        return ResticCommand.list(plan.filter());
    }

    /** It takes no lock of restic's either. */
    @Override
    public boolean exclusive() {
        return false;
    }

    @Override
    public boolean reads() {
        return true;
    }

    @Override
    public Optional<PermanentException> explain(RunContext run, ResticResult result) {
        return result.verdict() == ResticVerdict.NO_REPOSITORY
                ? Optional.of(ResticFailures.noRepository(plan.repository().url(), result))
                : Optional.empty();
    }

    /** @throws PermanentException if the list is not whole, for then nobody knows what the repository has */
    @Override
    public void succeeded(RunContext run, ResticResult result) {
        List<ListedSnapshot> snapshots = result.output()
                .snapshots()
                .orElseThrow(() -> ResticFailures.notListed(plan.repository().url()));
        run.catalog().listed(new RepositoryListing(plan.repository(), plan.filter(), snapshots));
        // Written down with the end of restic
        run.journal().facts().put(LISTED, (long) snapshots.size());
        run.note("The repository has " + snapshots.size() + " such snapshots");
    }
}
