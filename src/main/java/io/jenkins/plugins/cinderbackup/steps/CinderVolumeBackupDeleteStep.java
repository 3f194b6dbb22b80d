package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.cinderbackup.config.NumberCheck;
import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupDeletionOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupDeletionPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code cinderVolumeBackupDelete}: removes one of the backups that Cinder itself has. */
public final class CinderVolumeBackupDeleteStep extends CinderRunStep {
    private static final String BACKUP = "backup";
    private static final NumberCheck TIMEOUT = new NumberCheck("timeout", PlanCheck::seconds);

    private String backup;
    private boolean dependents;
    private boolean force;
    private int timeout = 3_600;

    @DataBoundConstructor
    public CinderVolumeBackupDeleteStep() {
        // All is set by the setters, and checked all at once when the step starts
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
                        backup,
                        dependents,
                        force,
                        Duration.ofSeconds(timeout),
                        cleanupTimeout(),
                        isDryRun()),
                null);
    }

    @Override
    List<Finding> problems() {
        return Stream.of(
                        PlanCheck.required(BACKUP, backup, "the id or the name of the backup to remove."),
                        TIMEOUT.problem(timeout))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The id of the backup, or its name, which must be the only one. */
    @CheckForNull
    public String getBackup() {
        return backup;
    }

    @DataBoundSetter
    public void setBackup(@CheckForNull String backup) {
        this.backup = Util.fixEmptyAndTrim(backup);
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

    /** Seconds until all of them must be gone. */
    public int getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(int timeout) {
        this.timeout = timeout;
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends RunStepDescriptor {
        @Override
        public String getFunctionName() {
            return "cinderVolumeBackupDelete";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.CinderVolumeBackupDeleteStep_DisplayName();
        }

        /** With which the form compares, and what it shows where nothing is configured yet. */
        public CinderVolumeBackupDeleteStep getDefaults() {
            return new CinderVolumeBackupDeleteStep();
        }

        @CheckForNull
        @Override
        public String argumentsToString(@NonNull Map<String, Object> namedArgs) {
            Object named = namedArgs.get(BACKUP);
            return named == null ? null : named.toString();
        }

        @POST
        public FormValidation doCheckTimeout(@AncestorInPath Item item, @QueryParameter String value) {
            return TIMEOUT.inForm(item, value);
        }
    }
}
