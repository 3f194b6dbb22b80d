package io.jenkins.plugins.cinderbackup.leftovers;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.ManagementLink;
import hudson.security.Permission;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import jenkins.YesNoMaybe;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.verb.POST;

/**
 * The administrator's page of all that runs have left behind: what is removed in the background, and what a scan of clouds and clusters finds. Who
 * may read the system's configuration sees it; only an administrator has something looked for or removed.
 */
@Extension(dynamicLoadable = YesNoMaybe.YES)
public final class LeftoverPage extends ManagementLink implements StaplerProxy {
    static final String URL = "cinder-snapshot-backup-leftovers";

    @Override
    public String getIconFileName() {
        return "symbol-trash";
    }

    @Override
    public String getDisplayName() {
        return "Cinder Backup Leftovers";
    }

    @Override
    public String getDescription() {
        return "What Cinder Backups have left behind in OpenStack and Kubernetes, and what becomes of it.";
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    @NonNull
    @Override
    public Category getCategory() {
        return Category.TROUBLESHOOTING;
    }

    @NonNull
    @Override
    public Permission getRequiredPermission() {
        return Jenkins.SYSTEM_READ;
    }

    /** For administrators, and for who may read what they have set. */
    @Override
    public Object getTarget() {
        Jenkins.get().checkPermission(Jenkins.SYSTEM_READ);
        return this;
    }

    /** Whether the user may do more than read. */
    public boolean isAdministrator() {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER);
    }

    /** All that is to be removed. */
    @NonNull
    public List<Leftover> getLeftovers() {
        return Leftover.all();
    }

    /** Why nothing is known of any leftovers; empty if that is not so. */
    @NonNull
    public List<String> getUnlistable() {
        return LeftoverRemoval.get().unlistable();
    }

    /** Whether something waits since this Jenkins home may be a copy. */
    public boolean isHomeDoubted() {
        return LeftoverRemoval.get().doubtsHome();
    }

    /** The administrator says that it is none. */
    @POST
    @NonNull
    public HttpResponse doTrustHome() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        LeftoverRemoval.get().trustHome();
        return HttpResponses.redirectToDot();
    }

    /**
     * What was found in clouds and clusters.
     *
     * @param page which page of it; see {@link io.jenkins.plugins.cinderbackup.page.Paging}
     */
    @NonNull
    public ScanView scan(@CheckForNull String page) {
        return new ScanView(BackupServices.get().scanner(), page);
    }

    /** Has clouds and clusters scanned, in the background. */
    @POST
    @NonNull
    public HttpResponse doScan() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        BackupServices.get().scanner().scan();
        return HttpResponses.redirectToDot();
    }

    /**
     * Has removed, in the background, what a scan has found and what is past its end.
     *
     * @param scan the scan that is confirmed; what a later one has found is not
     * @param run the one run that is meant; all if it is empty
     */
    @POST
    @NonNull
    public HttpResponse doRemove(@QueryParameter(required = true) String scan, @QueryParameter String run) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        String only = Util.fixEmpty(run);
        LeftoverRemoval.get().removeOrphans(scanOf(scan), only == null ? null : runOf(only));
        return HttpResponses.redirectToDot();
    }

    /** Has the removal of one run tried at once. It does not take a run away from its build. */
    @POST
    @NonNull
    public HttpResponse doTry(@QueryParameter(required = true) String run) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        LeftoverRemoval.get().retryNow(runOf(run));
        return HttpResponses.redirectToDot();
    }

    /** Gives up what one run has left where it cannot be removed any more, such as in a cluster that is gone. */
    @POST
    @NonNull
    public HttpResponse doForget(@QueryParameter(required = true) String run) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        BackupServices.get().removal().giveUp(runOf(run));
        return HttpResponses.redirectToDot();
    }

    private static RunId runOf(String run) {
        try {
            return new RunId(run);
        } catch (IllegalArgumentException e) {
            throw HttpResponses.errorWithoutStack(400, e.getMessage());
        }
    }

    private static Instant scanOf(String scan) {
        try {
            return Instant.parse(scan);
        } catch (DateTimeParseException e) {
            throw HttpResponses.errorWithoutStack(400, "A scan is named by its time in ISO 8601, not '" + scan + "'.");
        }
    }
}
