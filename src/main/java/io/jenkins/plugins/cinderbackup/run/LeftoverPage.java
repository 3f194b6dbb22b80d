package io.jenkins.plugins.cinderbackup.run;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.ManagementLink;
import io.jenkins.plugins.cinderbackup.engine.RunId;
import java.util.List;
import jenkins.YesNoMaybe;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.verb.POST;

/** The administrator's page of all that runs have left behind and that is still to be removed. */
@Extension(dynamicLoadable = YesNoMaybe.YES)
public final class LeftoverPage extends ManagementLink implements StaplerProxy {
    static final String URL = "cinder-snapshot-backup-leftovers";

    @Override
    public String getIconFileName() {
        return "symbol-trash";
    }

    @Override
    public String getDisplayName() {
        return "Backup leftovers";
    }

    @Override
    public String getDescription() {
        return "What Cinder snapshot backups have left behind in OpenStack and Kubernetes, and when its removal is tried again.";
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

    /** For administrators only, all of it. */
    @Override
    public Object getTarget() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return this;
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

    /** Has the removal of one run tried at once. It does not take a run away from its build. */
    @POST
    @NonNull
    public HttpResponse doTry(@QueryParameter(required = true) String run) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        LeftoverRemoval.get().hurry(new RunId(run));
        return HttpResponses.redirectToDot();
    }
}
