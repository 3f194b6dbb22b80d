package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.cinderbackup.config.Choices;
import io.jenkins.plugins.cinderbackup.config.NumberCheck;
import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupResetOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupResetPlan;
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

/** {@code cinderVolumeBackupReset}: sets the state of one of the backups that Cinder itself has; for an administrator. */
public final class CinderVolumeBackupResetStep extends CinderRunStep {
    private static final String BACKUP = "backup";
    /** Cinder takes no others. */
    private static final List<String> STATES = List.of("available", "error");

    private static final NumberCheck TIMEOUT = new NumberCheck("timeout", PlanCheck::seconds);

    private String backup;
    private String state;
    private int timeout = 300;

    @DataBoundConstructor
    public CinderVolumeBackupResetStep() {
        // All is set by the setters, and checked all at once when the step starts
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
                        backup,
                        state,
                        Duration.ofSeconds(timeout),
                        cleanupTimeout(),
                        isDryRun()),
                null);
    }

    @Override
    List<Finding> problems() {
        return Stream.of(
                        PlanCheck.required(BACKUP, backup, "the id or the name of the backup whose state is set."),
                        PlanCheck.required("state", state, "`available` or `error`."),
                        PlanCheck.oneOf("state", state, STATES),
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

    /** The state to set: {@code available} or {@code error}. */
    @CheckForNull
    public String getState() {
        return state;
    }

    @DataBoundSetter
    public void setState(@CheckForNull String state) {
        this.state = Util.fixEmptyAndTrim(state);
    }

    /** Seconds until Cinder must have set it. */
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
            return "cinderVolumeBackupReset";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.CinderVolumeBackupResetStep_DisplayName();
        }

        /** With which the form compares, and what it shows where nothing is configured yet. */
        public CinderVolumeBackupResetStep getDefaults() {
            return new CinderVolumeBackupResetStep();
        }

        @CheckForNull
        @Override
        public String argumentsToString(@NonNull Map<String, Object> namedArgs) {
            Object named = namedArgs.get(BACKUP);
            return named == null ? null : named.toString();
        }

        @POST
        public ListBoxModel doFillStateItems() {
            return Choices.of(STATES);
        }

        @POST
        public FormValidation doCheckTimeout(@AncestorInPath Item item, @QueryParameter String value) {
            return TIMEOUT.inForm(item, value);
        }
    }
}
