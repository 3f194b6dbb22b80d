package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.cinderbackup.config.FormCheck;
import java.util.function.Consumer;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The part of a form that is the same for each {@link BackupChoiceStep}, also within the build step. */
public abstract class BackupChoiceStepDescriptor<S extends BackupChoiceStep> extends CloudRunStepDescriptor<S> {
    BackupChoiceStepDescriptor() {
        // Only steps of ours have such a form
    }

    @POST
    public FormValidation doCheckBackup(@AncestorInPath Item item, @QueryParameter String value) {
        return choice(item, value, step -> step.setBackup(value));
    }

    @POST
    public FormValidation doCheckBefore(@AncestorInPath Item item, @QueryParameter String value) {
        return choice(item, value, step -> step.setBefore(value));
    }

    @POST
    public FormValidation doCheckTags(@AncestorInPath Item item, @QueryParameter String value) {
        return choice(item, value, step -> step.setTags(Texts.ofArea(value)));
    }

    private FormValidation choice(
            @CheckForNull Item item, @CheckForNull String value, Consumer<BackupChoiceStep> setter) {
        BackupChoiceStep step = getDefaults();
        setter.accept(step);
        return FormCheck.sentences(item, value, text -> step.choice().problems());
    }
}
