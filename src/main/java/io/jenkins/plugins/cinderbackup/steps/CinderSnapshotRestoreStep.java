package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import io.jenkins.plugins.cinderbackup.operation.restore.RestoreOperation;
import io.jenkins.plugins.cinderbackup.restic.RestoreScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code cinderSnapshotRestore}: restores a backup to a new PVC, or into the volume of one that is there. It is the settings of a restore and nothing else. */
public final class CinderSnapshotRestoreStep extends BackupChoiceStep {
    static final String NEAREST = "nearest";
    static final String REPOSITORY = "repository";
    static final String SNAPSHOT = "snapshot";
    static final List<String> ORIGINS = List.of(NEAREST, REPOSITORY, SNAPSHOT);

    private String sourceCluster;
    private String from = NEAREST;
    private TargetOptions to = new TargetOptions();
    private boolean inPlace;
    private boolean revert;
    private boolean delete;
    private List<String> scaleDown = new ArrayList<>();
    private List<String> include = new ArrayList<>();
    private List<String> exclude = new ArrayList<>();
    private boolean verify = true;

    @DataBoundConstructor
    public CinderSnapshotRestoreStep() {
        // All is set by the setters, and checked all at once when the step starts
    }

    @Override
    Operation<?> operation() {
        return RestoreOperation.OPERATION;
    }

    @Override
    PlannedRun<?> plan(Planning planning) {
        return new RestorePlanMaker(this, planning).make();
    }

    @Override
    List<Finding> problems() {
        Findings problems = new Findings();
        problems.addAll(sourceProblems());
        choice().problems().forEach(sentence -> problems.add(sentence));
        problems.add(PlanCheck.oneOf("from", from, ORIGINS));
        problems.addAll(to.problems());
        scope().problems().forEach(sentence -> problems.add(sentence));
        problems.addAll(workloads().problems());
        problems.addAll(RestoreContradictions.of(this));
        return problems.list();
    }

    @Override
    Optional<Finding> missingSource() {
        return isSourceMissing()
                ? Optional.of(
                        Finding.of(
                                "pvc is missing: name the PVC whose backup is to be restored, or the Cinder volume that was backed up with `volumeId`."))
                : Optional.empty();
    }

    ScaledWorkloads workloads() {
        return new ScaledWorkloads(Texts.filled(scaleDown));
    }

    RestoreScope scope() {
        return new RestoreScope(Texts.filled(include), Texts.filled(exclude), delete);
    }

    /** Name or URL of the cluster that was backed up; that of this run if null. */
    @CheckForNull
    public String getSourceCluster() {
        return sourceCluster;
    }

    @DataBoundSetter
    public void setSourceCluster(@CheckForNull String sourceCluster) {
        this.sourceCluster = Util.fixEmptyAndTrim(sourceCluster);
    }

    /** Where the data come from. */
    public String getFrom() {
        return from;
    }

    @DataBoundSetter
    public void setFrom(@CheckForNull String from) {
        this.from = Texts.orDefault(from, NEAREST);
    }

    /** Where they go. */
    public TargetOptions getTo() {
        return to;
    }

    @DataBoundSetter
    public void setTo(@CheckForNull TargetOptions to) {
        this.to = to == null ? new TargetOptions() : to;
    }

    /** Whether they go into the volume of a PVC that is there. */
    public boolean isInPlace() {
        return inPlace;
    }

    @DataBoundSetter
    public void setInPlace(boolean inPlace) {
        this.inPlace = inPlace;
    }

    /** Whether Cinder reverts that PVC's volume to the snapshot that was kept of the backup. */
    public boolean isRevert() {
        return revert;
    }

    @DataBoundSetter
    public void setRevert(boolean revert) {
        this.revert = revert;
    }

    /** Whether what the backup does not have is removed. */
    public boolean isDelete() {
        return delete;
    }

    @DataBoundSetter
    public void setDelete(boolean delete) {
        this.delete = delete;
    }

    /** The workloads that are scaled to 0 meanwhile, as {@code statefulset/NAME} or {@code deployment/NAME}. */
    public List<String> getScaleDown() {
        return scaleDown;
    }

    @DataBoundSetter
    public void setScaleDown(@CheckForNull List<String> scaleDown) {
        this.scaleDown = Texts.entries(scaleDown);
    }

    /** What of the backup is restored; all if empty. */
    public List<String> getInclude() {
        return include;
    }

    @DataBoundSetter
    public void setInclude(@CheckForNull List<String> include) {
        this.include = Texts.entries(include);
    }

    /** What of it is not. */
    public List<String> getExclude() {
        return exclude;
    }

    @DataBoundSetter
    public void setExclude(@CheckForNull List<String> exclude) {
        this.exclude = Texts.entries(exclude);
    }

    /** Whether the restore is compared with what the repository says of the backup. */
    public boolean isVerify() {
        return verify;
    }

    @DataBoundSetter
    public void setVerify(boolean verify) {
        this.verify = verify;
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends RestoreStepDescriptor {
        @Override
        public String getFunctionName() {
            return "cinderSnapshotRestore";
        }
    }
}
