package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.cinderbackup.config.Choices;
import io.jenkins.plugins.cinderbackup.config.FormCheck;
import java.util.function.Consumer;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of {@link CinderSnapshotRestoreStep}, also within the build step: what it offers for a field and checks of it. */
public abstract class RestoreStepDescriptor extends BackupChoiceStepDescriptor<CinderSnapshotRestoreStep> {
    RestoreStepDescriptor() {
        // Only the step has such a form
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.CinderSnapshotRestoreStep_DisplayName();
    }

    @POST
    public ListBoxModel doFillFromItems() {
        return Choices.of(CinderSnapshotRestoreStep.ORIGINS);
    }

    @POST
    public FormValidation doCheckScaleDown(@AncestorInPath Item item, @QueryParameter String value) {
        return FormCheck.findings(item, value, text -> new ScaledWorkloads(Texts.ofArea(text)).problems());
    }

    @POST
    public FormValidation doCheckInclude(@AncestorInPath Item item, @QueryParameter String value) {
        return scope(item, value, step -> step.setInclude(Texts.ofArea(value)));
    }

    @POST
    public FormValidation doCheckExclude(@AncestorInPath Item item, @QueryParameter String value) {
        return scope(item, value, step -> step.setExclude(Texts.ofArea(value)));
    }

    private FormValidation scope(
            @CheckForNull Item item, @CheckForNull String value, Consumer<CinderSnapshotRestoreStep> setter) {
        CinderSnapshotRestoreStep step = getDefaults();
        setter.accept(step);
        return FormCheck.sentences(item, value, text -> step.scope().problems());
    }
}
