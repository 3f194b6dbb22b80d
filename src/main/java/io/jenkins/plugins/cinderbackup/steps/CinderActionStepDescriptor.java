package io.jenkins.plugins.cinderbackup.steps;

import hudson.model.Item;
import hudson.util.FormValidation;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The part of a form that is the same for each {@link CinderActionStep}. */
public abstract class CinderActionStepDescriptor<S extends CinderActionStep> extends RunStepDescriptor<S> {
    CinderActionStepDescriptor() {
        // Only steps of ours have such a form
    }

    @POST
    public FormValidation doCheckTimeout(@AncestorInPath Item item, @QueryParameter String value) {
        return CinderActionStep.TIMEOUT.inForm(item, value);
    }
}
