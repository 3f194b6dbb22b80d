package io.jenkins.plugins.cinderbackup.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.engine.BackupPlan;
import io.jenkins.plugins.cinderbackup.engine.BackupReport;
import io.jenkins.plugins.cinderbackup.engine.BackupResult;
import io.jenkins.plugins.cinderbackup.engine.TrackedResource;
import io.jenkins.plugins.cinderbackup.restic.BackupSummary;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What a build keeps of one run: plain values, so that it is stored with the build and returned to a Pipeline, sandbox included. It holds no
 * secret.
 */
public final class BackupRecord implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String run;
    private final String source;
    private final String repository;
    private final BackupResult result;
    private final long startedAtMillis;
    private final long durationMillis;
    private final String volumeId;
    private final String cinderSnapshotId;
    private final String cinderSnapshotName;
    private final String resticSnapshotId;
    private final long filesNew;
    private final long filesChanged;
    private final long filesUnmodified;
    private final long bytesProcessed;
    private final long bytesAdded;
    private final LinkedHashMap<String, Long> phases = new LinkedHashMap<>();
    private final String failure;
    private final ArrayList<String> warnings;
    private final ArrayList<String> notes;
    private final ArrayList<String> leftovers;

    /** @param masking takes secrets out of all texts */
    public BackupRecord(@NonNull BackupPlan plan, @NonNull BackupReport report, @NonNull UnaryOperator<String> masking) {
        run = report.run().value();
        source = plan.describeSource();
        repository = plan.repository().url();
        result = report.result();
        startedAtMillis = report.startedAt().toEpochMilli();
        durationMillis = report.duration().toMillis();
        volumeId = report.volumeId();
        TrackedResource snapshot = report.snapshot();
        cinderSnapshotId = snapshot == null ? null : snapshot.id();
        cinderSnapshotName = snapshot == null ? null : snapshot.name();
        BackupSummary summary = report.summary();
        resticSnapshotId = summary == null ? null : summary.snapshotId();
        filesNew = summary == null ? 0 : summary.filesNew();
        filesChanged = summary == null ? 0 : summary.filesChanged();
        filesUnmodified = summary == null ? 0 : summary.filesUnmodified();
        bytesProcessed = summary == null ? 0 : summary.totalBytesProcessed();
        bytesAdded = summary == null ? 0 : summary.dataAdded();
        report.phases().forEach((phase, length) -> phases.put(phase.label(), length.toMillis()));
        failure = report.failure() == null ? null : masking.apply(FailureText.message(report.failure()));
        warnings = masked(report.warnings(), masking);
        notes = masked(report.notes(), masking);
        leftovers = masked(report.leftovers(), masking);
    }

    private static ArrayList<String> masked(List<String> texts, UnaryOperator<String> masking) {
        return new ArrayList<>(texts.stream().map(masking).toList());
    }

    /** The id of the run. */
    @NonNull
    public String getRun() {
        return run;
    }

    /** What was backed up. */
    @NonNull
    public String getSource() {
        return source;
    }

    /** Where to. */
    @NonNull
    public String getRepository() {
        return repository;
    }

    /** How the run ended. */
    @NonNull
    public BackupResult getResult() {
        return result;
    }

    /** When it began, in milliseconds since 1970. */
    public long getStartedAtMillis() {
        return startedAtMillis;
    }

    /** The failure with its hints, or null. */
    @CheckForNull
    public String getFailure() {
        return failure;
    }

    /** What is not as it should be. */
    @NonNull
    public List<String> getWarnings() {
        return List.copyOf(warnings);
    }

    /** What is worth knowing. */
    @NonNull
    public List<String> getNotes() {
        return List.copyOf(notes);
    }

    /** What is still there and should not be. */
    @NonNull
    public List<String> getLeftovers() {
        return List.copyOf(leftovers);
    }

    /** What the step returns: the names of the documentation, and values that a Pipeline may use and keep. */
    @NonNull
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("result", result.name());
        map.put("resticSnapshotId", resticSnapshotId);
        map.put("cinderSnapshotId", cinderSnapshotId);
        map.put("cinderSnapshotName", cinderSnapshotName);
        map.put("volumeId", volumeId);
        map.put("filesNew", filesNew);
        map.put("filesChanged", filesChanged);
        map.put("filesUnmodified", filesUnmodified);
        map.put("bytesProcessed", bytesProcessed);
        map.put("bytesAdded", bytesAdded);
        map.put("durationMillis", durationMillis);
        map.put("phases", new LinkedHashMap<>(phases));
        map.put("warnings", new ArrayList<>(warnings));
        map.put("leftovers", new ArrayList<>(leftovers));
        return map;
    }

    /** Why the build is unstable, in one line. */
    @NonNull
    public String unstableBecause() {
        List<String> reasons = new ArrayList<>(warnings);
        leftovers.forEach(leftover -> reasons.add("left behind: " + leftover));
        return "Backup of " + source + " is unstable: " + String.join("; ", reasons);
    }
}
