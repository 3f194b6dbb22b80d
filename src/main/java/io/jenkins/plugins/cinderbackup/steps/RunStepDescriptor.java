package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.config.FormAccess;
import io.jenkins.plugins.cinderbackup.config.FormAnswer;
import io.jenkins.plugins.cinderbackup.config.KubernetesCluster;
import io.jenkins.plugins.cinderbackup.config.OpenstackCloud;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import net.sf.json.JSONException;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The part of a form that is the same for each {@link RunStep}, also within the build step. */
public abstract class RunStepDescriptor<S extends RunStep> extends StepDescriptor implements CustomDescribableModel {
    RunStepDescriptor() {
        // Only steps of ours have such a form
    }

    /** What is misspelt is said by the run, which is unstable for it, and not by Jenkins, for which it is a line among others. */
    @NonNull
    @Override
    public Map<String, Object> customInstantiate(@NonNull Map<String, Object> arguments) {
        return KnownFields.customized(clazz, "unknownFields", arguments);
    }

    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, TaskListener.class);
    }

    /** With which the form compares, and what it shows where nothing is configured yet. */
    @SuppressWarnings("unchecked") // each describes the step that it is for
    public S getDefaults() {
        return (S) Defaults.of(clazz);
    }

    /** The list as a text area shows it. */
    public String area(List<String> entries) {
        return Texts.area(entries);
    }

    @POST
    public ListBoxModel doFillClusterItems(@AncestorInPath Item item, @QueryParameter String cluster) {
        return choices(
                item,
                Messages.RunStepDescriptor_OnlyOne(),
                cluster,
                CinderBackupConfiguration.get().getClusters().stream().map(KubernetesCluster::getName));
    }

    @POST
    public ListBoxModel doFillCloudItems(@AncestorInPath Item item, @QueryParameter String cloud) {
        return choices(
                item,
                Messages.RunStepDescriptor_OnlyOne(),
                cloud,
                CinderBackupConfiguration.get().getClouds().stream().map(OpenstackCloud::getName));
    }

    /** @param none what stands for no name */
    static ListBoxModel choices(
            @CheckForNull Item item, String none, @CheckForNull String current, Stream<String> names) {
        ListBoxModel choices = new ListBoxModel();
        choices.add(none, "");
        Stream<String> visible = FormAccess.mayConfigure(item) ? names : Stream.empty();
        Stream.concat(visible, Stream.ofNullable(Util.fixEmpty(current)))
                .filter(Objects::nonNull)
                .distinct()
                .forEach(choices::add);
        return choices;
    }

    /** Whether an environment variable is in the text, of which only a build knows what it stands for. */
    static boolean hasVariable(@CheckForNull String text) {
        return text != null && text.indexOf('$') >= 0;
    }

    /**
     * The dry run of the settings as they stand in the form.
     *
     * @param json the part of the submitted form that is the step's
     */
    @POST
    public FormValidation doDryRun(StaplerRequest2 request, @AncestorInPath Item item, @QueryParameter String json) {
        FormAccess.requireConfigure(item);
        try {
            FormValidation answer = FormAnswer.of(
                    DryRun.of(request.bindJSON(clazz.asSubclass(RunStep.class), JSONObject.fromObject(json)), item));
            return json.contains("${")
                    ? FormValidation.aggregate(
                            List.of(FormValidation.warning(Messages.RunStepDescriptor_Variable()), answer))
                    : answer;
        } catch (IllegalArgumentException | JSONException e) {
            return FormValidation.error(Messages.RunStepDescriptor_NoForm());
        }
    }
}
