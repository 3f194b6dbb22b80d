package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.cinderbackup.config.FormCheck;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The part of a form that is the same for each {@link CloudRunStep}. */
public abstract class CloudRunStepDescriptor<S extends CloudRunStep> extends RunStepDescriptor<S> {
    CloudRunStepDescriptor() {
        // Only steps of ours have such a form
    }

    @CheckForNull
    @Override
    public String argumentsToString(@NonNull Map<String, Object> namedArgs) {
        return Texts.source(namedArgs);
    }

    @POST
    public FormValidation doCheckNamespace(@AncestorInPath Item item, @QueryParameter String value) {
        return CloudRunStep.NAMESPACE.inForm(item, value);
    }

    @POST
    public FormValidation doCheckPvc(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String volumeId) {
        return FormCheck.findings(item, value, text -> {
            CloudRunStep step = getDefaults();
            step.setPvc(text);
            step.setVolumeId(volumeId);
            return Stream.of(step.missingSource(), CloudRunStep.PVC.problem(text))
                    .flatMap(Optional::stream)
                    .toList();
        });
    }

    @POST
    public FormValidation doCheckVolumeId(@AncestorInPath Item item, @QueryParameter String value) {
        return CloudRunStep.VOLUME_ID.inForm(item, value);
    }
}
