package io.jenkins.plugins.cinderbackup.overview;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Api;
import hudson.model.RootAction;
import io.jenkins.plugins.cinderbackup.catalog.CatalogExport;
import io.jenkins.plugins.cinderbackup.leftovers.Leftover;
import io.jenkins.plugins.cinderbackup.page.Paging;
import io.jenkins.plugins.cinderbackup.page.Viewer;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import jenkins.YesNoMaybe;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.verb.GET;
import org.kohsuke.stapler.verb.POST;

/** All backups that the catalog has, a row for each source that the {@link Viewer} may see. It shows what is known and asks no server. */
@Extension(dynamicLoadable = YesNoMaybe.YES)
@ExportedBean
public final class OverviewPage implements RootAction {
    private static final int ROWS = 100;
    static final Comparator<SourceRow> BY_NAME = Comparator.comparing(SourceRow::getSubject)
            .thenComparing(SourceRow::getPlace)
            .thenComparing(SourceRow::getRepository);

    /** None, and so no link in the side panel, for who has nothing to see there. Each page of Jenkins asks. */
    @CheckForNull
    @Override
    public String getIconFileName() {
        Viewer viewer = new Viewer();
        return viewer.readsSystem()
                        || RecentSummaries.ofThisJenkins().get().stream()
                                .anyMatch(summary -> viewer.sees(summary.jobs()))
                ? "symbol-server"
                : null;
    }

    @Override
    public String getDisplayName() {
        return "Cinder Backups";
    }

    @Override
    public String getUrlName() {
        return "cinder-backups";
    }

    /** The sources that the viewer may see, by name. */
    @Exported
    @NonNull
    public List<SourceRow> getSources() {
        Viewer viewer = new Viewer();
        Instant now = Ticker.system().now();
        return BackupServices.get().catalog().summaries().stream()
                .filter(summary -> viewer.sees(summary.jobs()))
                .map(summary -> new SourceRow(summary, now))
                .sorted(BY_NAME)
                .toList();
    }

    /**
     * One page of those.
     *
     * @param filter only those that have this word in their name or that of the repository; all if it is empty
     * @param page see {@link Paging}
     */
    @NonNull
    public Paging<SourceRow> rows(@CheckForNull String filter, @CheckForNull String page) {
        String word = Util.fixEmptyAndTrim(filter);
        List<SourceRow> all = getSources();
        return new Paging<>(
                word == null ? all : all.stream().filter(row -> row.has(word)).toList(), ROWS, page);
    }

    /**
     * The backups of one source, or null if there is no such source, or none that the viewer may see.
     *
     * @param id see {@link SourceRow#getId}
     * @param page see {@link Paging}
     */
    @CheckForNull
    public SourceView source(@CheckForNull String id, @CheckForNull String page) {
        Optional<SourceRow> row =
                getSources().stream().filter(one -> one.getId().equals(id)).findFirst();
        return row.map(one -> new SourceView(one, Ticker.system().now(), page)).orElse(null);
    }

    /** All backups that the viewer may see as CSV. */
    @GET
    public void doCsv(StaplerResponse2 response) throws IOException {
        response.setContentType("text/csv;charset=UTF-8");
        response.getWriter().print(CatalogExport.csv(getSources().stream().flatMap(row -> row.catalog().stream())));
    }

    /** Gauges of all sources in Prometheus' text format, for who may read the system's configuration; for a scraper that is a user with an API token. */
    @GET
    public void doMetrics(StaplerResponse2 response) throws IOException {
        Jenkins.get().checkPermission(Jenkins.SYSTEM_READ);
        response.setContentType(Metrics.CONTENT_TYPE);
        response.getWriter()
                .print(new Metrics(
                                BackupServices.get().catalog().summaries(),
                                Leftover.all().size())
                        .text());
    }

    /**
     * An administrator says that nothing is promised of a source any more, such as one that is gone.
     *
     * @param source see {@link SourceRow#getId}
     */
    @POST
    @NonNull
    public HttpResponse doWithdrawObjective(@QueryParameter(required = true) String source) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        BackupServices.get().catalog().withdrawObjective(source);
        return HttpResponses.redirectToDot();
    }

    /** The remote API: the sources, and with {@code depth=1} their backups. */
    public Api getApi() {
        return new Api(this);
    }
}
