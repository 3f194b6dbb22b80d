package io.jenkins.plugins.cinderbackup.catalog;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.model.KnownBackup;
import io.jenkins.plugins.cinderbackup.model.Objective;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a job has promised of the backups of a source. It holds until that job promises something else, or another job does: one that is silent, such as that of
 * a backup before an upgrade, changes nothing.
 *
 * @param job the full name of the job
 */
public record SourceObjective(@NonNull String job, @NonNull Objective objective) {
    /** @throws NullPointerException if one is missing that must be there, as in a torn file */
    public SourceObjective {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(objective, "objective");
    }

    /**
     * What holds after a run has begun.
     *
     * @param before what held until then, or null
     */
    @CheckForNull
    static SourceObjective after(@CheckForNull SourceObjective before, BackupRun run) {
        Objective objective = run.objective();
        String job = run.journal().origin().job();
        if (!objective.asksForNothing()) {
            return new SourceObjective(job, objective);
        }
        return before == null || before.job().equals(job) ? null : before;
    }

    /**
     * By how much the newest sound backup is too old; empty if it is not, or if no age is promised.
     *
     * @param soundAt when it was made; null if there is none, which is too late by all the time that there was, as is one of which nobody knows how old it is
     */
    @NonNull
    Optional<Duration> lateBy(@CheckForNull Instant soundAt, @NonNull Instant now) {
        Duration rpo = objective.rpo();
        if (rpo == null) {
            return Optional.empty();
        }
        Instant madeAt = soundAt == null || KnownBackup.isFromFuture(soundAt, now) ? Instant.EPOCH : soundAt;
        Instant due = madeAt.plus(rpo);
        return now.isAfter(due) ? Optional.of(Duration.between(due, now)) : Optional.empty();
    }
}
