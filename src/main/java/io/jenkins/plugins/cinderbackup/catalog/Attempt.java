package io.jenkins.plugins.cinderbackup.catalog;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.engine.RunReport;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A run that was to back a source up.
 *
 * @param run    its id
 * @param at     when it began
 * @param job    the full name of the job
 * @param build  the number of the build
 * @param result how it ended; null while it goes on, and for ever if nobody saw its end
 * @param duration how long it took; null where nobody knows how it ended
 */
public record Attempt(
        @NonNull String run,
        @NonNull Instant at,
        @NonNull String job,
        @NonNull String build,
        @CheckForNull RunResult result,
        @CheckForNull Duration duration) {
    /** @throws NullPointerException if one is missing that must be there, as in a torn file */
    public Attempt {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(build, "build");
    }

    /**
     * The full names of the jobs that have backed a source up, as far as they are known, or tried to.
     *
     * @param attempts some may be null
     * @param ofBackups of each backup; some may be null
     */
    static Set<String> jobs(Stream<Attempt> attempts, Stream<String> ofBackups) {
        return Stream.concat(attempts.filter(Objects::nonNull).map(Attempt::job), ofBackups.filter(Objects::nonNull))
                .collect(Collectors.toUnmodifiableSet());
    }

    static Attempt of(RunJournal journal) {
        return new Attempt(
                journal.run().value(),
                journal.startedAt(),
                journal.origin().job(),
                journal.origin().build(),
                journal.report().map(RunReport::result).orElse(null),
                journal.report().map(RunReport::duration).orElse(null));
    }
}
