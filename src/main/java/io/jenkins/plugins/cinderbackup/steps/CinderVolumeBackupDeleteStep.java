package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupDeletionOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupDeletionPlan;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code cinderVolumeBackupDelete}: removes one of the backups that Cinder itself has. */
public final class CinderVolumeBackupDeleteStep extends ExistingBackupStep {
    private boolean dependents;
    private boolean force;

    @DataBoundConstructor
    public CinderVolumeBackupDeleteStep() {
        super(3_600);
    }

    @Override
    Operation<?> operation() {
        return VolumeBackupDeletionOperation.OPERATION;
    }

    @Override
    PlannedRun<?> plan(Planning planning) {
        return planned(
                planning,
                VolumeBackupDeletionOperation.OPERATION,
                address -> new VolumeBackupDeletionPlan(
                        address.label(),
                        address.configuredName(),
                        getBackup(),
                        dependents,
                        force,
                        limit(),
                        cleanupTimeout(),
                        isDryRun()),
                null);
    }

    @Override
    List<Finding> problems() {
        return Stream.of(
                        PlanCheck.required(BACKUP, getBackup(), "the id or the name of the backup to remove."),
                        TIMEOUT.problem(getTimeout()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Whether what builds on it is removed before it. */
    public boolean isDependents() {
        return dependents;
    }

    @DataBoundSetter
    public void setDependents(boolean dependents) {
        this.dependents = dependents;
    }

    /** Whether one that is being made is removed too, or one that Cinder could not remove before; for an administrator. */
    public boolean isForce() {
        return force;
    }

    @DataBoundSetter
    public void setForce(boolean force) {
        this.force = force;
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends FormDescriptor<CinderVolumeBackupDeleteStep> {
        @Override
        public String getFunctionName() {
            return "cinderVolumeBackupDelete";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.CinderVolumeBackupDeleteStep_DisplayName();
        }
    }
}
