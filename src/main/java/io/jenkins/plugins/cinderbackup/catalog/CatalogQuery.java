package io.jenkins.plugins.cinderbackup.catalog;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Which backups of a repository are wanted. Who asks may store it, and ask again after a restart. */
public final class CatalogQuery implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Comparator<Found> NEWEST_FIRST = Comparator.comparing(
                    (Found found) -> found.backup().time())
            .reversed()
            .thenComparing(found -> found.backup().id());

    private final String repository;
    private final String within;
    private final String host;
    private final ArrayList<String> tags;

    /**
     * A backup that was found.
     *
     * @param catalog what is known of its source
     */
    public record Found(
            @NonNull SourceCatalog catalog, @NonNull BackupEntry backup) {}

    /**
     * @param repository its key
     * @param within a source, or the beginning of several that ends with a slash; all if null
     * @param host restic's host; any if null
     * @param tags a backup has all of them
     */
    public CatalogQuery(
            @NonNull String repository,
            @CheckForNull String within,
            @CheckForNull String host,
            @NonNull List<String> tags) {
        this.repository = repository;
        this.within = within;
        this.host = host;
        this.tags = new ArrayList<>(tags);
    }

    /** All of them that the catalog has, newest first. */
    @NonNull
    public List<Found> in(@NonNull FileCatalog catalog) {
        return sources(catalog)
                .flatMap(source ->
                        source.backups().stream().filter(this::isWanted).map(backup -> new Found(source, backup)))
                .sorted(NEWEST_FIRST)
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

    private boolean isWanted(BackupEntry backup) {
        return (host == null || host.equals(backup.host())) && backup.tags().containsAll(tags);
    }
}
