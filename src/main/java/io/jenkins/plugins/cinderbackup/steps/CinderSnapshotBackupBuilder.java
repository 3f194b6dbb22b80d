package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.model.Result;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import io.jenkins.plugins.cinderbackup.config.KubernetesApi;
import io.jenkins.plugins.cinderbackup.config.OpenstackCloud;
import io.jenkins.plugins.cinderbackup.config.ResourceOptions;
import io.jenkins.plugins.cinderbackup.page.BackupRecord;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import jenkins.YesNoMaybe;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * The same backup as a build step of a freestyle job. Environment variables are put into its texts. It holds the build's executor until the run is
 * over, and no other thread; a build that does not survive a restart leaves its journal to the background.
 *
 * <p>It is no {@code SimpleBuildStep}: Pipeline has {@link CinderSnapshotBackupStep}, which survives a restart.
 */
public final class CinderSnapshotBackupBuilder extends Builder {
    private final BackupSettings settings = new BackupSettings();

    @DataBoundConstructor
    public CinderSnapshotBackupBuilder() {
        // All is set by the setters, and checked all at once when the build step starts
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        EnvVars environment = build.getEnvironment(listener).overrideAll(build.getBuildVariables());
        BackupSettings expanded = Expansion.of(this, environment::expand).settings;
        BackupRecord backup = new BlockingRun().run(expanded, build, listener);
        switch (backup.getResult()) {
            case SUCCESS -> {}
            case UNSTABLE -> unstable(backup, build);
            case FAILURE -> throw new AbortException(backup.getFailure());
            case ABORTED -> throw new InterruptedException("The backup was aborted");
        }
        return true;
    }

    /** A job's file may come from an earlier version, or from a script: a text, list or section that it does not mention has its default. */
    private Object readResolve() {
        return settings == null ? new CinderSnapshotBackupBuilder() : Expansion.of(this, UnaryOperator.identity());
    }

    private void unstable(BackupRecord backup, AbstractBuild<?, ?> build) throws AbortException {
        if (settings.isFailOnUnstable()) {
            throw new AbortException(backup.unstableBecause());
        }
        build.setResult(Result.UNSTABLE);
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

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    @Symbol("cinderSnapshotBackup")
    public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {
        @Override
        @SuppressWarnings("rawtypes") // as it is declared
        public boolean isApplicable(Class<? extends AbstractProject> jobType) {
            return true;
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.CinderSnapshotBackupStep_DisplayName();
        }
    }
}
