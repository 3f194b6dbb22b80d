package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.config.ResticRepository;
import io.jenkins.plugins.cinderbackup.connection.RepositoryKeys;
import io.jenkins.plugins.cinderbackup.journal.BackupHistory;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import io.jenkins.plugins.cinderbackup.restic.RepositoryTemplate;
import io.jenkins.plugins.cinderbackup.restic.RepositoryUrl;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which restic repository is meant: the named one, or the one written inline. The only one that is configured is not taken by itself: where data go to
 * has to be said.
 */
final class RepositoryChoice {
    private static final int SHOWN = 80;

    private final RepositoryOptions options;
    private final SourceNames source;
    private final Findings problems;
    /** The one of the global configuration, or null. */
    @CheckForNull
    private final ResticRepository named;
    /** Where it is; null if that is not clear, which is then one of the problems. */
    @CheckForNull
    private final String url;

    RepositoryChoice(
            RepositoryOptions options, CinderBackupConfiguration configuration, SourceNames source, Findings problems) {
        this.options = options;
        this.source = source;
        this.problems = problems;
        named = options.getName() == null ? null : named(configuration);
        url = url();
    }

    @CheckForNull
    private ResticRepository named(CinderBackupConfiguration configuration) {
        List<String> names = configuration.getRepositories().stream()
                .map(repository -> String.valueOf(repository.getName()))
                .toList();
        String name = ConfiguredNames.name(
                "repository.name", "repository.url", "restic repository", options.getName(), names, problems);
        return name == null ? null : configuration.repository(name).orElse(null);
    }

    @CheckForNull
    private String template() {
        if (options.getName() == null) {
            return options.getUrl();
        }
        return named == null ? null : named.getUrl();
    }

    @CheckForNull
    private String url() {
        String template = template();
        if (template == null || !RepositoryTemplate.problems(template).isEmpty()) {
            // Said by who checks the options
            return null;
        }
        if (!allHaveNames(RepositoryTemplate.placeholders(template))) {
            return null;
        }
        String location = RepositoryTemplate.expand(template, source.names());
        RepositoryUrl.problems(location).forEach(sentence -> problems.add(sentence));
        return location;
    }

    /** Whether there is a name for each placeholder that can stand there; what is not so is one of the problems. */
    private boolean allHaveNames(Set<String> placeholders) {
        if (named != null && !source.configured() && !placeholders.isEmpty()) {
            problems.add(
                    "repository.name is '" + named.getName()
                            + "', whose URL has names of the source in it: that is for clusters of the global configuration, whose administrator says which namespaces jobs may name.",
                    "name a configured cluster, or write the repository inline");
            return false;
        }
        List<Finding> wrong = placeholders.stream()
                .map(placeholder -> wrongName(placeholder, source.names().get(placeholder)))
                .flatMap(Optional::stream)
                .toList();
        problems.addAll(wrong);
        return wrong.isEmpty();
    }

    private Optional<Finding> wrongName(String placeholder, @CheckForNull String name) {
        String has = (named == null ? RepositoryOptions.FIELDS : named.fields()) + "url has {" + placeholder + "}";
        if (name == null) {
            return Optional.of(
                    RepositoryTemplate.CLUSTER.equals(placeholder)
                            ? Finding.of(
                                    has + ", and the cluster is written inline, so that it has no name.",
                                    "name a configured cluster, or write the name into the URL")
                            : Finding.of(
                                    has + ", which is for PVCs, and no PVC is named.",
                                    "set `namespace` and `pvc`, or use a repository whose URL has no such name"));
        }
        return RepositoryTemplate.fits(name)
                ? Optional.empty()
                : Optional.of(Finding.of(
                        has + ", and '" + Printable.text(name, SHOWN)
                                + "' cannot stand in a URL: only a name of letters, digits, '.', '_' and '-' can, which begins with a letter or digit.",
                        "use a repository whose URL has no such name"));
    }

    /** Whether the step writes it, and no administrator: that a job names its URL, and a credential that there is, does not show that it may read it. */
    boolean isInline() {
        return named == null;
    }

    /** The placeholders of its URL. */
    Set<String> placeholders() {
        String template = template();
        return template == null ? Set.of() : RepositoryTemplate.placeholders(template);
    }

    private String location() {
        return Objects.requireNonNull(url, "a clear repository");
    }

    /** The same for the same repository, however its URL is written; for one that is clear. */
    String key() {
        return RepositoryUrl.parse(location()).key();
    }

    /** The repository of a run; for one that is clear. */
    RepositorySettings settings(BackupHistory history) {
        RepositoryKeys keys = keys();
        return new RepositorySettings(
                location(),
                named == null ? options.getSecretRef() : named.getSecretRef(),
                keys.caCertificate() != null,
                options.isCreate(),
                history.hasUsed(key()),
                Duration.ofSeconds(options.getLockTimeout()));
    }

    /** What opens it. */
    RepositoryKeys keys() {
        return named == null ? options.toKeys(RepositoryOptions.FIELDS) : named.toKeys(named.fields());
    }
}
