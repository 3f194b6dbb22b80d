package io.jenkins.plugins.cinderbackup.overview;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.catalog.Proof;
import io.jenkins.plugins.cinderbackup.model.Durations;
import io.jenkins.plugins.cinderbackup.page.BuildName;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A verification in the words of the page and of the remote API. */
public final class ProofView {
    private final Proof proof;
    private final BuildName build;
    private final Instant now;

    ProofView(@NonNull Proof proof, @NonNull Instant now) {
        this.proof = proof;
        this.build = BuildName.here(proof.job(), proof.build());
        this.now = now;
    }

    /** All that is known of it, without the name of a job that the viewer may not see. */
    @NonNull
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("at", SourceRow.time(proof.at()));
        values.put("verified", proof.good());
        values.put("backup", proof.backup());
        values.put("backupTime", proof.backupTime() == null ? null : SourceRow.time(proof.backupTime()));
        values.put("passed", proof.passed());
        values.put("restoreSeconds", proof.restoreSeconds());
        values.put("bytes", proof.bytes());
        values.put("job", build.visible() ? proof.job() : null);
        values.put("build", build.visible() ? proof.build() : null);
        return values;
    }

    /** What it has shown, in a few words. */
    @NonNull
    public String getWords() {
        return proof.words();
    }

    /** The icon of that. */
    @NonNull
    public String getIcon() {
        if (proof.good() == null) {
            return "symbol-status-nobuilt";
        }
        return proof.good() ? "symbol-status-blue" : "symbol-status-red";
    }

    /** How long ago it ended. */
    @NonNull
    public String getAge() {
        return Durations.text(Duration.between(proof.at(), now));
    }

    /** How long the restore took, or null if none was made. */
    @CheckForNull
    public String getRestoreTime() {
        return proof.restoreSeconds() == null ? null : Durations.text(Duration.ofSeconds(proof.restoreSeconds()));
    }

    /** Whether a test has found good what was restored. */
    public boolean isTested() {
        return proof.tested();
    }

    /** Its build, as far as the viewer may see it. */
    @NonNull
    public String getBuild() {
        return build.text();
    }

    /** Where that is, below the root of Jenkins, or null. */
    @CheckForNull
    public String getBuildUrl() {
        return build.url();
    }
}
