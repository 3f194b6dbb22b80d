package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.cinderbackup.connection.CloudAddress;
import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeRestoreOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeRestorePlan;
import java.util.List;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code cinderVolumeRestore}: has Cinder restore one of its own backups, to a new volume or over one that is there. */
public final class CinderVolumeRestoreStep extends ExistingBackupStep {
    /** In place of a backup: the newest one of the volume. */
    static final String LATEST = "latest";

    private String volumeId;
    private NewVolumeOptions newVolume;
    private boolean confirm;

    @DataBoundConstructor
    public CinderVolumeRestoreStep() {
        super(86_400);
    }

    @Override
    Operation<?> operation() {
        return VolumeRestoreOperation.OPERATION;
    }

    @Override
    PlannedRun<?> plan(Planning planning) {
        return planned(planning, VolumeRestoreOperation.OPERATION, this::plan, null);
    }

    private VolumeRestorePlan plan(CloudAddress address) {
        return new VolumeRestorePlan(
                address.label(),
                isLatest() ? null : getBackup(),
                isLatest() ? volumeId : null,
                newVolume == null ? volumeId : null,
                newVolume == null ? null : newVolume.target(),
                limit(),
                cleanupTimeout(),
                isDryRun());
    }

    private boolean isLatest() {
        return LATEST.equals(getBackup());
    }

    @Override
    List<Finding> problems() {
        Findings problems = new Findings();
        problems.add(PlanCheck.required(
                BACKUP,
                getBackup(),
                "the id or the name of the backup to restore, or 'latest' for the newest of `volumeId`."));
        if (volumeId == null && newVolume == null) {
            problems.add(
                    "Nothing says where to restore to.",
                    "set `newVolume` to have a volume made, or `volumeId` to one that is written over");
        }
        if (isLatest() && volumeId == null) {
            problems.add("backup is 'latest', and no `volumeId` says of which volume.", "set `volumeId`");
        }
        if (volumeId != null && newVolume != null && !isLatest()) {
            problems.add(
                    "Both `volumeId` and `newVolume` are set: a backup is restored to one volume.",
                    "leave `volumeId` out to have a volume made; with `newVolume` it only says whose backup is 'latest'");
        }
        if (volumeId != null && newVolume == null && !confirm && !isDryRun()) {
            problems.add(
                    "All that is on volume " + volumeId
                            + " is lost when a backup is written over it, and `confirm` is off.",
                    "set `confirm` to true if that is meant, or set `newVolume` to have a volume made");
        }
        problems.add(CloudRunStep.VOLUME_ID.problem(volumeId));
        problems.add(TIMEOUT.problem(getTimeout()));
        if (newVolume != null) {
            problems.addAll(newVolume.problems());
        }
        return problems.list();
    }

    /** The volume that is written over; where a new one is made, the one whose backup is {@code latest}. */
    @CheckForNull
    public String getVolumeId() {
        return volumeId;
    }

    @DataBoundSetter
    public void setVolumeId(@CheckForNull String volumeId) {
        this.volumeId = Util.fixEmptyAndTrim(volumeId);
    }

    /** The volume that is made; null where one is written over. */
    @CheckForNull
    public NewVolumeOptions getNewVolume() {
        return newVolume;
    }

    @DataBoundSetter
    public void setNewVolume(@CheckForNull NewVolumeOptions newVolume) {
        this.newVolume = newVolume;
    }

    /** Whether the data of the volume that is written over may be lost. */
    public boolean isConfirm() {
        return confirm;
    }

    @DataBoundSetter
    public void setConfirm(boolean confirm) {
        this.confirm = confirm;
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends FormDescriptor<CinderVolumeRestoreStep> {
        @Override
        public String getFunctionName() {
            return "cinderVolumeRestore";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.CinderVolumeRestoreStep_DisplayName();
        }

        @POST
        public FormValidation doCheckVolumeId(@AncestorInPath Item item, @QueryParameter String value) {
            return CloudRunStep.VOLUME_ID.inForm(item, value);
        }
    }
}
