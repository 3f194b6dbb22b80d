package io.jenkins.plugins.cinderbackup.overview;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.catalog.SourceCatalog;
import io.jenkins.plugins.cinderbackup.model.Sizes;
import io.jenkins.plugins.cinderbackup.page.Bar;
import io.jenkins.plugins.cinderbackup.page.Paging;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The backups of one source in one repository, one page of them. */
public final class SourceView {
    private static final int ROWS = 50;
    /** More are not told apart. */
    private static final int DRAWN = 100;

    private final SourceRow source;
    private final Paging<BackupRow> backups;
    private final List<BackupRow> measured;
    private final String listCall;

    /** @param page which page; see {@link Paging} */
    SourceView(@NonNull SourceRow source, @NonNull Instant now, @CheckForNull String page) {
        this.source = source;
        List<BackupRow> rows =
                source.catalog().map(catalog -> rows(catalog, now)).orElse(List.of());
        this.backups = new Paging<>(rows, ROWS, page);
        this.measured = measured(rows);
        this.listCall = source.catalog()
                .map(catalog -> StepCalls.of(catalog.subject()).list())
                .orElse(null);
    }

    /** The newest of which the size is known, oldest first. */
    private static List<BackupRow> measured(List<BackupRow> newestFirst) {
        List<BackupRow> measured = new ArrayList<>(newestFirst.stream()
                .filter(row -> row.getSizeText() != null)
                .limit(DRAWN)
                .toList());
        Collections.reverse(measured);
        return measured;
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

    /** The step that brings what is known of it up to date; null if there is none. */
    @CheckForNull
    public String getListCall() {
        return listCall;
    }

    /** The sizes of its backups, oldest first. */
    @NonNull
    public List<Bar<BackupRow>> getSizes() {
        return Bar.of(measured, BackupRow::bytes);
    }

    /** The size at the top of that drawing. */
    @NonNull
    public String getLargest() {
        return Sizes.binary(measured.stream().mapToLong(BackupRow::bytes).max().orElse(0));
    }

    /** Its backups, newest first. */
    @NonNull
    public Paging<BackupRow> getBackups() {
        return backups;
    }
}
