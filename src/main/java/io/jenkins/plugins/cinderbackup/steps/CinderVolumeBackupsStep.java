package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import io.jenkins.plugins.cinderbackup.config.NumberCheck;
import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupListOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupListPlan;
import io.jenkins.plugins.cinderbackup.port.VolumeBackups.BackupFilter;
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

/** {@code cinderVolumeBackups}: which backups Cinder itself has. */
public final class CinderVolumeBackupsStep extends CinderRunStep {
    private static final NumberCheck LIMIT = new NumberCheck("limit", PlanCheck::limit);

    private String volumeId;
    private String name;
    private String status;
    private boolean allProjects;
    private int limit = 100;

    @DataBoundConstructor
    public CinderVolumeBackupsStep() {
        // All is set by the setters, and checked all at once when the step starts
    }

    @Override
    Operation<?> operation() {
        return VolumeBackupListOperation.OPERATION;
    }

    @Override
    PlannedRun<?> plan(Planning planning) {
        return planned(
                planning,
                VolumeBackupListOperation.OPERATION,
                address -> new VolumeBackupListPlan(
                        address.label(),
                        new BackupFilter(volumeId, name, status, allProjects),
                        limit,
                        cleanupTimeout(),
                        isDryRun()),
                new Answer());
    }

    /** The backups alone: a list of maps. */
    private static final class Answer implements StepAnswer {
        private static final long serialVersionUID = 1L;

        @NonNull
        @Override
        public Object give(@NonNull Map<String, ?> values, @NonNull TaskListener listener) {
            Object backups = values.get(VolumeBackupListOperation.BACKUPS);
            return backups == null ? List.of() : backups;
        }
    }

    @Override
    List<Finding> problems() {
        return Stream.of(CloudRunStep.VOLUME_ID.problem(volumeId), LIMIT.problem(limit))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Only those of this volume are meant. */
    @CheckForNull
    public String getVolumeId() {
        return volumeId;
    }

    @DataBoundSetter
    public void setVolumeId(@CheckForNull String volumeId) {
        this.volumeId = Util.fixEmptyAndTrim(volumeId);
    }

    /** Only those of this name are meant. */
    @CheckForNull
    public String getName() {
        return name;
    }

    @DataBoundSetter
    public void setName(@CheckForNull String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    /** Only those in this state are meant. */
    @CheckForNull
    public String getStatus() {
        return status;
    }

    @DataBoundSetter
    public void setStatus(@CheckForNull String status) {
        this.status = Util.fixEmptyAndTrim(status);
    }

    /** Whether those of all projects are meant, where the credential is an administrator's. */
    public boolean isAllProjects() {
        return allProjects;
    }

    @DataBoundSetter
    public void setAllProjects(boolean allProjects) {
        this.allProjects = allProjects;
    }

    /** So many of the newest at most. */
    public int getLimit() {
        return limit;
    }

    @DataBoundSetter
    public void setLimit(int limit) {
        this.limit = limit;
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends RunStepDescriptor<CinderVolumeBackupsStep> {
        @Override
        public String getFunctionName() {
            return "cinderVolumeBackups";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.CinderVolumeBackupsStep_DisplayName();
        }

        @POST
        public FormValidation doCheckVolumeId(@AncestorInPath Item item, @QueryParameter String value) {
            return CloudRunStep.VOLUME_ID.inForm(item, value);
        }

        @POST
        public FormValidation doCheckLimit(@AncestorInPath Item item, @QueryParameter String value) {
            return LIMIT.inForm(item, value);
        }
    }
}
