package io.jenkins.plugins.cinderbackup.catalog;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.journal.JsonFolder;
import io.jenkins.plugins.cinderbackup.model.RepositorySettings;
import io.jenkins.plugins.cinderbackup.model.Site;
import io.jenkins.plugins.cinderbackup.text.HttpUrl;
import java.util.Objects;
import java.util.Optional;

/**
 * What is backed up, and where its backups are.
 *
 * @param type       what makes them
 * @param source     with restic as its tags have it, see {@link io.jenkins.plugins.cinderbackup.restic.SnapshotGroup}; with Cinder the id of the volume
 * @param name       what its owner calls it, where the source does not say that; or null
 * @param repository the key of the repository; with Cinder the same as the URL
 * @param url        the repository as restic knows it, without any login; with Cinder {@code cinder:} and the name of the cloud in the global configuration, or where
 *     a cloud is that a job has written inline, and the project in it: that address nobody else can have, and no name is like it
 */
public record BackedUpSource(
        @NonNull BackupType type,
        @NonNull String source,
        @CheckForNull String name,
        @NonNull String repository,
        @NonNull String url) {
    /** Before the cloud: no repository of restic is called so. */
    private static final String CINDER = "cinder:";

    /** @throws NullPointerException if one is missing that must be there, as in a torn file */
    public BackedUpSource {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(repository, "repository");
        Objects.requireNonNull(url, "url");
    }

    /** A source in a repository of restic. */
    @NonNull
    public static BackedUpSource of(@NonNull String source, @NonNull RepositorySettings repository) {
        return new BackedUpSource(BackupType.RESTIC, source, null, repository.key(), repository.url());
    }

    /**
     * A volume that Cinder backs up.
     *
     * @param cloud see {@link #cloud}
     * @param name  the volume's name; null if it is not known
     */
    @NonNull
    static BackedUpSource volume(@NonNull String cloud, @NonNull String volumeId, @CheckForNull String name) {
        String url = CINDER + cloud;
        return new BackedUpSource(BackupType.CINDER, volumeId, name == null || name.isEmpty() ? null : name, url, url);
    }

    /**
     * How the catalog calls a cloud; empty if that is not known.
     *
     * @param name its name in the global configuration; null where a job has written it inline
     * @param site where it was reached, and the project in it, if it was
     */
    static Optional<String> cloud(@CheckForNull String name, Optional<Site> site) {
        return name == null
                ? site.map(reached -> HttpUrl.normalised(reached.address()) + " " + reached.id())
                : Optional.of(name);
    }

    /** The cloud of a volume that Cinder backs up: its name in the global configuration, or its URL and the project. */
    @NonNull
    public String cloud() {
        return url.substring(CINDER.length());
    }

    String fileName() {
        return fileName(source, repository);
    }

    /** The source first, the repository last: both are looked for. */
    static String fileName(String source, String repository) {
        return JsonFolder.hash(source) + "-" + JsonFolder.hash(repository);
    }
}
