package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.catalog.BackupEntry;
import io.jenkins.plugins.cinderbackup.catalog.CatalogQuery.Found;
import io.jenkins.plugins.cinderbackup.catalog.FileCatalog;
import io.jenkins.plugins.cinderbackup.catalog.SourceCatalog;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.config.KubernetesCluster;
import io.jenkins.plugins.cinderbackup.connection.ClusterIdentity;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import io.jenkins.plugins.cinderbackup.page.Viewer;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import io.jenkins.plugins.cinderbackup.restic.SnapshotChoice;
import io.jenkins.plugins.cinderbackup.restic.SnapshotGroup;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the form of a {@link CinderBackupParameterDefinition} offers: the newest backup, whichever that is when the build runs, and those that the catalog knows,
 * newest first. Of which sources somebody is told, {@link Viewer} says.
 *
 * @param options the first one is always {@code latest}
 * @param notes why there are no others, as sentences
 */
public record OfferedBackups(
        @NonNull List<Option> options, @NonNull List<String> notes) {
    /** The newest one alone, with nothing said of others. */
    static final OfferedBackups NONE = new OfferedBackups(List.of(), List.of());

    private static final int SHORT_ID = 8;
    private static final int SHOWN = 300;

    /**
     * One that can be chosen.
     *
     * @param value of the parameter
     * @param label for people
     */
    public record Option(@NonNull String value, @NonNull String label) {}

    /** @param options but the first one, which is always there */
    public OfferedBackups {
        options = Stream.concat(
                        Stream.of(new Option(SnapshotChoice.LATEST, Messages.CinderBackupParameterDefinition_Latest())),
                        options.stream())
                .toList();
        notes = List.copyOf(notes);
    }

    /** Of the parameter's source, for the user who asks. */
    static OfferedBackups of(
            CinderBackupParameterDefinition parameter,
            CinderBackupConfiguration configuration,
            FileCatalog catalog,
            Instant now) {
        Findings problems = new Findings();
        problems.addAll(parameter.problems());
        String cluster = cluster(parameter, configuration);
        problems.add(PlanCheck.required(
                "cluster", cluster, "name the cluster that was backed up, or write the URL of its API server."));
        String namespace = namespace(parameter, configuration, cluster);
        if (parameter.getPvc() != null) {
            problems.add(PlanCheck.required("namespace", namespace, "name the namespace of the PVC."));
        }
        RepositoryChoice repository = repository(parameter, configuration, cluster, namespace, problems);
        if (cluster == null || !problems.isEmpty()) {
            return new OfferedBackups(
                    List.of(), problems.list().stream().map(Finding::message).toList());
        }
        String source = SnapshotGroup.source(
                ClusterIdentity.of(cluster), namespace, parameter.getPvc(), parameter.getVolumeId());
        Viewer viewer = new Viewer();
        List<SourceCatalog> visible = catalog.of(source).stream()
                .filter(known -> repository == null || known.repository().equals(repository.key()))
                .filter(known -> viewer.sees(known.jobs()))
                .toList();
        return of(visible, parameter.getLimit(), now);
    }

    @CheckForNull
    private static String cluster(CinderBackupParameterDefinition parameter, CinderBackupConfiguration configuration) {
        List<KubernetesCluster> clusters = configuration.getClusters();
        return parameter.getCluster() == null && clusters.size() == 1
                ? clusters.get(0).getName()
                : parameter.getCluster();
    }

    @CheckForNull
    private static String namespace(
            CinderBackupParameterDefinition parameter,
            CinderBackupConfiguration configuration,
            @CheckForNull String cluster) {
        return parameter.getNamespace() == null && cluster != null
                ? configuration
                        .cluster(cluster)
                        .map(KubernetesCluster::getNamespace)
                        .orElse(null)
                : parameter.getNamespace();
    }

    @CheckForNull
    private static RepositoryChoice repository(
            CinderBackupParameterDefinition parameter,
            CinderBackupConfiguration configuration,
            @CheckForNull String cluster,
            @CheckForNull String namespace,
            Findings problems) {
        String named = parameter.getRepository();
        if (named == null) {
            return null;
        }
        RepositoryOptions options = new RepositoryOptions();
        if (configuration.repository(named).isPresent()) {
            options.setName(named);
        } else {
            options.setUrl(named);
        }
        String pvc = parameter.getPvc();
        return new RepositoryChoice(
                options, configuration, SourceNames.of(true, cluster, pvc == null ? null : namespace, pvc), problems);
    }

    private static OfferedBackups of(List<SourceCatalog> catalogs, int limit, Instant now) {
        List<Option> options = Found.newestFirst(catalogs.stream())
                .limit(limit)
                .map(found -> new Option(found.backup().id(), label(found, catalogs.size() > 1, now)))
                .toList();
        return new OfferedBackups(
                options, options.isEmpty() ? List.of(Messages.CinderBackupParameterDefinition_NoBackups()) : List.of());
    }

    private static String label(Found found, boolean withRepository, Instant now) {
        BackupEntry backup = found.backup();
        return BackupLine.of(
                backup,
                found.proof(),
                backup.id().substring(0, Math.min(SHORT_ID, backup.id().length())),
                withRepository ? "in " + Printable.text(found.catalog().url(), SHOWN) : null,
                now);
    }
}
