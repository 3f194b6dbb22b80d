package io.jenkins.plugins.cinderbackup.operation.verify;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.Durations;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.operation.restore.TrialRestore;
import io.jenkins.plugins.cinderbackup.phase.cluster.CreatingPvc;
import io.jenkins.plugins.cinderbackup.phase.storage.CreatingVolume;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Goes on once a backup is restored, and looks whether that was fast enough: as long as somebody would have waited for it, from the making of the volume until
 * restic has written and read all of it.
 *
 * @param max how long it may take
 * @param next what follows the restore
 */
record RestoreTime(Duration max, Phase next) implements Phase {
    /** How long it was; empty if nothing is restored yet. */
    static Optional<Duration> of(RunJournal journal) {
        Map<PhaseId, Duration> durations = journal.durations(journal.phaseSince());
        return TrialRestore.isDone(journal)
                ? Optional.of(Stream.of(CreatingVolume.ID, CreatingPvc.ID, VerifyOperation.RESTORE)
                        .map(phase -> durations.getOrDefault(phase, Duration.ZERO))
                        .reduce(Duration.ZERO, Duration::plus))
                : Optional.empty();
    }

    @Override
    public PhaseId id() {
        return next.id();
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        Duration took = of(run.journal()).orElseThrow();
        if (took.compareTo(max) > 0) {
            run.warn("The restore took " + Durations.text(took) + ", and `maxDuration` is " + max.toSeconds() + " s");
        }
        return next.advance(run);
    }

    @Override
    public Duration limit() {
        return next.limit();
    }

    @Override
    public Finding timedOut(RunContext run) {
        return next.timedOut(run);
    }
}
