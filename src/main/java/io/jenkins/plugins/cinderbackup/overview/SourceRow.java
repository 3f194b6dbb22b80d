package io.jenkins.plugins.cinderbackup.overview;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.catalog.Attempt;
import io.jenkins.plugins.cinderbackup.catalog.Proof;
import io.jenkins.plugins.cinderbackup.catalog.SourceCatalog;
import io.jenkins.plugins.cinderbackup.catalog.SourceSummary;
import io.jenkins.plugins.cinderbackup.model.Durations;
import io.jenkins.plugins.cinderbackup.model.KnownBackup;
import io.jenkins.plugins.cinderbackup.model.Objective;
import io.jenkins.plugins.cinderbackup.model.Sizes;
import io.jenkins.plugins.cinderbackup.page.BuildName;
import io.jenkins.plugins.cinderbackup.restic.Printable;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One source in one repository, in the words of the page and of the remote API. */
@ExportedBean(defaultVisibility = 2)
public final class SourceRow {
    private static final int SHOWN = 300;

    private final SourceSummary summary;
    private final SourceParts parts;
    private final Instant now;

    SourceRow(@NonNull SourceSummary summary, @NonNull Instant now) {
        this.summary = summary;
        this.parts = SourceParts.of(summary.subject());
        this.now = now;
    }

    /** What names it in a request. */
    @Exported
    @NonNull
    public String getId() {
        return summary.id();
    }

    /** What makes its backups: {@code restic} or {@code cinder}. */
    @Exported
    @NonNull
    public String getType() {
        return summary.subject().type().word();
    }

    /** As restic's tags have it, or the id of the volume that Cinder backs up. */
    @Exported
    @NonNull
    public String getSource() {
        return summary.subject().source();
    }

    /** What the volume that Cinder backs up is called, or null. */
    @Exported
    @CheckForNull
    public String getName() {
        return summary.subject().name() == null
                ? null
                : Printable.text(summary.subject().name(), SHOWN);
    }

    /** The repository, without any login; {@code cinder:} and the cloud where Cinder has the backups. */
    @Exported
    @NonNull
    public String getRepository() {
        return Printable.text(summary.subject().url(), SHOWN);
    }

    /** When the newest sound backup was made that the repository has, in ISO 8601, or null. */
    @Exported
    @CheckForNull
    public String getLastSuccess() {
        return summary.soundAt() == null ? null : time(summary.soundAt());
    }

    /** Its bytes: of its files, or of the volume that Cinder has backed up; or null. */
    @Exported
    @CheckForNull
    public Long getBytes() {
        return summary.soundBytes();
    }

    /** How many backups there are, sound or not. */
    @Exported
    public int getCount() {
        return summary.backups();
    }

    /** The last run of this Jenkins that was to back it up, or null: {@code at}, {@code result}, {@code job}, {@code build}. */
    @Exported
    @CheckForNull
    public Map<String, Object> getLastAttempt() {
        Attempt attempt = summary.lastAttempt();
        if (attempt == null) {
            return null;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("at", time(attempt.at()));
        values.put("result", Objects.toString(attempt.result(), null));
        boolean visible = BuildName.here(attempt.job(), attempt.build()).visible();
        values.put("job", visible ? attempt.job() : null);
        values.put("build", visible ? attempt.build() : null);
        return values;
    }

    /**
     * The last verification of it, whatever came of it, or null: {@code at}, {@code verified}, {@code backup}, {@code backupTime}, {@code passed},
     * {@code restoreSeconds}, {@code bytes}, {@code job}, {@code build}.
     */
    @Exported
    @CheckForNull
    public Map<String, Object> getLastProof() {
        return summary.lastProof() == null ? null : new ProofView(summary.lastProof(), now).values();
    }

    /** The same of the last one that has shown that a backup of it can be restored. */
    @Exported
    @CheckForNull
    public Map<String, Object> getLastVerification() {
        return summary.lastVerification() == null ? null : new ProofView(summary.lastVerification(), now).values();
    }

    /** All that is known of each backup, newest first; for who asks for more depth. */
    @Exported(visibility = 1)
    @NonNull
    public List<Map<String, Object>> getBackups() {
        return catalog().stream()
                .flatMap(catalog -> catalog.backups().stream().map(backup -> BackupRow.values(catalog, backup)))
                .toList();
    }

    /** All that is known; empty if it was removed meanwhile. */
    Optional<SourceCatalog> catalog() {
        return BackupServices.get().catalog().ofId(summary.id());
    }

    /** Whether a user's word is in what names it. */
    boolean has(String word) {
        return Stream.of(
                        getSubject(), getPlace(), getSource(), summary.subject().url())
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT)));
    }

    /** {@code namespace/pvc}, or the volume. */
    @NonNull
    public String getSubject() {
        return parts.subject();
    }

    /** What {@link #getPlace} is. */
    @NonNull
    public String getPlaceKind() {
        return parts.kind();
    }

    /** The cluster, or the cloud. */
    @NonNull
    public String getPlace() {
        return parts.place();
    }

    /** How old the newest sound backup is, or null if there is none. */
    @CheckForNull
    public String getAge() {
        return summary.soundAt() == null ? null : Durations.text(Duration.between(summary.soundAt(), now));
    }

    /** The promised age of the newest sound backup in seconds at most, or null. */
    @Exported
    @CheckForNull
    public Long getRpo() {
        return seconds(objective().rpo());
    }

    /** The promised duration of a restore in seconds at most, or null. */
    @Exported
    @CheckForNull
    public Long getRto() {
        return seconds(objective().rto());
    }

    /** Whether the newest sound backup is older than was promised. */
    @Exported
    public boolean isLate() {
        return summary.lateBy(now).isPresent();
    }

    /** What the page says of what was promised and is not so, or null. */
    @CheckForNull
    public String getLateness() {
        return summary.lateBy(now).map(this::lateness).orElse(null);
    }

    private String lateness(Duration late) {
        if (summary.soundAt() == null) {
            return "late: none was made";
        }
        return KnownBackup.isFromFuture(summary.soundAt(), now)
                ? "late: the newest is from a clock that was ahead, and nobody knows how old it is"
                : "late by " + Durations.text(late);
    }

    /** The job that has promised it, for administrators; null if nothing was promised. */
    @CheckForNull
    public String getPromisedBy() {
        return summary.objective() == null || !Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                ? null
                : Printable.text(summary.objective().job(), SHOWN);
    }

    /** What was promised, for people; null if nothing was. */
    @CheckForNull
    public String getObjectiveText() {
        List<String> words = new ArrayList<>();
        Optional.ofNullable(objective().rpo()).ifPresent(rpo -> words.add("RPO " + Durations.text(rpo)));
        Optional.ofNullable(objective().rto()).ifPresent(rto -> words.add("RTO " + Durations.text(rto)));
        return words.isEmpty() ? null : String.join(", ", words);
    }

    /** Whether the last restore that verified a backup took longer than was promised. */
    @Exported
    public boolean isSlow() {
        Duration rto = objective().rto();
        Proof proof = summary.lastVerification();
        return rto != null
                && proof != null
                && proof.restoreSeconds() != null
                && proof.restoreSeconds() > rto.toSeconds();
    }

    private Objective objective() {
        return summary.objective() == null
                ? Objective.NONE
                : summary.objective().objective();
    }

    @CheckForNull
    private static Long seconds(@CheckForNull Duration duration) {
        return duration == null ? null : duration.toSeconds();
    }

    /** Its size, or null if nobody knows. */
    @CheckForNull
    public String getSizeText() {
        return summary.soundBytes() == null ? null : Sizes.binary(summary.soundBytes());
    }

    /** What the page says of the last run, or null if there was none. */
    @CheckForNull
    public AttemptView getAttempt() {
        return summary.lastAttempt() == null ? null : new AttemptView(summary.lastAttempt(), now);
    }

    /** What the page says of the last verification, or null if there was none. */
    @CheckForNull
    public ProofView getProof() {
        return summary.lastProof() == null ? null : new ProofView(summary.lastProof(), now);
    }

    /** The last one that has shown that a backup can be restored, where a later one has not; else null. */
    @CheckForNull
    public ProofView getEarlierVerification() {
        return summary.lastVerification() == null || summary.lastVerification().equals(summary.lastProof())
                ? null
                : new ProofView(summary.lastVerification(), now);
    }

    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
