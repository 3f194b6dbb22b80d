package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.cinderbackup.config.Choices;
import io.jenkins.plugins.cinderbackup.config.FormCheck;
import java.util.List;
import java.util.function.BiConsumer;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of {@link CinderSnapshotBackupStep}, also within the build step: what it offers for a field and checks of it. */
public abstract class BackupStepDescriptor extends CloudRunStepDescriptor<CinderSnapshotBackupStep> {
    BackupStepDescriptor() {
        // Only the step has such a form
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.CinderSnapshotBackupStep_DisplayName();
    }

    @POST
    public ListBoxModel doFillFsTypeItems() {
        return Choices.of(CinderSnapshotBackupStep.FILE_SYSTEMS);
    }

    @POST
    public FormValidation doCheckHost(@AncestorInPath Item item, @QueryParameter String value) {
        return FormCheck.sentences(item, value, text -> {
            CinderSnapshotBackupStep step = getDefaults();
            step.setHost(text);
            return step.contentProblems();
        });
    }

    @POST
    public FormValidation doCheckFsType(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String pvc) {
        CinderSnapshotBackupStep step = getDefaults();
        step.setFsType(value);
        step.setPvc(pvc);
        return FormCheck.remarks(item, FormValidation.ok(), UnusedSettings.fsType(step));
    }

    @POST
    public FormValidation doCheckPaths(@AncestorInPath Item item, @QueryParameter String value) {
        return source(item, value, CinderSnapshotBackupStep::setPaths);
    }

    @POST
    public FormValidation doCheckExclude(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String paths) {
        return source(item, value, (step, lines) -> {
            step.setPaths(known(paths));
            step.setExclude(lines);
        });
    }

    @POST
    public FormValidation doCheckTags(@AncestorInPath Item item, @QueryParameter String value) {
        return source(item, value, CinderSnapshotBackupStep::setTags);
    }

    /** The paths of the form where they are right and no variable, or else the default. */
    private List<String> known(@CheckForNull String area) {
        CinderSnapshotBackupStep step = getDefaults();
        step.setPaths(Texts.ofArea(area));
        boolean usable = !hasVariable(area) && step.contentProblems().isEmpty();
        return usable ? step.getPaths() : getDefaults().getPaths();
    }

    private FormValidation source(
            @CheckForNull Item item,
            @CheckForNull String value,
            BiConsumer<CinderSnapshotBackupStep, List<String>> setter) {
        CinderSnapshotBackupStep step = getDefaults();
        setter.accept(step, Texts.ofArea(Util.fixEmptyAndTrim(value)));
        FormValidation checked = FormCheck.sentences(item, value, text -> step.contentProblems());
        return hasVariable(value)
                ? checked
                : FormCheck.remarks(item, checked, step.source().remarks());
    }
}
