package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.TaskListener;
import io.jenkins.plugins.cinderbackup.catalog.CatalogExport;
import io.jenkins.plugins.cinderbackup.catalog.CatalogQuery;
import io.jenkins.plugins.cinderbackup.model.Count;
import io.jenkins.plugins.cinderbackup.page.ConsoleEvents;
import io.jenkins.plugins.cinderbackup.page.PlainValues;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The backups of a repository that the catalog has, newest first: as a list of maps, and as lines of the console. */
final class CatalogAnswer implements StepAnswer {
    private static final long serialVersionUID = 1L;

    private final String repository;
    private final CatalogQuery query;
    private final int limit;

    /**
     * @param repository its URL, for the console
     * @param limit so many of the newest at most
     */
    CatalogAnswer(@NonNull String repository, @NonNull CatalogQuery query, int limit) {
        this.repository = repository;
        this.query = query;
        this.limit = limit;
    }

    @NonNull
    @Override
    public List<Map<String, Object>> give(@NonNull Map<String, ?> values, @NonNull TaskListener listener) {
        List<CatalogQuery.Found> found = query.in(BackupServices.get().catalog());
        List<CatalogQuery.Found> newest = found.subList(0, Math.min(limit, found.size()));
        ConsoleEvents console = console(listener);
        console.line("The catalog has " + Count.of(found.size(), "such backup")
                + (newest.size() < found.size() ? "; the newest " + newest.size() + ":" : ""));
        if (query.isOfOneJob()) {
            console.line(
                    "Only sources that this job has backed up to there are listed. For all of them set `refresh: true`,"
                            + " so that restic shows that the job may read the repository.");
        }
        Instant now = Ticker.system().now();
        newest.forEach(one -> console.line("  " + line(one, now)));
        return newest.stream()
                .map(one -> PlainValues.copy(CatalogExport.values(one.catalog(), one.backup())))
                .collect(ArrayList::new, List::add, List::addAll);
    }

    /** Where what is said of the repository goes. */
    ConsoleEvents console(TaskListener listener) {
        return new ConsoleEvents(repository, listener.getLogger(), UnaryOperator.identity());
    }

    private static String line(CatalogQuery.Found found, Instant now) {
        return BackupLine.of(
                found.backup(),
                found.proof(),
                found.backup().id(),
                found.catalog().source(),
                now);
    }
}
