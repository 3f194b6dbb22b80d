package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.cinderbackup.config.FormCheck;
import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.operation.check.CheckOperation;
import io.jenkins.plugins.cinderbackup.restic.ReadDataSubset;
import java.util.List;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code cinderSnapshotVerify}: has restic check a repository. */
public final class CinderSnapshotVerifyStep extends ResticRunStep {
    private String namespace;
    private String pvc;
    private String readDataSubset;

    @DataBoundConstructor
    public CinderSnapshotVerifyStep() {
        // All is set by the setters, and checked all at once when the step starts
    }

    @Override
    Operation<?> operation() {
        return CheckOperation.OPERATION;
    }

    @Override
    PlannedRun<?> plan(Planning planning) {
        return new CheckPlanMaker(this, planning).make();
    }

    /** What is wrong with it, whatever is configured. */
    List<Finding> problems() {
        Findings problems = new Findings();
        problems.add(CloudRunStep.NAMESPACE.problem(namespace));
        problems.add(CloudRunStep.PVC.problem(pvc));
        ReadDataSubset.problems(readDataSubset).forEach(sentence -> problems.add(sentence));
        problems.addAll(runProblems());
        return problems.list();
    }

    /** The namespace of that PVC, and of the repository whose URL has one; the cluster's default if null. */
    @CheckForNull
    public String getNamespace() {
        return namespace;
    }

    @DataBoundSetter
    public void setNamespace(@CheckForNull String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    /** The PVC for which the check is remembered, and whose repository is checked where its URL has one. */
    @CheckForNull
    public String getPvc() {
        return pvc;
    }

    @DataBoundSetter
    public void setPvc(@CheckForNull String pvc) {
        this.pvc = Util.fixEmptyAndTrim(pvc);
    }

    /** How much of the data is read; none if null. */
    @CheckForNull
    public String getReadDataSubset() {
        return readDataSubset;
    }

    @DataBoundSetter
    public void setReadDataSubset(@CheckForNull String readDataSubset) {
        this.readDataSubset = Util.fixEmptyAndTrim(readDataSubset);
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends RunStepDescriptor {
        @Override
        public String getFunctionName() {
            return "cinderSnapshotVerify";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.CinderSnapshotVerifyStep_DisplayName();
        }

        /** With which the form compares, and what it shows where nothing is configured yet. */
        public CinderSnapshotVerifyStep getDefaults() {
            return new CinderSnapshotVerifyStep();
        }

        @POST
        public FormValidation doCheckNamespace(@AncestorInPath Item item, @QueryParameter String value) {
            return CloudRunStep.NAMESPACE.inForm(item, value);
        }

        @POST
        public FormValidation doCheckPvc(@AncestorInPath Item item, @QueryParameter String value) {
            return CloudRunStep.PVC.inForm(item, value);
        }

        @POST
        public FormValidation doCheckReadDataSubset(@AncestorInPath Item item, @QueryParameter String value) {
            return FormCheck.sentences(item, value, ReadDataSubset::problems);
        }
    }
}
