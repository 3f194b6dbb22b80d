package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.cinderbackup.config.FormCheck;
import io.jenkins.plugins.cinderbackup.config.NumberCheck;
import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import io.jenkins.plugins.cinderbackup.operation.list.ListOperation;
import io.jenkins.plugins.cinderbackup.operation.list.ListPlan;
import io.jenkins.plugins.cinderbackup.restic.BackupSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.YesNoMaybe;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code cinderSnapshotList}: which backups there are, as the catalog knows, or as the repository says. */
public final class CinderSnapshotListStep extends CloudRunStep {
    private static final NumberCheck LIMIT = new NumberCheck("limit", PlanCheck::limit);

    private List<String> tags = new ArrayList<>();
    private String host;
    private int limit = 100;
    private boolean refresh;

    @DataBoundConstructor
    public CinderSnapshotListStep() {
        // All is set by the setters, and checked all at once when the step starts
    }

    @Override
    public StepExecution start(StepContext context) {
        return refresh ? super.start(context) : new CatalogStepExecution(context, this);
    }

    @Override
    Operation<?> operation() {
        return ListOperation.OPERATION;
    }

    @Override
    PlannedRun<ListPlan> plan(Planning planning) {
        return new ListPlanMaker(this, planning).make();
    }

    /** All sources are meant then. */
    @Override
    Optional<Finding> missingSource() {
        return Optional.empty();
    }

    @Override
    List<Finding> problems() {
        Findings problems = new Findings();
        problems.addAll(sourceProblems());
        filterProblems().forEach(sentence -> problems.add(sentence));
        problems.add(LIMIT.problem(limit));
        return problems.list();
    }

    /** As of a backup under that host with these tags. */
    List<String> filterProblems() {
        return new BackupSource(host == null ? "host" : host, Texts.filled(tags), List.of("/"), List.of()).problems();
    }

    /** Only backups with all of these restic tags are meant. */
    public List<String> getTags() {
        return tags;
    }

    @DataBoundSetter
    public void setTags(@CheckForNull List<String> tags) {
        this.tags = Texts.entries(tags);
    }

    /** restic's host; any if null. */
    @CheckForNull
    public String getHost() {
        return host;
    }

    @DataBoundSetter
    public void setHost(@CheckForNull String host) {
        this.host = Util.fixEmptyAndTrim(host);
    }

    /** So many of the newest at most. */
    public int getLimit() {
        return limit;
    }

    @DataBoundSetter
    public void setLimit(int limit) {
        this.limit = limit;
    }

    /** Whether restic lists the repository first. */
    public boolean isRefresh() {
        return refresh;
    }

    @DataBoundSetter
    public void setRefresh(boolean refresh) {
        this.refresh = refresh;
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends CloudRunStepDescriptor<CinderSnapshotListStep> {
        @Override
        public String getFunctionName() {
            return "cinderSnapshotList";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.CinderSnapshotListStep_DisplayName();
        }

        @POST
        public FormValidation doCheckTags(@AncestorInPath Item item, @QueryParameter String value) {
            return FormCheck.sentences(item, value, text -> {
                CinderSnapshotListStep step = getDefaults();
                step.setTags(Texts.ofArea(text));
                return step.filterProblems();
            });
        }

        @POST
        public FormValidation doCheckHost(@AncestorInPath Item item, @QueryParameter String value) {
            return FormCheck.sentences(item, value, text -> {
                CinderSnapshotListStep step = getDefaults();
                step.setHost(text);
                return step.filterProblems();
            });
        }

        @POST
        public FormValidation doCheckLimit(@AncestorInPath Item item, @QueryParameter String value) {
            return LIMIT.inForm(item, value);
        }
    }
}
