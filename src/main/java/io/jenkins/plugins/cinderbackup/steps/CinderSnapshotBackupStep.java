package io.jenkins.plugins.cinderbackup.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.cinderbackup.engine.Operation;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.PlanCheck;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import io.jenkins.plugins.cinderbackup.restic.BackupSource;
import io.jenkins.plugins.cinderbackup.restic.SnapshotTags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.YesNoMaybe;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code cinderSnapshotBackup}: backs up a PVC from a snapshot of its Cinder volume. It is the settings of a backup and nothing else; a text that is
 * empty is as good as none.
 */
public final class CinderSnapshotBackupStep extends CloudRunStep {
    static final List<String> FILE_SYSTEMS = List.of("ext4", "ext3", "ext2", "xfs");
    private static final String DEFAULT_FS_TYPE = FILE_SYSTEMS.get(0);

    private String fsType = DEFAULT_FS_TYPE;
    private SnapshotOptions snapshot = new SnapshotOptions();
    private TemporaryVolumeOptions temporaryVolume = new TemporaryVolumeOptions();
    private String host;
    private List<String> paths = new ArrayList<>(List.of("/"));
    private List<String> exclude = new ArrayList<>(List.of("lost+found"));
    private List<String> tags = new ArrayList<>();
    private ResticRetention retention = new ResticRetention();
    private GuardOptions guard = new GuardOptions();
    private ObjectiveOptions objective = new ObjectiveOptions();

    @DataBoundConstructor
    public CinderSnapshotBackupStep() {
        // All is set by the setters, and checked all at once when the step starts
    }

    @Override
    boolean ignoresUnknownFields() {
        return true;
    }

    @Override
    Operation<?> operation() {
        return BackupOperation.OPERATION;
    }

    @Override
    PlannedRun<?> plan(Planning planning) {
        return new BackupPlanMaker(this, planning).make();
    }

    @Override
    List<Finding> problems() {
        Findings problems = new Findings();
        problems.addAll(sourceProblems());
        problems.add(PlanCheck.oneOf("fsType", fsType, FILE_SYSTEMS));
        problems.addAll(snapshot.problems());
        problems.addAll(temporaryVolume.problems());
        contentProblems().forEach(sentence -> problems.add(sentence));
        problems.addAll(retention.problems(source().tags()));
        problems.addAll(guard.problems());
        problems.addAll(objective.problems());
        return problems.list();
    }

    @Override
    Optional<Finding> missingSource() {
        return isSourceMissing()
                ? Optional.of(
                        Finding.of("pvc is missing: name the PVC to back up, or a Cinder volume with `volumeId`."))
                : Optional.empty();
    }

    List<String> contentProblems() {
        BackupSource source = source();
        return Stream.concat(source.problems().stream(), SnapshotTags.problemsOfOwn(source.tags()).stream())
                .toList();
    }

    /** With some host where none is set. */
    BackupSource source() {
        return source("host");
    }

    /** @param defaultHost where none is set */
    BackupSource source(String defaultHost) {
        return new BackupSource(
                host == null ? defaultHost : host, Texts.filled(tags), Texts.filled(paths), Texts.filled(exclude));
    }

    /** The file system of a volume that is named by id alone. */
    public String getFsType() {
        return fsType;
    }

    @DataBoundSetter
    public void setFsType(@CheckForNull String fsType) {
        this.fsType = Texts.orDefault(fsType, DEFAULT_FS_TYPE);
    }

    /** How the Cinder snapshot is taken. */
    public SnapshotOptions getSnapshot() {
        return snapshot;
    }

    @DataBoundSetter
    public void setSnapshot(@CheckForNull SnapshotOptions snapshot) {
        this.snapshot = snapshot == null ? new SnapshotOptions() : snapshot;
    }

    /** The volume made from it. */
    public TemporaryVolumeOptions getTemporaryVolume() {
        return temporaryVolume;
    }

    @DataBoundSetter
    public void setTemporaryVolume(@CheckForNull TemporaryVolumeOptions temporaryVolume) {
        this.temporaryVolume = temporaryVolume == null ? new TemporaryVolumeOptions() : temporaryVolume;
    }

    /** restic's host; {@code namespace-pvc} if null. */
    @CheckForNull
    public String getHost() {
        return host;
    }

    @DataBoundSetter
    public void setHost(@CheckForNull String host) {
        this.host = Util.fixEmptyAndTrim(host);
    }

    /** What is backed up, relative to the volume's root. */
    public List<String> getPaths() {
        return paths;
    }

    @DataBoundSetter
    public void setPaths(@CheckForNull List<String> paths) {
        this.paths = Texts.entries(paths);
    }

    /** restic's exclude patterns, relative to the volume's root. */
    public List<String> getExclude() {
        return exclude;
    }

    @DataBoundSetter
    public void setExclude(@CheckForNull List<String> exclude) {
        this.exclude = Texts.entries(exclude);
    }

    /** restic tags besides our own. */
    public List<String> getTags() {
        return tags;
    }

    @DataBoundSetter
    public void setTags(@CheckForNull List<String> tags) {
        this.tags = Texts.entries(tags);
    }

    /** What restic keeps. */
    public ResticRetention getRetention() {
        return retention;
    }

    @DataBoundSetter
    public void setRetention(@CheckForNull ResticRetention retention) {
        this.retention = retention == null ? new ResticRetention() : retention;
    }

    /** What makes a backup suspicious that restic has no complaint about. */
    public GuardOptions getGuard() {
        return guard;
    }

    @DataBoundSetter
    public void setGuard(@CheckForNull GuardOptions guard) {
        this.guard = guard == null ? new GuardOptions() : guard;
    }

    /** What the backups of the source are to achieve. */
    public ObjectiveOptions getObjective() {
        return objective;
    }

    @DataBoundSetter
    public void setObjective(@CheckForNull ObjectiveOptions objective) {
        this.objective = objective == null ? new ObjectiveOptions() : objective;
    }

    /** Its descriptor. */
    @Extension(dynamicLoadable = YesNoMaybe.YES)
    public static final class DescriptorImpl extends BackupStepDescriptor {
        @Override
        public String getFunctionName() {
            return "cinderSnapshotBackup";
        }
    }
}
