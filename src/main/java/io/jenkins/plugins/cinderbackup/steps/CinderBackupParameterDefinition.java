package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.ParameterValue;
import hudson.model.SimpleParameterDefinition;
import hudson.model.StringParameterValue;
import hudson.util.FormValidation;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.config.FormCheck;
import io.jenkins.plugins.cinderbackup.config.NumberCheck;
import io.jenkins.plugins.cinderbackup.config.TextCheck;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import io.jenkins.plugins.cinderbackup.restic.RepositoryTemplate;
import io.jenkins.plugins.cinderbackup.restic.SnapshotChoice;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.YesNoMaybe;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code cinderBackup}: a build parameter whose value says which backup is meant, as {@code cinderSnapshotRestore} takes it. Whoever starts a build chooses
 * from what the catalog knows of a source. Another value may be given too, by a script: it is only checked for its form, and whether there is such a backup
 * says the step.
 */
public final class CinderBackupParameterDefinition extends SimpleParameterDefinition {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 80;
    private static final NumberCheck LIMIT = new NumberCheck("limit", PlanCheck::limit);

    private String cluster;
    private String namespace;
    private String pvc;
    private String volumeId;
    private String repository;
    private int limit = 100;

    @DataBoundConstructor
    public CinderBackupParameterDefinition(@NonNull String name) {
        super(name);
    }

    /** Name or URL of the cluster that was backed up; the only one configured if null. */
    @CheckForNull
    public String getCluster() {
        return cluster;
    }

    @DataBoundSetter
    public void setCluster(@CheckForNull String cluster) {
        this.cluster = Util.fixEmptyAndTrim(cluster);
    }

    /** The namespace of the PVC that was backed up; the cluster's default if null. */
    @CheckForNull
    public String getNamespace() {
        return namespace;
    }

    @DataBoundSetter
    public void setNamespace(@CheckForNull String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    /** The PVC that was backed up. */
    @CheckForNull
    public String getPvc() {
        return pvc;
    }

    @DataBoundSetter
    public void setPvc(@CheckForNull String pvc) {
        this.pvc = Util.fixEmptyAndTrim(pvc);
    }

    /** The Cinder volume, where it was backed up by its id alone. */
    @CheckForNull
    public String getVolumeId() {
        return volumeId;
    }

    @DataBoundSetter
    public void setVolumeId(@CheckForNull String volumeId) {
        this.volumeId = Util.fixEmptyAndTrim(volumeId);
    }

    /** Name of a configured repository, or the URL of one; any if null. */
    @CheckForNull
    public String getRepository() {
        return repository;
    }

    @DataBoundSetter
    public void setRepository(@CheckForNull String repository) {
        this.repository = Util.fixEmptyAndTrim(repository);
    }

    /** So many of the newest are offered at most. */
    public int getLimit() {
        return limit;
    }

    @DataBoundSetter
    public void setLimit(int limit) {
        this.limit = limit;
    }

    /** What is wrong with it, whatever is configured but for repositories. */
    List<Finding> problems() {
        Findings problems = new Findings();
        problems.add(missingSource());
        problems.add(CloudRunStep.NAMESPACE.problem(namespace));
        problems.add(CloudRunStep.PVC.problem(pvc));
        problems.add(CloudRunStep.VOLUME_ID.problem(volumeId));
        repositoryProblems().forEach(sentence -> problems.add(sentence));
        problems.add(LIMIT.problem(limit));
        return problems.list();
    }

    private Optional<Finding> missingSource() {
        return pvc == null && volumeId == null
                ? Optional.of(
                        Finding.of(
                                "pvc is missing: name the PVC whose backups are to be offered, or the Cinder volume that was backed up with `volumeId`."))
                : Optional.empty();
    }

    private List<String> repositoryProblems() {
        return repository == null
                        || CinderBackupConfiguration.get()
                                .repository(repository)
                                .isPresent()
                ? List.of()
                : RepositoryTemplate.problems(repository);
    }

    /** What the form offers whoever starts a build and may do so. */
    @NonNull
    public OfferedBackups getOffered() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        return offeredFor(request == null ? null : request.findAncestorObject(Job.class));
    }

    /** @param job which would be built */
    @NonNull
    OfferedBackups offeredFor(@CheckForNull Item job) {
        return job != null && job.hasPermission(Item.BUILD)
                ? OfferedBackups.of(
                        this,
                        CinderBackupConfiguration.get(),
                        BackupServices.get().catalog(),
                        Ticker.system().now())
                : OfferedBackups.NONE;
    }

    @Override
    public ParameterValue getDefaultParameterValue() {
        return value(SnapshotChoice.LATEST);
    }

    @Override
    public ParameterValue createValue(StaplerRequest2 req, JSONObject jo) {
        return createValue(jo.optString("value"));
    }

    /** @throws IllegalArgumentException if it cannot be a backup */
    @Override
    public ParameterValue createValue(@CheckForNull String text) {
        String wanted = Optional.ofNullable(Util.fixEmptyAndTrim(text)).orElse(SnapshotChoice.LATEST);
        List<String> problems = problems(wanted);
        if (!problems.isEmpty()) {
            throw new RefusedValue("Parameter " + Printable.text(getName(), SHOWN) + ": " + String.join(" ", problems));
        }
        return value(wanted);
    }

    private ParameterValue value(String backup) {
        return new StringParameterValue(getName(), backup, getDescription());
    }

    private static List<String> problems(String backup) {
        return new BackupChoice(backup, null, List.of()).problems();
    }

    @Override
    public boolean isValid(ParameterValue value) {
        return value instanceof StringParameterValue text
                && problems(text.getValue()).isEmpty();
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    @Symbol("cinderBackup")
    public static final class DescriptorImpl extends ParameterDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.CinderBackupParameterDefinition_DisplayName();
        }

        @POST
        public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
            return new TextCheck("name", (field, text) -> PlanCheck.required(field, text, "give the parameter a name."))
                    .inForm(item, value);
        }

        @POST
        public FormValidation doCheckNamespace(@AncestorInPath Item item, @QueryParameter String value) {
            return CloudRunStep.NAMESPACE.inForm(item, value);
        }

        @POST
        public FormValidation doCheckPvc(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String volumeId) {
            return FormCheck.findings(item, value, text -> {
                CinderBackupParameterDefinition parameter = new CinderBackupParameterDefinition("");
                parameter.setPvc(text);
                parameter.setVolumeId(volumeId);
                return Stream.of(parameter.missingSource(), CloudRunStep.PVC.problem(text))
                        .flatMap(Optional::stream)
                        .toList();
            });
        }

        @POST
        public FormValidation doCheckVolumeId(@AncestorInPath Item item, @QueryParameter String value) {
            return CloudRunStep.VOLUME_ID.inForm(item, value);
        }

        @POST
        public FormValidation doCheckRepository(@AncestorInPath Item item, @QueryParameter String value) {
            return FormCheck.sentences(item, value, text -> {
                CinderBackupParameterDefinition parameter = new CinderBackupParameterDefinition("");
                parameter.setRepository(text);
                return parameter.repositoryProblems();
            });
        }

        @POST
        public FormValidation doCheckLimit(@AncestorInPath Item item, @QueryParameter String value) {
            return LIMIT.inForm(item, value);
        }
    }
}
