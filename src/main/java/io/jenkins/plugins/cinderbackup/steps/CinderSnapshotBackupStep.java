package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.cinderbackup.config.KubernetesApi;
import io.jenkins.plugins.cinderbackup.config.OpenstackCloud;
import io.jenkins.plugins.cinderbackup.config.ResourceOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenkins.YesNoMaybe;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code cinderSnapshotBackup}: backs up a PVC from a snapshot of its Cinder volume. Configuration only; see {@link BackupSettings}. */
public final class CinderSnapshotBackupStep extends Step {
    private final BackupSettings settings = new BackupSettings();

    @DataBoundConstructor
    public CinderSnapshotBackupStep() {
        // All is set by the setters, and checked all at once when the step starts
    }

    @Override
    public StepExecution start(StepContext context) {
        return new CinderSnapshotBackupExecution(context, settings);
    }

    BackupSettings settings() {
        return settings;
    }

    @CheckForNull
    public String getCloud() {
        return settings.getCloud();
    }

    @DataBoundSetter
    public void setCloud(@CheckForNull String cloud) {
        settings.setCloud(cloud);
    }

    @CheckForNull
    public OpenstackCloud getOpenstack() {
        return settings.getOpenstack();
    }

    @DataBoundSetter
    public void setOpenstack(@CheckForNull OpenstackCloud openstack) {
        settings.setOpenstack(openstack);
    }

    @CheckForNull
    public String getCluster() {
        return settings.getCluster();
    }

    @DataBoundSetter
    public void setCluster(@CheckForNull String cluster) {
        settings.setCluster(cluster);
    }

    @CheckForNull
    public KubernetesApi getKubernetes() {
        return settings.getKubernetes();
    }

    @DataBoundSetter
    public void setKubernetes(@CheckForNull KubernetesApi kubernetes) {
        settings.setKubernetes(kubernetes);
    }

    @CheckForNull
    public String getNamespace() {
        return settings.getNamespace();
    }

    @DataBoundSetter
    public void setNamespace(@CheckForNull String namespace) {
        settings.setNamespace(namespace);
    }

    @CheckForNull
    public String getPvc() {
        return settings.getPvc();
    }

    @DataBoundSetter
    public void setPvc(@CheckForNull String pvc) {
        settings.setPvc(pvc);
    }

    @CheckForNull
    public String getVolumeId() {
        return settings.getVolumeId();
    }

    @DataBoundSetter
    public void setVolumeId(@CheckForNull String volumeId) {
        settings.setVolumeId(volumeId);
    }

    public String getFsType() {
        return settings.getFsType();
    }

    @DataBoundSetter
    public void setFsType(@CheckForNull String fsType) {
        settings.setFsType(fsType);
    }

    public SnapshotOptions getSnapshot() {
        return settings.getSnapshot();
    }

    @DataBoundSetter
    public void setSnapshot(@CheckForNull SnapshotOptions snapshot) {
        settings.setSnapshot(snapshot);
    }

    public TemporaryVolumeOptions getTemporaryVolume() {
        return settings.getTemporaryVolume();
    }

    @DataBoundSetter
    public void setTemporaryVolume(@CheckForNull TemporaryVolumeOptions temporaryVolume) {
        settings.setTemporaryVolume(temporaryVolume);
    }

    public RepositoryOptions getRepository() {
        return settings.getRepository();
    }

    @DataBoundSetter
    public void setRepository(@CheckForNull RepositoryOptions repository) {
        settings.setRepository(repository);
    }

    @CheckForNull
    public String getHost() {
        return settings.getHost();
    }

    @DataBoundSetter
    public void setHost(@CheckForNull String host) {
        settings.setHost(host);
    }

    public List<String> getPaths() {
        return settings.getPaths();
    }

    @DataBoundSetter
    public void setPaths(@CheckForNull List<String> paths) {
        settings.setPaths(paths);
    }

    public List<String> getExclude() {
        return settings.getExclude();
    }

    @DataBoundSetter
    public void setExclude(@CheckForNull List<String> exclude) {
        settings.setExclude(exclude);
    }

    public List<String> getTags() {
        return settings.getTags();
    }

    @DataBoundSetter
    public void setTags(@CheckForNull List<String> tags) {
        settings.setTags(tags);
    }

    public ResticRetention getRetention() {
        return settings.getRetention();
    }

    @DataBoundSetter
    public void setRetention(@CheckForNull ResticRetention retention) {
        settings.setRetention(retention);
    }

    public ResourceOptions getResources() {
        return settings.getResources();
    }

    @DataBoundSetter
    public void setResources(@CheckForNull ResourceOptions resources) {
        settings.setResources(resources);
    }

    public JobOptions getJob() {
        return settings.getJob();
    }

    @DataBoundSetter
    public void setJob(@CheckForNull JobOptions job) {
        settings.setJob(job);
    }

    public CleanupOptions getCleanup() {
        return settings.getCleanup();
    }

    @DataBoundSetter
    public void setCleanup(@CheckForNull CleanupOptions cleanup) {
        settings.setCleanup(cleanup);
    }

    public GuardOptions getGuard() {
        return settings.getGuard();
    }

    @DataBoundSetter
    public void setGuard(@CheckForNull GuardOptions guard) {
        settings.setGuard(guard);
    }

    public boolean isFailOnUnstable() {
        return settings.isFailOnUnstable();
    }

    @DataBoundSetter
    public void setFailOnUnstable(boolean failOnUnstable) {
        settings.setFailOnUnstable(failOnUnstable);
    }

    public boolean isDryRun() {
        return settings.isDryRun();
    }

    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        settings.setDryRun(dryRun);
    }

    /** What a Pipeline has written that is no field of ours, in sentences. */
    public List<String> getUnknownFields() {
        return settings.getUnknownFields();
    }

    /** Not for Pipelines, whose own use of it is as unknown as any other field: {@link DescriptorImpl#customInstantiate} alone sets it. */
    @DataBoundSetter
    public void setUnknownFields(@CheckForNull List<String> unknownFields) {
        settings.setUnknownFields(unknownFields);
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends StepDescriptor implements CustomDescribableModel {
        private static final String UNKNOWN_FIELDS = "unknownFields";

        /** What is misspelt is said by the run, which is unstable for it, and not by Jenkins, for which it is a line among others. */
        @NonNull
        @Override
        public Map<String, Object> customInstantiate(@NonNull Map<String, Object> arguments) {
            KnownFields fields = new KnownFields(CinderSnapshotBackupStep.class, UNKNOWN_FIELDS, arguments);
            Map<String, Object> customized = new LinkedHashMap<>(fields.known());
            if (!fields.problems().isEmpty()) {
                customized.put(UNKNOWN_FIELDS, fields.problems());
            }
            return customized;
        }

        @Override
        public String getFunctionName() {
            return "cinderSnapshotBackup";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.CinderSnapshotBackupStep_DisplayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }

        @CheckForNull
        @Override
        public String argumentsToString(@NonNull Map<String, Object> namedArgs) {
            Object pvc = namedArgs.get("pvc");
            if (pvc == null) {
                Object volumeId = namedArgs.get("volumeId");
                return volumeId == null ? null : volumeId.toString();
            }
            Object namespace = namedArgs.get("namespace");
            return namespace == null ? pvc.toString() : namespace + "/" + pvc;
        }
    }
}
