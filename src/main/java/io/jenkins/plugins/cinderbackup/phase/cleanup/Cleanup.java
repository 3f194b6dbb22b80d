package io.jenkins.plugins.cinderbackup.phase.cleanup;

import io.jenkins.plugins.cinderbackup.engine.Companion;
import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunEngine;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes all that the run has created and does not keep, after success, failure and abort alike.
 *
 * @param limit how long deletions may take to be confirmed
 * @param companions what goes on meanwhile
 */
public record Cleanup(Duration limit, List<Companion> companions) implements Phase {
    /** Its name. */
    public static final PhaseId ID = new PhaseId("Cleanup");

    public Cleanup {
        companions = List.copyOf(companions);
    }

    @Override
    public PhaseId id() {
        return ID;
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        List<Companion> busy = new ArrayList<>();
        boolean acted = false;
        for (Companion companion : companions) {
            PhaseStatus status = companion.advance(run);
            acted |= status == PhaseStatus.ACTED;
            if (status != PhaseStatus.DONE) {
                busy.add(companion);
            }
        }
        PhaseStatus removal = removal(run, busy);
        if (acted || removal == PhaseStatus.ACTED) {
            return PhaseStatus.ACTED;
        }
        if (busy.stream().anyMatch(Companion::holdsTheRun)) {
            return PhaseStatus.WAITING;
        }
        return Removal.isForTheBackground(run) || isPast(run) ? PhaseStatus.DONE : PhaseStatus.WAITING;
    }

    private static PhaseStatus removal(RunContext run, List<Companion> busy) {
        try {
            return new Removal(run)
                    .advance(resource -> busy.stream().noneMatch(companion -> companion.needs(resource)));
        } catch (TransientException e) {
            if (isPast(run)) {
                return PhaseStatus.WAITING;
            }
            throw e;
        }
    }

    private static boolean isPast(RunContext run) {
        Instant end = run.journal().deadline(RunEngine.ABORT).orElseGet(run::removalDeadline);
        return !run.now().isBefore(end);
    }

    /** Never told: what is not removed in time is named in the report. */
    @Override
    public Finding timedOut(RunContext run) {
        return Finding.of("Cleanup timed out", "increase `cleanup.timeout`");
    }
}
