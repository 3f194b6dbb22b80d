package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.cinderbackup.config.NumberCheck;
import io.jenkins.plugins.cinderbackup.config.TextCheck;
import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupPlan;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupPlan.Increment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code cinderVolumeBackup}: has Cinder back a volume up itself. */
public final class CinderVolumeBackupStep extends CinderRunStep {
    static final List<String> INCREMENTAL = List.of("auto", "true", "false");
    static final String SNAPSHOT = "snapshot";
    static final List<String> SOURCES = List.of(SNAPSHOT, "volume");
    static final TextCheck VOLUME_ID = new TextCheck("volumeId", PlanCheck::volumeId);
    static final TextCheck SNAPSHOT_ID = new TextCheck("snapshotId", PlanCheck::snapshotId);
    static final NumberCheck MAX_INCREMENTS = new NumberCheck("maxIncrements", PlanCheck::count);
    static final NumberCheck TIMEOUT = new NumberCheck("timeout", PlanCheck::seconds);

    private static final TextCheck NAME = new TextCheck("name", PlanCheck::cinderName);

    private String volumeId;
    private String volume;
    private String name;
    private String container;
    private String availabilityZone;
    private List<KeyValue> metadata = new ArrayList<>();
    private String incremental = INCREMENTAL.get(0);
    private int maxIncrements = 6;
    private boolean force = true;
    private String source = SNAPSHOT;
    private String snapshotId;
    private VolumeBackupRetention retention = new VolumeBackupRetention();
    private int timeout = 86_400;

    @DataBoundConstructor
    public CinderVolumeBackupStep() {
        // All is set by the setters, and checked all at once when the step starts
    }

    @Override
    Operation<?> operation() {
        return VolumeBackupOperation.OPERATION;
    }

    @Override
    PlannedRun<?> plan(Planning planning) {
        return planned(planning, VolumeBackupOperation.OPERATION, this::plan, null);
    }

    private VolumeBackupPlan plan(String cloudLabel) {
        return new VolumeBackupPlan(
                cloudLabel,
                volumeId,
                volume,
                name,
                container,
                availabilityZone,
                KeyValue.toMap(metadata),
                Increment.valueOf(incremental.toUpperCase(Locale.ROOT)),
                maxIncrements,
                force,
                SNAPSHOT.equals(source) || snapshotId != null,
                snapshotId,
                retention.getKeepLast(),
                retention.getKeepForDays(),
                Duration.ofSeconds(timeout),
                cleanupTimeout(),
                isDryRun(),
                remarks());
    }

    /** What does nothing as it is, or not what was meant. */
    private List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        boolean decides = INCREMENTAL.get(0).equals(incremental);
        if (!decides && maxIncrements != new CinderVolumeBackupStep().maxIncrements) {
            remarks.add("maxIncrements does nothing: `incremental` says whether this is an increment.");
        }
        if (retention.isSet() && decides && maxIncrements == 0) {
            remarks.add(
                    "retention will remove nothing: with maxIncrements 0 there is no second full backup, and each backup is one that the next builds on.");
        }
        return remarks;
    }

    @Override
    List<Finding> problems() {
        Findings problems = new Findings();
        if (volumeId == null && volume == null) {
            problems.add("Nothing says which volume to back up.", "set `volumeId`, or `volume` to its name");
        }
        if (volumeId != null && volume != null) {
            problems.add("Both `volumeId` and `volume` are set: a volume is named by one of them.", "remove one");
        }
        problems.add(VOLUME_ID.problem(volumeId));
        problems.add(NAME.problem(name));
        problems.add(SNAPSHOT_ID.problem(snapshotId));
        problems.add(PlanCheck.oneOf("incremental", incremental, INCREMENTAL));
        problems.add(PlanCheck.oneOf("source", source, SOURCES));
        problems.add(MAX_INCREMENTS.problem(maxIncrements));
        problems.add(TIMEOUT.problem(timeout));
        problems.addAll(KeyValue.metadataProblems("metadata", metadata));
        problems.addAll(retention.problems());
        return problems.list();
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

    /** The backup's name; one of the volume and the time if null. */
    @CheckForNull
    public String getName() {
        return name;
    }

    @DataBoundSetter
    public void setName(@CheckForNull String name) {
        this.name = Util.fixEmptyAndTrim(name);
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
        this.incremental = Util.fixEmptyAndTrim(incremental) == null ? INCREMENTAL.get(0) : incremental.trim();
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
        this.source = Util.fixEmptyAndTrim(source) == null ? SNAPSHOT : source.trim();
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

    /** Seconds until the backup must be {@code available}. */
    public int getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(int timeout) {
        this.timeout = timeout;
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
