package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.cinderbackup.config.FormCheck;
import io.jenkins.plugins.cinderbackup.restic.ReadDataSubset;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of {@link CinderSnapshotVerifyStep}, also within the build step: what it checks of a field. */
public abstract class VerifyStepDescriptor extends BackupChoiceStepDescriptor<CinderSnapshotVerifyStep> {
    VerifyStepDescriptor() {
        // Only the step has such a form
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.CinderSnapshotVerifyStep_DisplayName();
    }

    @POST
    public FormValidation doCheckSample(@AncestorInPath Item item, @QueryParameter String value) {
        return CinderSnapshotVerifyStep.SAMPLE.inFormIfAny(item, value);
    }

    @POST
    public FormValidation doCheckMaxAge(@AncestorInPath Item item, @QueryParameter String value) {
        return CinderSnapshotVerifyStep.MAX_AGE.inFormIfAny(item, value);
    }

    @POST
    public FormValidation doCheckReadDataSubset(@AncestorInPath Item item, @QueryParameter String value) {
        return FormCheck.sentences(item, value, ReadDataSubset::problems);
    }

    @POST
    public FormValidation doCheckMaxDuration(@AncestorInPath Item item, @QueryParameter String value) {
        return CinderSnapshotVerifyStep.MAX_DURATION.inFormIfAny(item, value);
    }
}
