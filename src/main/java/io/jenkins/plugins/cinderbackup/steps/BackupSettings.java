package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Describable;
import io.jenkins.plugins.cinderbackup.config.KubernetesApi;
import io.jenkins.plugins.cinderbackup.config.OpenstackCloud;
import io.jenkins.plugins.cinderbackup.config.ResourceOptions;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a user may set for a backup. Whatever starts one holds one of these and passes its own fields on to it, so that a field, its
 * default and its check ({@link PlanMaker}) exist once. A text that is empty is as good as none.
 */
public final class BackupSettings implements Describable<BackupSettings>, Serializable {
    private static final long serialVersionUID = 1L;
    private static final String DEFAULT_FS_TYPE = "ext4";

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

    /** Name of a cloud of the global configuration; the only one if null. */
    @CheckForNull
    public String getCloud() {
        return cloud;
    }

    public void setCloud(@CheckForNull String cloud) {
        this.cloud = Util.fixEmptyAndTrim(cloud);
    }

    /** The cloud written inline. */
    @CheckForNull
    public OpenstackCloud getOpenstack() {
        return openstack;
    }

    public void setOpenstack(@CheckForNull OpenstackCloud openstack) {
        this.openstack = openstack;
    }

    /** Name of a cluster of the global configuration; the only one if null. */
    @CheckForNull
    public String getCluster() {
        return cluster;
    }

    public void setCluster(@CheckForNull String cluster) {
        this.cluster = Util.fixEmptyAndTrim(cluster);
    }

    /** The cluster written inline. */
    @CheckForNull
    public KubernetesApi getKubernetes() {
        return kubernetes;
    }

    public void setKubernetes(@CheckForNull KubernetesApi kubernetes) {
        this.kubernetes = kubernetes;
    }

    /** The source PVC's namespace; the cluster's default if null. */
    @CheckForNull
    public String getNamespace() {
        return namespace;
    }

    public void setNamespace(@CheckForNull String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    /** The source PVC. */
    @CheckForNull
    public String getPvc() {
        return pvc;
    }

    public void setPvc(@CheckForNull String pvc) {
        this.pvc = Util.fixEmptyAndTrim(pvc);
    }

    /** A Cinder volume id, with or instead of the PVC. */
    @CheckForNull
    public String getVolumeId() {
        return volumeId;
    }

    public void setVolumeId(@CheckForNull String volumeId) {
        this.volumeId = Util.fixEmptyAndTrim(volumeId);
    }

    /** The file system of a volume that is named by id alone. */
    public String getFsType() {
        return fsType;
    }

    public void setFsType(@CheckForNull String fsType) {
        this.fsType = Util.fixEmptyAndTrim(fsType) == null ? DEFAULT_FS_TYPE : fsType.trim();
    }

    /** How the Cinder snapshot is taken. */
    public SnapshotOptions getSnapshot() {
        return snapshot;
    }

    public void setSnapshot(@CheckForNull SnapshotOptions snapshot) {
        this.snapshot = snapshot == null ? new SnapshotOptions() : snapshot;
    }

    /** The volume made from it. */
    public TemporaryVolumeOptions getTemporaryVolume() {
        return temporaryVolume;
    }

    public void setTemporaryVolume(@CheckForNull TemporaryVolumeOptions temporaryVolume) {
        this.temporaryVolume = temporaryVolume == null ? new TemporaryVolumeOptions() : temporaryVolume;
    }

    /** Where the backup goes. */
    public RepositoryOptions getRepository() {
        return repository;
    }

    public void setRepository(@CheckForNull RepositoryOptions repository) {
        this.repository = repository == null ? new RepositoryOptions() : repository;
    }

    /** restic's host; {@code namespace-pvc} if null. */
    @CheckForNull
    public String getHost() {
        return host;
    }

    public void setHost(@CheckForNull String host) {
        this.host = Util.fixEmptyAndTrim(host);
    }

    /** What is backed up, relative to the volume's root. */
    public List<String> getPaths() {
        return paths;
    }

    public void setPaths(@CheckForNull List<String> paths) {
        this.paths = Texts.entries(paths);
    }

    /** restic's exclude patterns, relative to the volume's root. */
    public List<String> getExclude() {
        return exclude;
    }

    public void setExclude(@CheckForNull List<String> exclude) {
        this.exclude = Texts.entries(exclude);
    }

    /** restic tags besides our own. */
    public List<String> getTags() {
        return tags;
    }

    public void setTags(@CheckForNull List<String> tags) {
        this.tags = Texts.entries(tags);
    }

    /** What restic keeps. */
    public ResticRetention getRetention() {
        return retention;
    }

    public void setRetention(@CheckForNull ResticRetention retention) {
        this.retention = retention == null ? new ResticRetention() : retention;
    }

    /** CPU and memory of restic. */
    public ResourceOptions getResources() {
        return resources;
    }

    public void setResources(@CheckForNull ResourceOptions resources) {
        this.resources = resources == null ? new ResourceOptions() : resources;
    }

    /** The Job that runs restic. */
    public JobOptions getJob() {
        return job;
    }

    public void setJob(@CheckForNull JobOptions job) {
        this.job = job == null ? new JobOptions() : job;
    }

    /** The removal of what was created. */
    public CleanupOptions getCleanup() {
        return cleanup;
    }

    public void setCleanup(@CheckForNull CleanupOptions cleanup) {
        this.cleanup = cleanup == null ? new CleanupOptions() : cleanup;
    }

    /** What makes a backup suspicious that restic has no complaint about. */
    public GuardOptions getGuard() {
        return guard;
    }

    public void setGuard(@CheckForNull GuardOptions guard) {
        this.guard = guard == null ? new GuardOptions() : guard;
    }

    /** Whether what would be unstable fails. */
    public boolean isFailOnUnstable() {
        return failOnUnstable;
    }

    public void setFailOnUnstable(boolean failOnUnstable) {
        this.failOnUnstable = failOnUnstable;
    }

    /** Whether only the checks are made and the plan is printed. */
    public boolean isDryRun() {
        return dryRun;
    }

    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    /** What was written that is no field, in sentences: a run says so, and is unstable for it. */
    public List<String> getUnknownFields() {
        return unknownFields;
    }

    public void setUnknownFields(@CheckForNull List<String> unknownFields) {
        this.unknownFields = unknownFields == null ? new ArrayList<>() : new ArrayList<>(unknownFields);
    }
}
