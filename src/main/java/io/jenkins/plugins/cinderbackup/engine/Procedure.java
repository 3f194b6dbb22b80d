package io.jenkins.plugins.cinderbackup.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The phases of an operation in their order. The last one cleans up, after success, failure and abort alike.
 *
 * @param duringCleanup what goes on while the last phase removes
 */
public record Procedure(List<Phase> phases, List<Companion> duringCleanup) {
    /** Added to the sum of the limits: nobody but the run touches what it has created before that is over. */
    private static final Duration SLACK = Duration.ofHours(1);

    public Procedure {
        phases = List.copyOf(phases);
        duringCleanup = List.copyOf(duringCleanup);
    }

    /** The longest that a run may take: the engine ends it by then. */
    public Duration longest() {
        return Stream.concat(
                        phases.stream().map(Phase::limit),
                        duringCleanup.stream().map(Companion::limit))
                .reduce(SLACK, Duration::plus);
    }

    /** The one that a run begins with, and the only one of a dry run. */
    public Phase first() {
        return phases.get(0);
    }

    Phase cleanup() {
        return phases.get(phases.size() - 1);
    }

    /**
     * The phase of this name.
     *
     * @throws IllegalStateException if there is none
     */
    Phase phase(PhaseId id) {
        return phases.stream()
                .filter(phase -> phase.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No phase " + id));
    }

    /** The next one that the run wants, unless it is the last one. */
    Optional<Phase> after(Phase phase, RunContext run) {
        return phases.stream()
                .skip(phases.indexOf(phase) + 1L)
                .filter(next -> next.isWanted(run))
                .findFirst();
    }
}
