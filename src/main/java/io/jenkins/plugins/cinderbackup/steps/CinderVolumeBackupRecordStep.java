package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.cinderbackup.config.TextCheck;
import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.openstack.cinder.BackupRecords;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupExportOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupExportPlan;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupImportOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupImportPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code cinderVolumeBackupRecord}: exports the record of one of the backups that Cinder itself has, or imports such records; for an administrator. */
public final class CinderVolumeBackupRecordStep extends CinderActionStep {
    private static final String EXPORT = "export";
    private static final String IMPORT = "import";
    private static final TextCheck RECORDS = new TextCheck(
            IMPORT,
            (field, text) -> text == null
                    ? Optional.empty()
                    : importProblems(text).stream().findFirst());

    private String exported;
    private String imported;

    @DataBoundConstructor
    public CinderVolumeBackupRecordStep() {
        super(600);
    }

    @Override
    Operation<?> operation() {
        return imported == null ? VolumeBackupExportOperation.OPERATION : VolumeBackupImportOperation.OPERATION;
    }

    @Override
    PlannedRun<?> plan(Planning planning) {
        Duration limit = limit();
        return imported == null
                ? planned(
                        planning,
                        VolumeBackupExportOperation.OPERATION,
                        cloud -> new VolumeBackupExportPlan(
                                cloud.label(), exported, limit, cleanupTimeout(), isDryRun()),
                        null)
                : planned(
                        planning,
                        VolumeBackupImportOperation.OPERATION,
                        cloud -> new VolumeBackupImportPlan(
                                cloud.label(),
                                BackupRecords.read(IMPORT, imported),
                                limit,
                                cleanupTimeout(),
                                isDryRun()),
                        null);
    }

    @Override
    List<Finding> problems() {
        List<Finding> problems = new ArrayList<>();
        if (exported == null && imported == null) {
            problems.add(
                    Finding.of(
                            "Neither export nor import is set.",
                            "set `export` to the id or the name of the backup whose record is exported, or `import` to the record to import"));
        } else if (exported != null && imported != null) {
            problems.add(Finding.of("Both export and import are set.", "use a step for each"));
        }
        if (imported != null) {
            problems.addAll(importProblems(imported));
        }
        TIMEOUT.problem(getTimeout()).ifPresent(problems::add);
        return problems;
    }

    private static List<Finding> importProblems(String text) {
        try {
            return VolumeBackupImportPlan.problems(BackupRecords.read(IMPORT, text));
        } catch (PermanentException e) {
            return e.findings();
        }
    }

    /** The id of the backup whose record is exported, or its name, which must be the only one. */
    @CheckForNull
    public String getExport() {
        return exported;
    }

    @DataBoundSetter
    public void setExport(@CheckForNull String export) {
        this.exported = Util.fixEmptyAndTrim(export);
    }

    /** The records to import, as an export has returned them. */
    @CheckForNull
    public String getImport() {
        return imported;
    }

    @DataBoundSetter
    public void setImport(@CheckForNull String record) {
        this.imported = Util.fixEmptyAndTrim(record);
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends CinderActionStepDescriptor<CinderVolumeBackupRecordStep> {
        @Override
        public String getFunctionName() {
            return "cinderVolumeBackupRecord";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.CinderVolumeBackupRecordStep_DisplayName();
        }

        /** Not the record, which names users and projects. */
        @CheckForNull
        @Override
        public String argumentsToString(@NonNull Map<String, Object> namedArgs) {
            return Texts.argument(namedArgs, EXPORT);
        }

        @POST
        public FormValidation doCheckImport(@AncestorInPath Item item, @QueryParameter String value) {
            return RECORDS.inForm(item, value);
        }
    }
}
