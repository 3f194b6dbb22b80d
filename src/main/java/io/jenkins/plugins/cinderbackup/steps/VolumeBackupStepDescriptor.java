package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.cinderbackup.config.Choices;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of {@link CinderVolumeBackupStep}, also within the build step: what it offers for a field and checks of it. */
public abstract class VolumeBackupStepDescriptor extends CinderActionStepDescriptor<CinderVolumeBackupStep> {
    VolumeBackupStepDescriptor() {
        // Only the step has such a form
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.CinderVolumeBackupStep_DisplayName();
    }

    @CheckForNull
    @Override
    public String argumentsToString(@NonNull Map<String, Object> namedArgs) {
        return Stream.of("volume", "server")
                .map(namedArgs::get)
                .filter(Objects::nonNull)
                .findFirst()
                .map(Object::toString)
                .orElseGet(() -> Texts.source(namedArgs));
    }

    @POST
    public ListBoxModel doFillIncrementalItems() {
        return Choices.of(CinderVolumeBackupStep.INCREMENTAL);
    }

    @POST
    public ListBoxModel doFillSourceItems() {
        return Choices.of(CinderVolumeBackupStep.SOURCES);
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
    public FormValidation doCheckVolumeId(@AncestorInPath Item item, @QueryParameter String value) {
        return CloudRunStep.VOLUME_ID.inForm(item, value);
    }

    @POST
    public FormValidation doCheckServer(@AncestorInPath Item item, @QueryParameter String value) {
        return CinderVolumeBackupStep.SERVER.inForm(item, value);
    }

    @POST
    public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
        return CinderVolumeBackupStep.NAME.inForm(item, value);
    }

    @POST
    public FormValidation doCheckDescription(@AncestorInPath Item item, @QueryParameter String value) {
        return CinderVolumeBackupStep.DESCRIPTION.inForm(item, value);
    }

    @POST
    public FormValidation doCheckSnapshotId(@AncestorInPath Item item, @QueryParameter String value) {
        return CinderVolumeBackupStep.SNAPSHOT_ID.inForm(item, value);
    }

    @POST
    public FormValidation doCheckMaxIncrements(@AncestorInPath Item item, @QueryParameter String value) {
        return CinderVolumeBackupStep.MAX_INCREMENTS.inForm(item, value);
    }
}
