package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.cinderbackup.config.Choices;
import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupResetOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupResetPlan;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** {@code cinderVolumeBackupReset}: sets the state of one of the backups that Cinder itself has; for an administrator. */
public final class CinderVolumeBackupResetStep extends ExistingBackupStep {
    /** Cinder takes no others. */
    private static final List<String> STATES = List.of("available", "error");

    private String state;

    @DataBoundConstructor
    public CinderVolumeBackupResetStep() {
        super(300);
    }

    @Override
    Operation<?> operation() {
        return VolumeBackupResetOperation.OPERATION;
    }

    @Override
    PlannedRun<?> plan(Planning planning) {
        return planned(
                planning,
                VolumeBackupResetOperation.OPERATION,
                address -> new VolumeBackupResetPlan(
                        address.label(),
                        address.configuredName(),
                        getBackup(),
                        state,
                        limit(),
                        cleanupTimeout(),
                        isDryRun()),
                null);
    }

    @Override
    List<Finding> problems() {
        return Stream.of(
                        PlanCheck.required(BACKUP, getBackup(), "the id or the name of the backup whose state is set."),
                        PlanCheck.required("state", state, "`available` or `error`."),
                        PlanCheck.oneOf("state", state, STATES),
                        TIMEOUT.problem(getTimeout()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The state to set: {@code available} or {@code error}. */
    @CheckForNull
    public String getState() {
        return state;
    }

    @DataBoundSetter
    public void setState(@CheckForNull String state) {
        this.state = Util.fixEmptyAndTrim(state);
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends FormDescriptor<CinderVolumeBackupResetStep> {
        @Override
        public String getFunctionName() {
            return "cinderVolumeBackupReset";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.CinderVolumeBackupResetStep_DisplayName();
        }

        @POST
        public ListBoxModel doFillStateItems() {
            return Choices.of(STATES);
        }
    }
}
