package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.cinderbackup.config.Choices;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.config.KubernetesCluster;
import io.jenkins.plugins.cinderbackup.config.LiveCheck;
import io.jenkins.plugins.cinderbackup.config.OpenstackCloud;
import io.jenkins.plugins.cinderbackup.credentials.CredentialLookup;
import io.jenkins.plugins.cinderbackup.credentials.Masking;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import io.jenkins.plugins.cinderbackup.restic.BackupSource;
import io.jenkins.plugins.cinderbackup.restic.SnapshotGroup;
import io.jenkins.plugins.cinderbackup.restic.SnapshotTags;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import io.jenkins.plugins.cinderbackup.wiring.ConnectionTest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import net.sf.json.JSONException;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The form of {@link CinderSnapshotBackupStep}, also within the build step: what it offers for a field and checks of it. */
public abstract class BackupFormDescriptor extends StepDescriptor {
    /** A host that is right, where only the other fields are to be checked. */
    private static final String SOME_HOST = "host";

    BackupFormDescriptor() {
        // Only the step has such a form
    }

    /** With which the form compares, and what it shows where nothing is configured yet. */
    public CinderSnapshotBackupStep getDefaults() {
        return new CinderSnapshotBackupStep();
    }

    /** The list as a text area shows it. */
    public String area(List<String> entries) {
        return Texts.area(entries);
    }

    @POST
    public ListBoxModel doFillCloudItems(@AncestorInPath Item item, @QueryParameter String cloud) {
        return choices(
                item,
                cloud,
                CinderBackupConfiguration.get().getClouds().stream().map(OpenstackCloud::getName));
    }

    @POST
    public ListBoxModel doFillClusterItems(@AncestorInPath Item item, @QueryParameter String cluster) {
        return choices(
                item,
                cluster,
                CinderBackupConfiguration.get().getClusters().stream().map(KubernetesCluster::getName));
    }

    private static ListBoxModel choices(@CheckForNull Item item, @CheckForNull String current, Stream<String> names) {
        ListBoxModel choices = new ListBoxModel();
        choices.add(Messages.BackupFormDescriptor_OnlyOne(), "");
        Stream<String> visible = LiveCheck.mayConfigure(item) ? names : Stream.empty();
        Stream.concat(visible, Stream.ofNullable(Util.fixEmpty(current)))
                .filter(Objects::nonNull)
                .distinct()
                .forEach(choices::add);
        return choices;
    }

    @POST
    public ListBoxModel doFillFsTypeItems() {
        return Choices.of(PlanMaker.FILE_SYSTEMS);
    }

    @POST
    public FormValidation doCheckNamespace(@AncestorInPath Item item, @QueryParameter String value) {
        return LiveCheck.text(item, "namespace", value, PlanCheck::label1123);
    }

    @POST
    public FormValidation doCheckPvc(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String volumeId) {
        boolean missing = Util.fixEmptyAndTrim(volumeId) == null;
        return LiveCheck.text(
                item,
                "pvc",
                value,
                (field, text) -> text == null && missing
                        ? Optional.of(Finding.of(PlanMaker.NO_PVC))
                        : PlanCheck.name1123(field, text));
    }

    @POST
    public FormValidation doCheckVolumeId(@AncestorInPath Item item, @QueryParameter String value) {
        return LiveCheck.text(item, "volumeId", value, PlanCheck::volumeId);
    }

    @POST
    public FormValidation doCheckHost(@AncestorInPath Item item, @QueryParameter String value) {
        return LiveCheck.sentences(
                item,
                value,
                text -> new BackupSource(text == null ? SOME_HOST : text, List.of(), List.of("/"), List.of())
                        .problems());
    }

    @POST
    public FormValidation doCheckFsType(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String pvc) {
        CinderSnapshotBackupStep step = getDefaults();
        step.setFsType(value);
        step.setPvc(pvc);
        return LiveCheck.remarks(item, FormValidation.ok(), UnusedSettings.fsType(step));
    }

    @POST
    public FormValidation doCheckPaths(@AncestorInPath Item item, @QueryParameter String value) {
        return source(item, value, text -> new BackupSource(SOME_HOST, List.of(), Texts.ofArea(text), List.of()));
    }

    @POST
    public FormValidation doCheckExclude(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String paths) {
        return source(item, value, text -> new BackupSource(SOME_HOST, List.of(), pathsOf(paths), Texts.ofArea(text)));
    }

    /** Those of the form, where they are right and known. */
    private static List<String> pathsOf(@CheckForNull String area) {
        List<String> paths = Texts.ofArea(area);
        boolean usable = !hasVariable(area)
                && new BackupSource(SOME_HOST, List.of(), paths, List.of())
                        .problems()
                        .isEmpty();
        return usable ? paths : List.of("/");
    }

    private static boolean hasVariable(@CheckForNull String text) {
        return text != null && text.indexOf('$') >= 0;
    }

    private static FormValidation source(
            @CheckForNull Item item, @CheckForNull String value, Function<String, BackupSource> make) {
        FormValidation checked =
                LiveCheck.sentences(item, value, text -> make.apply(text).problems());
        return hasVariable(value)
                ? checked
                : LiveCheck.remarks(
                        item, checked, make.apply(Util.fixEmptyAndTrim(value)).remarks());
    }

    @POST
    public FormValidation doCheckTags(@AncestorInPath Item item, @QueryParameter String value) {
        return LiveCheck.sentences(
                item,
                value,
                text -> Stream.of(
                                SnapshotTags.problems("tags", Texts.ofArea(text)),
                                SnapshotGroup.problemsOfOurs(Texts.ofArea(text)))
                        .flatMap(List::stream)
                        .toList());
    }

    /**
     * The dry run of the settings as they stand in the form.
     *
     * @param json the part of the submitted form that is the backup's
     */
    @POST
    public FormValidation doDryRun(StaplerRequest2 request, @AncestorInPath Item item, @QueryParameter String json) {
        LiveCheck.requireConfigure(item);
        try {
            FormValidation answer =
                    dryRun(item, request.bindJSON(CinderSnapshotBackupStep.class, JSONObject.fromObject(json)));
            return json.contains("${")
                    ? FormValidation.aggregate(
                            List.of(FormValidation.warning(Messages.BackupFormDescriptor_Variable()), answer))
                    : answer;
        } catch (IllegalArgumentException | JSONException e) {
            return FormValidation.error(Messages.BackupFormDescriptor_NoForm());
        }
    }

    private static FormValidation dryRun(@CheckForNull Item item, CinderSnapshotBackupStep step) {
        step.setDryRun(true);
        ConnectionTest.Result result;
        try {
            PlanMaker maker = new PlanMaker(
                    step,
                    CinderBackupConfiguration.get(),
                    BackupServices.get().history(),
                    CredentialLookup.inForm(item, new Masking()));
            PlanMaker.Planned planned = maker.make(item == null ? "" : item.getFullName());
            result = new ConnectionTest(item).backup(planned.plan(), planned.connections());
        } catch (PermanentException e) {
            result = new ConnectionTest.Result(List.of(), e.findings());
        }
        return LiveCheck.answer(result);
    }
}
