package io.jenkins.plugins.cinderbackup.overview;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.catalog.BackupEntry;
import io.jenkins.plugins.cinderbackup.catalog.BackupType;
import io.jenkins.plugins.cinderbackup.catalog.BackupWorth;
import io.jenkins.plugins.cinderbackup.catalog.CatalogExport;
import io.jenkins.plugins.cinderbackup.catalog.SourceCatalog;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import io.jenkins.plugins.cinderbackup.model.Durations;
import io.jenkins.plugins.cinderbackup.model.Sizes;
import io.jenkins.plugins.cinderbackup.page.BuildName;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;

/** One backup in the words of the page. */
public final class BackupRow {
    private final SourceCatalog catalog;
    private final BackupEntry backup;
    private final Instant now;

    BackupRow(@NonNull SourceCatalog catalog, @NonNull BackupEntry backup, @NonNull Instant now) {
        this.catalog = catalog;
        this.backup = backup;
        this.now = now;
    }

    /** All that is known of it, for the remote API: as {@link CatalogExport#values}, without the name of a job that the viewer may not see. */
    @NonNull
    static Map<String, Object> values(@NonNull SourceCatalog catalog, @NonNull BackupEntry backup) {
        Map<String, Object> values = CatalogExport.values(catalog, backup);
        if (!buildOf(backup).visible()) {
            values.put("job", null);
            values.put("build", null);
        }
        return values;
    }

    private static BuildName buildOf(BackupEntry backup) {
        return backup.job() == null || backup.build() == null
                ? BuildName.UNKNOWN
                : BuildName.here(backup.job(), backup.build());
    }

    /** As of when its data is. */
    @NonNull
    public String getTime() {
        return backup.time().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** How old it is. */
    @NonNull
    public String getAge() {
        return Durations.text(Duration.between(backup.time(), now));
    }

    /** What it is worth, in a word. */
    @NonNull
    public String getWorth() {
        return backup.worth().word();
    }

    /** The last verification that has found out whether it can be restored, or null. */
    @CheckForNull
    public ProofView getProof() {
        return catalog.proofOf(backup).map(proof -> new ProofView(proof, now)).orElse(null);
    }

    /** What else is worth knowing, or null. */
    @CheckForNull
    public String getRemark() {
        return backup.remark();
    }

    /** The size of its files, or of its volume; null if nobody knows. */
    @CheckForNull
    public String getSizeText() {
        return backup.bytes() == null ? null : Sizes.binary(backup.bytes());
    }

    /** All that a drawing says of it, in one line. */
    @NonNull
    public String getText() {
        return getTime() + ", " + getWorth() + ", " + getSizeText();
    }

    /** The same state as that of a build, for its colour. */
    @NonNull
    public String getResult() {
        return (backup.worth() == BackupWorth.SOUND ? RunResult.SUCCESS : RunResult.UNSTABLE).name();
    }

    /** That size; 0 if nobody knows. */
    long bytes() {
        return Objects.requireNonNullElse(backup.bytes(), 0L);
    }

    /** How many files it has, or null. */
    @CheckForNull
    public Long getFiles() {
        return backup.files();
    }

    /** What has made it, for people. */
    @NonNull
    public String getMaker() {
        return backup.type() == BackupType.CINDER ? "Cinder" : backup.type().word();
    }

    /** Its id. */
    @NonNull
    public String getId() {
        return backup.id();
    }

    /** The Cinder snapshot that was kept of it, or null. */
    @CheckForNull
    public String getCinderSnapshot() {
        return backup.cinderSnapshot();
    }

    /** The build that has made it, as far as the viewer may see it. */
    @NonNull
    public String getBuild() {
        return buildOf(backup).text();
    }

    /** Where that is, below the root of Jenkins, or null. */
    @CheckForNull
    public String getBuildUrl() {
        return buildOf(backup).url();
    }

    /** The step that restores it. */
    @NonNull
    public String getRestoreCall() {
        return StepCalls.of(catalog.subject()).restore(backup.id());
    }
}
