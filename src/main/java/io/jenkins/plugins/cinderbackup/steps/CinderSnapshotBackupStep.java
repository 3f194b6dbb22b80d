package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.cinderbackup.config.KubernetesApi;
import io.jenkins.plugins.cinderbackup.config.OpenstackCloud;
import io.jenkins.plugins.cinderbackup.config.ResourceOptions;
import io.jenkins.plugins.cinderbackup.config.TextCheck;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import io.jenkins.plugins.cinderbackup.restic.BackupSource;
import io.jenkins.plugins.cinderbackup.restic.SnapshotTags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import jenkins.YesNoMaybe;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code cinderSnapshotBackup}: backs up a PVC from a snapshot of its Cinder volume. It is the settings of a backup and nothing else; a text that is
 * empty is as good as none.
 */
public final class CinderSnapshotBackupStep extends Step {
    static final List<String> FILE_SYSTEMS = List.of("ext4", "ext3", "ext2", "xfs");
    static final TextCheck NAMESPACE = new TextCheck("namespace", PlanCheck::label1123);
    static final TextCheck PVC = new TextCheck("pvc", PlanCheck::name1123);
    static final TextCheck VOLUME_ID = new TextCheck("volumeId", PlanCheck::volumeId);
    private static final String DEFAULT_FS_TYPE = FILE_SYSTEMS.get(0);

    private String cloud;
    private OpenstackCloud openstack;
    private String cluster;
    private KubernetesApi kubernetes;
    private String namespace;
    private String pvc;
    private String volumeId;
    private String fsType = DEFAULT_FS_TYPE;
    private SnapshotOptions snapshot = new SnapshotOptions();
    private TemporaryVolumeOptions temporaryVolume = new TemporaryVolumeOptions();
    private RepositoryOptions repository = new RepositoryOptions();
    private String host;
    private List<String> paths = new ArrayList<>(List.of("/"));
    private List<String> exclude = new ArrayList<>(List.of("lost+found"));
    private List<String> tags = new ArrayList<>();
    private ResticRetention retention = new ResticRetention();
    private ResourceOptions resources = new ResourceOptions();
    private JobOptions job = new JobOptions();
    private CleanupOptions cleanup = new CleanupOptions();
    private GuardOptions guard = new GuardOptions();
    private boolean failOnUnstable;
    private boolean dryRun;
    private List<String> unknownFields = new ArrayList<>();

    @DataBoundConstructor
    public CinderSnapshotBackupStep() {
        // All is set by the setters, and checked all at once when the step starts
    }

    @Override
    public StepExecution start(StepContext context) {
        return new CinderSnapshotBackupExecution(context, this);
    }

    /** A freestyle job's file may come from a script: a text, list or section that it does not mention has its default. */
    private Object readResolve() {
        return Expansion.of(this, UnaryOperator.identity());
    }

    /** What is wrong with it, whatever is configured. */
    List<Finding> problems() {
        Findings problems = new Findings();
        problems.add(missingPvc());
        problems.add(NAMESPACE.problem(namespace));
        problems.add(PVC.problem(pvc));
        problems.add(VOLUME_ID.problem(volumeId));
        problems.add(PlanCheck.oneOf("fsType", fsType, FILE_SYSTEMS));
        problems.addAll(snapshot.problems());
        problems.addAll(temporaryVolume.problems());
        problems.addAll(repository.problems());
        sourceProblems().forEach(sentence -> problems.add(sentence));
        problems.addAll(retention.problems(source().tags()));
        problems.addAll(resources.problems());
        problems.addAll(job.problems());
        problems.addAll(cleanup.problems());
        problems.addAll(guard.problems());
        return problems.list();
    }

    Optional<Finding> missingPvc() {
        return pvc == null && volumeId == null
                ? Optional.of(
                        Finding.of("pvc is missing: name the PVC to back up, or a Cinder volume with `volumeId`."))
                : Optional.empty();
    }

    List<String> sourceProblems() {
        BackupSource source = source();
        return Stream.concat(source.problems().stream(), SnapshotTags.problemsOfOwn(source.tags()).stream())
                .toList();
    }

    /** With some host where none is set. */
    BackupSource source() {
        return source("host");
    }

    /** @param defaultHost where none is set */
    BackupSource source(String defaultHost) {
        return new BackupSource(
                host == null ? defaultHost : host, Texts.filled(tags), Texts.filled(paths), Texts.filled(exclude));
    }

    /** Name of a cloud of the global configuration; the only one if null. */
    @CheckForNull
    public String getCloud() {
        return cloud;
    }

    @DataBoundSetter
    public void setCloud(@CheckForNull String cloud) {
        this.cloud = Util.fixEmptyAndTrim(cloud);
    }

    /** The cloud written inline. */
    @CheckForNull
    public OpenstackCloud getOpenstack() {
        return openstack;
    }

    @DataBoundSetter
    public void setOpenstack(@CheckForNull OpenstackCloud openstack) {
        this.openstack = openstack;
    }

    /** Name of a cluster of the global configuration; the only one if null. */
    @CheckForNull
    public String getCluster() {
        return cluster;
    }

    @DataBoundSetter
    public void setCluster(@CheckForNull String cluster) {
        this.cluster = Util.fixEmptyAndTrim(cluster);
    }

    /** The cluster written inline. */
    @CheckForNull
    public KubernetesApi getKubernetes() {
        return kubernetes;
    }

    @DataBoundSetter
    public void setKubernetes(@CheckForNull KubernetesApi kubernetes) {
        this.kubernetes = kubernetes;
    }

    /** The source PVC's namespace; the cluster's default if null. */
    @CheckForNull
    public String getNamespace() {
        return namespace;
    }

    @DataBoundSetter
    public void setNamespace(@CheckForNull String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    /** The source PVC. */
    @CheckForNull
    public String getPvc() {
        return pvc;
    }

    @DataBoundSetter
    public void setPvc(@CheckForNull String pvc) {
        this.pvc = Util.fixEmptyAndTrim(pvc);
    }

    /** A Cinder volume id, with or instead of the PVC. */
    @CheckForNull
    public String getVolumeId() {
        return volumeId;
    }

    @DataBoundSetter
    public void setVolumeId(@CheckForNull String volumeId) {
        this.volumeId = Util.fixEmptyAndTrim(volumeId);
    }

    /** The file system of a volume that is named by id alone. */
    public String getFsType() {
        return fsType;
    }

    @DataBoundSetter
    public void setFsType(@CheckForNull String fsType) {
        this.fsType = Util.fixEmptyAndTrim(fsType) == null ? DEFAULT_FS_TYPE : fsType.trim();
    }

    /** How the Cinder snapshot is taken. */
    public SnapshotOptions getSnapshot() {
        return snapshot;
    }

    @DataBoundSetter
    public void setSnapshot(@CheckForNull SnapshotOptions snapshot) {
        this.snapshot = snapshot == null ? new SnapshotOptions() : snapshot;
    }

    /** The volume made from it. */
    public TemporaryVolumeOptions getTemporaryVolume() {
        return temporaryVolume;
    }

    @DataBoundSetter
    public void setTemporaryVolume(@CheckForNull TemporaryVolumeOptions temporaryVolume) {
        this.temporaryVolume = temporaryVolume == null ? new TemporaryVolumeOptions() : temporaryVolume;
    }

    /** Where the backup goes. */
    public RepositoryOptions getRepository() {
        return repository;
    }

    @DataBoundSetter
    public void setRepository(@CheckForNull RepositoryOptions repository) {
        this.repository = repository == null ? new RepositoryOptions() : repository;
    }

    /** restic's host; {@code namespace-pvc} if null. */
    @CheckForNull
    public String getHost() {
        return host;
    }

    @DataBoundSetter
    public void setHost(@CheckForNull String host) {
        this.host = Util.fixEmptyAndTrim(host);
    }

    /** What is backed up, relative to the volume's root. */
    public List<String> getPaths() {
        return paths;
    }

    @DataBoundSetter
    public void setPaths(@CheckForNull List<String> paths) {
        this.paths = Texts.entries(paths);
    }

    /** restic's exclude patterns, relative to the volume's root. */
    public List<String> getExclude() {
        return exclude;
    }

    @DataBoundSetter
    public void setExclude(@CheckForNull List<String> exclude) {
        this.exclude = Texts.entries(exclude);
    }

    /** restic tags besides our own. */
    public List<String> getTags() {
        return tags;
    }

    @DataBoundSetter
    public void setTags(@CheckForNull List<String> tags) {
        this.tags = Texts.entries(tags);
    }

    /** What restic keeps. */
    public ResticRetention getRetention() {
        return retention;
    }

    @DataBoundSetter
    public void setRetention(@CheckForNull ResticRetention retention) {
        this.retention = retention == null ? new ResticRetention() : retention;
    }

    /** CPU and memory of restic. */
    public ResourceOptions getResources() {
        return resources;
    }

    @DataBoundSetter
    public void setResources(@CheckForNull ResourceOptions resources) {
        this.resources = resources == null ? new ResourceOptions() : resources;
    }

    /** The Job that runs restic. */
    public JobOptions getJob() {
        return job;
    }

    @DataBoundSetter
    public void setJob(@CheckForNull JobOptions job) {
        this.job = job == null ? new JobOptions() : job;
    }

    /** The removal of what was created. */
    public CleanupOptions getCleanup() {
        return cleanup;
    }

    @DataBoundSetter
    public void setCleanup(@CheckForNull CleanupOptions cleanup) {
        this.cleanup = cleanup == null ? new CleanupOptions() : cleanup;
    }

    /** What makes a backup suspicious that restic has no complaint about. */
    public GuardOptions getGuard() {
        return guard;
    }

    @DataBoundSetter
    public void setGuard(@CheckForNull GuardOptions guard) {
        this.guard = guard == null ? new GuardOptions() : guard;
    }

    /** Whether what would be unstable fails. */
    public boolean isFailOnUnstable() {
        return failOnUnstable;
    }

    @DataBoundSetter
    public void setFailOnUnstable(boolean failOnUnstable) {
        this.failOnUnstable = failOnUnstable;
    }

    /** Whether only the checks are made and the plan is printed. */
    public boolean isDryRun() {
        return dryRun;
    }

    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    /** What a Pipeline has written that is no field of ours, in sentences: a run says so, and is unstable for it. */
    public List<String> getUnknownFields() {
        return unknownFields;
    }

    /** Not for Pipelines, whose own use of it is as unknown as any other field: {@link DescriptorImpl#customInstantiate} alone sets it. */
    @DataBoundSetter
    public void setUnknownFields(@CheckForNull List<String> unknownFields) {
        this.unknownFields = unknownFields == null ? new ArrayList<>() : new ArrayList<>(unknownFields);
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends BackupStepDescriptor implements CustomDescribableModel {
        /** What is misspelt is said by the run, which is unstable for it, and not by Jenkins, for which it is a line among others. */
        @NonNull
        @Override
        public Map<String, Object> customInstantiate(@NonNull Map<String, Object> arguments) {
            return KnownFields.customized(CinderSnapshotBackupStep.class, "unknownFields", arguments);
        }

        @Override
        public String getFunctionName() {
            return "cinderSnapshotBackup";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }
    }
}
