package io.jenkins.plugins.cinderbackup.overview;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.catalog.SourceCatalog;
import io.jenkins.plugins.cinderbackup.page.Paging;
import java.time.Instant;
import java.util.List;

/** The backups of one source in one repository, one page of them. */
public final class SourceView {
    private static final int ROWS = 50;

    private final SourceRow source;
    private final Paging<BackupRow> backups;

    /** @param page which page; see {@link Paging} */
    SourceView(@NonNull SourceRow source, @NonNull Instant now, @CheckForNull String page) {
        this.source = source;
        this.backups =
                new Paging<>(source.catalog().map(catalog -> rows(catalog, now)).orElse(List.of()), ROWS, page);
    }

    private static List<BackupRow> rows(SourceCatalog catalog, Instant now) {
        return catalog.backups().stream()
                .map(backup -> new BackupRow(catalog, backup, now))
                .toList();
    }

    /** The source. */
    @NonNull
    public SourceRow getSource() {
        return source;
    }

    /** Its backups, newest first. */
    @NonNull
    public Paging<BackupRow> getBackups() {
        return backups;
    }
}
