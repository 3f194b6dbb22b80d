package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.cinderbackup.config.KubernetesApi;
import io.jenkins.plugins.cinderbackup.config.NumberCheck;
import io.jenkins.plugins.cinderbackup.config.TextCheck;
import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupOperation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code cinderVolumeBackup}: has Cinder back a volume up itself, or all volumes of a server. */
public final class CinderVolumeBackupStep extends CinderActionStep {
    static final List<String> INCREMENTAL = List.of("auto", "true", "false");
    static final String SNAPSHOT = "snapshot";
    static final List<String> SOURCES = List.of(SNAPSHOT, "volume");
    static final TextCheck SNAPSHOT_ID = new TextCheck("snapshotId", PlanCheck::snapshotId);
    static final TextCheck SERVER = new TextCheck("server", PlanCheck::serverId);
    static final NumberCheck MAX_INCREMENTS = new NumberCheck("maxIncrements", PlanCheck::count);

    static final TextCheck NAME = new TextCheck("name", PlanCheck::cinderName);
    static final TextCheck DESCRIPTION = new TextCheck("description", PlanCheck::cinderName);

    private String cluster;
    private KubernetesApi kubernetes;
    private String namespace;
    private String pvc;
    private String volumeId;
    private String volume;
    private String server;
    private String name;
    private String description;
    private String container;
    private String availabilityZone;
    private List<KeyValue> metadata = new ArrayList<>();
    private String incremental = INCREMENTAL.get(0);
    private int maxIncrements = 6;
    private boolean force = true;
    private String source = SNAPSHOT;
    private String snapshotId;
    private VolumeBackupRetention retention = new VolumeBackupRetention();
    private ObjectiveOptions objective = new ObjectiveOptions();

    @DataBoundConstructor
    public CinderVolumeBackupStep() {
        super(86_400);
    }

    @Override
    boolean ignoresUnknownFields() {
        return true;
    }

    @Override
    Operation<?> operation() {
        return VolumeBackupOperation.OPERATION;
    }

    @Override
    PlannedRun<?> plan(Planning planning) {
        return new VolumeBackupPlanMaker(this, planning).make();
    }

    @Override
    List<Finding> problems() {
        Findings problems = new Findings();
        problems.add(sourceProblem());
        problems.add(CloudRunStep.VOLUME_ID.problem(volumeId));
        problems.add(SERVER.problem(server));
        if (server != null && snapshotId != null) {
            problems.add(
                    "snapshotId is of one volume, and server asks for all volumes of a server.",
                    "remove `snapshotId`, or set `volumeId` in place of `server`");
        }
        problems.add(CloudRunStep.NAMESPACE.problem(namespace));
        problems.add(CloudRunStep.PVC.problem(pvc));
        problems.add(NAME.problem(name));
        problems.add(DESCRIPTION.problem(description));
        problems.add(SNAPSHOT_ID.problem(snapshotId));
        problems.add(PlanCheck.oneOf("incremental", incremental, INCREMENTAL));
        problems.add(PlanCheck.oneOf("source", source, SOURCES));
        problems.add(MAX_INCREMENTS.problem(maxIncrements));
        problems.add(TIMEOUT.problem(getTimeout()));
        problems.addAll(KeyValue.metadataProblems("metadata", metadata));
        problems.addAll(retention.problems());
        problems.addAll(objective.problems());
        return problems.list();
    }

    private Optional<Finding> sourceProblem() {
        List<String> named = sources().entrySet().stream()
                .filter(source -> source.getValue() != null)
                .map(source -> "`" + source.getKey() + "`")
                .toList();
        if (named.isEmpty()) {
            return Optional.of(
                    Finding.of(
                            "Nothing says which volume to back up.",
                            "set `volumeId`, `volume` to its name, `pvc` to the PVC that it is behind, or `server` for all volumes of a server"));
        }
        return named.size() == 1
                ? Optional.empty()
                : Optional.of(Finding.of(
                        "What to back up is named more than once: " + String.join(", ", named) + ".",
                        "leave one of them, and remove the others"));
    }

    /** What names the volume, by field; null where it does not. */
    private Map<String, String> sources() {
        Map<String, String> sources = new LinkedHashMap<>();
        sources.put("volumeId", volumeId);
        sources.put("volume", volume);
        sources.put("pvc", pvc);
        sources.put("server", server);
        return sources;
    }

    /** Name of a cluster of the global configuration; the only one if null. For a PVC alone. */
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

    /** The namespace of the PVC; the cluster's default if null. */
    @CheckForNull
    public String getNamespace() {
        return namespace;
    }

    @DataBoundSetter
    public void setNamespace(@CheckForNull String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    /** The PVC whose volume is backed up. */
    @CheckForNull
    public String getPvc() {
        return pvc;
    }

    @DataBoundSetter
    public void setPvc(@CheckForNull String pvc) {
        this.pvc = Util.fixEmptyAndTrim(pvc);
    }

    /** The id of the volume. */
    @CheckForNull
    public String getVolumeId() {
        return volumeId;
    }

    @DataBoundSetter
    public void setVolumeId(@CheckForNull String volumeId) {
        this.volumeId = Util.fixEmptyAndTrim(volumeId);
    }

    /** The name of the volume in place of its id; it must be the only one of this name. */
    @CheckForNull
    public String getVolume() {
        return volume;
    }

    @DataBoundSetter
    public void setVolume(@CheckForNull String volume) {
        this.volume = Util.fixEmptyAndTrim(volume);
    }

    /** The id of the server of which all volumes are backed up, each by itself. */
    @CheckForNull
    public String getServer() {
        return server;
    }

    @DataBoundSetter
    public void setServer(@CheckForNull String server) {
        this.server = Util.fixEmptyAndTrim(server);
    }

    /** The backup's name; one of the volume and the time if null. Of several backups each has that of its volume behind it. */
    @CheckForNull
    public String getName() {
        return name;
    }

    @DataBoundSetter
    public void setName(@CheckForNull String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    /** What an administrator reads of the backup in Cinder; which job has made it if null. */
    @CheckForNull
    public String getDescription() {
        return description;
    }

    @DataBoundSetter
    public void setDescription(@CheckForNull String description) {
        this.description = Util.fixEmptyAndTrim(description);
    }

    /** Where to, as the backup driver calls that; Cinder's choice if null. */
    @CheckForNull
    public String getContainer() {
        return container;
    }

    @DataBoundSetter
    public void setContainer(@CheckForNull String container) {
        this.container = Util.fixEmptyAndTrim(container);
    }

    /** Where the backup service is; Cinder's choice if null. */
    @CheckForNull
    public String getAvailabilityZone() {
        return availabilityZone;
    }

    @DataBoundSetter
    public void setAvailabilityZone(@CheckForNull String availabilityZone) {
        this.availabilityZone = Util.fixEmptyAndTrim(availabilityZone);
    }

    /** What is written on the backup beside our tags. */
    public List<KeyValue> getMetadata() {
        return metadata;
    }

    @DataBoundSetter
    public void setMetadata(@CheckForNull List<KeyValue> metadata) {
        this.metadata = metadata == null ? new ArrayList<>() : new ArrayList<>(metadata);
    }

    /** Whether only what has changed is backed up: {@code auto}, {@code true} or {@code false}. */
    public String getIncremental() {
        return incremental;
    }

    @DataBoundSetter
    public void setIncremental(@CheckForNull String incremental) {
        this.incremental = Texts.orDefault(incremental, INCREMENTAL.get(0));
    }

    /** After so many increments a full backup follows; 0 for no limit. */
    public int getMaxIncrements() {
        return maxIncrements;
    }

    @DataBoundSetter
    public void setMaxIncrements(int maxIncrements) {
        this.maxIncrements = maxIncrements;
    }

    /** Also when the volume is attached. */
    public boolean isForce() {
        return force;
    }

    @DataBoundSetter
    public void setForce(boolean force) {
        this.force = force;
    }

    /** What Cinder reads: {@code snapshot} or {@code volume}. */
    public String getSource() {
        return source;
    }

    @DataBoundSetter
    public void setSource(@CheckForNull String source) {
        this.source = Texts.orDefault(source, SNAPSHOT);
    }

    /** The snapshot that Cinder reads, which is there already. */
    @CheckForNull
    public String getSnapshotId() {
        return snapshotId;
    }

    @DataBoundSetter
    public void setSnapshotId(@CheckForNull String snapshotId) {
        this.snapshotId = Util.fixEmptyAndTrim(snapshotId);
    }

    /** Which backups of this job stay. */
    public VolumeBackupRetention getRetention() {
        return retention;
    }

    @DataBoundSetter
    public void setRetention(@CheckForNull VolumeBackupRetention retention) {
        this.retention = retention == null ? new VolumeBackupRetention() : retention;
    }

    /** What the backups of the volume are to achieve. */
    public ObjectiveOptions getObjective() {
        return objective;
    }

    @DataBoundSetter
    public void setObjective(@CheckForNull ObjectiveOptions objective) {
        this.objective = objective == null ? new ObjectiveOptions() : objective;
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends VolumeBackupStepDescriptor {
        @Override
        public String getFunctionName() {
            return "cinderVolumeBackup";
        }
    }
}
