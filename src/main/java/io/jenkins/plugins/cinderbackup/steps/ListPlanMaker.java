package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.catalog.CatalogQuery;
import io.jenkins.plugins.cinderbackup.connection.Connections;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.operation.list.ListOperation;
import io.jenkins.plugins.cinderbackup.operation.list.ListPlan;
import io.jenkins.plugins.cinderbackup.restic.SnapshotFilter;
import io.jenkins.plugins.cinderbackup.restic.SnapshotGroup;

/** From what a user and an administrator have set to the plan of one list. Looks at nothing but the values; all that is wrong with them is said at once. */
final class ListPlanMaker {
    private final CinderSnapshotListStep step;
    private final Planning planning;
    private final Findings problems = new Findings();

    ListPlanMaker(CinderSnapshotListStep step, Planning planning) {
        this.step = step;
        this.planning = planning;
    }

    /** @throws PermanentException with all that is wrong */
    PlannedRun<ListPlan> make() {
        if (step.getCloud() != null || step.getOpenstack() != null) {
            // A list needs none, but what is written is to be right
            new CloudChoice(step.getCloud(), step.getOpenstack(), planning.configuration(), problems).address();
        }
        ClusterChoice cluster = new ClusterChoice(step, planning.configuration(), problems);
        String namespace = cluster.namespace(step.getNamespace());
        String jobNamespace = cluster.jobNamespace(step.getJob(), namespace);
        cluster.checkSource(step.getNamespace(), step.getVolumeId());
        cluster.requireNamespace(step.getPvc(), namespace);
        cluster.requireJobNamespace(jobNamespace);
        RepositoryChoice repositories = new RepositoryChoice(
                step.getRepository(), planning.configuration(), cluster.names(namespace, step.getPvc()), problems);
        step.refuse(problems);
        String source = step.isSourceMissing()
                ? null
                : SnapshotGroup.source(
                        cluster.identity(planning.credentials()), namespace, step.getPvc(), step.getVolumeId());
        RepositorySettings repository =
                repositories.settings(planning.services().history());
        JobPlanMaker jobs = new JobPlanMaker(step.getJob(), planning.configuration());
        ListPlan plan = new ListPlan(
                repository,
                source == null ? SnapshotFilter.ofAll() : SnapshotFilter.ofSource(source),
                jobs.resources(step.getResources()),
                jobs.job(jobNamespace),
                step.cleanupTimeout(),
                step.isDryRun(),
                step.getRepository().remarks());
        CatalogQuery query = new CatalogQuery(
                repository.key(),
                source == null ? namespaceOf(cluster) : source,
                step.getHost(),
                Texts.filled(step.getTags()),
                repositories.isInline() && !isOpened() ? planning.job() : null);
        return new PlannedRun<>(
                ListOperation.OPERATION,
                plan,
                new Connections(null, cluster.address(), repositories.keys(), planning.job()),
                new CatalogAnswer(repository.url(), query, step.getLimit()));
    }

    /** Whether restic lists the repository, which shows that the job may read it. */
    private boolean isOpened() {
        return step.isRefresh() && !step.isDryRun();
    }

    /** How the sources of the namespace begin; null if none is named, for then all are meant. */
    @CheckForNull
    private String namespaceOf(ClusterChoice cluster) {
        return step.getNamespace() == null
                ? null
                : SnapshotGroup.source(cluster.identity(planning.credentials()), step.getNamespace(), "", null);
    }
}
