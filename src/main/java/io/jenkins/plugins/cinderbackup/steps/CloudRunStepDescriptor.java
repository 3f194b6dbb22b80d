package io.jenkins.plugins.cinderbackup.steps;

import hudson.model.Item;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.config.OpenstackCloud;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The part of a form that is the same for each {@link CloudRunStep}. */
public abstract class CloudRunStepDescriptor extends RunStepDescriptor {
    CloudRunStepDescriptor() {
        // Only steps of ours have such a form
    }

    @POST
    public ListBoxModel doFillCloudItems(@AncestorInPath Item item, @QueryParameter String cloud) {
        return choices(
                item,
                cloud,
                CinderBackupConfiguration.get().getClouds().stream().map(OpenstackCloud::getName));
    }
}
