package io.jenkins.plugins.cinderbackup.catalog;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which backups of a repository are wanted. Who asks may store it, and ask again after a restart. */
public final class CatalogQuery implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String repository;
    private final String within;
    private final String host;
    private final ArrayList<String> tags;
    private final String job;

    /**
     * A backup that was found.
     *
     * @param catalog what is known of its source
     */
    public record Found(
            @NonNull SourceCatalog catalog, @NonNull ResticBackup backup) {
        /** The last verification that has found out whether it can be restored. */
        @NonNull
        public Optional<Proof> proof() {
            return catalog.proofOf(backup);
        }

        /** All backups by restic of some sources, newest first. */
        @NonNull
        public static Stream<Found> newestFirst(@NonNull Stream<SourceCatalog> catalogs) {
            return catalogs.flatMap(catalog -> catalog.snapshots().stream().map(backup -> new Found(catalog, backup)))
                    .sorted(Comparator.comparing(Found::backup, BackupEntry.NEWEST_FIRST));
        }
    }

    /**
     * @param repository its key
     * @param within a source, or the beginning of several that ends with a slash; all if null
     * @param host restic's host; any if null
     * @param tags a backup has all of them
     * @param job only sources of which it has made a backup in there, and so has opened the repository; all if null
     */
    public CatalogQuery(
            @NonNull String repository,
            @CheckForNull String within,
            @CheckForNull String host,
            @NonNull List<String> tags,
            @CheckForNull String job) {
        this.repository = repository;
        this.within = within;
        this.host = host;
        this.tags = new ArrayList<>(tags);
        this.job = job;
    }

    /** Whether it is only about sources that one job has backed up. */
    public boolean isOfOneJob() {
        return job != null;
    }

    /** All of them that the catalog has, newest first. */
    @NonNull
    public List<Found> in(@NonNull FileCatalog catalog) {
        return Found.newestFirst(sources(catalog)
                        .filter(source -> job == null || source.makers().contains(job)))
                .filter(found -> isWanted(found.backup()))
                .toList();
    }

    private Stream<SourceCatalog> sources(FileCatalog catalog) {
        if (within == null) {
            return catalog.in(repository);
        }
        return within.endsWith("/")
                ? catalog.in(repository).filter(source -> source.source().startsWith(within))
                : catalog.of(within, repository).stream();
    }

    private boolean isWanted(ResticBackup backup) {
        return (host == null || host.equals(backup.host())) && backup.tags().containsAll(tags);
    }
}
