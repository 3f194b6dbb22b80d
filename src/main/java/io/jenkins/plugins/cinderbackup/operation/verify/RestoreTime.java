package io.jenkins.plugins.cinderbackup.operation.verify;

import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseId;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.Durations;
import io.jenkins.plugins.cinderbackup.operation.restore.TrialRestore;
import io.jenkins.plugins.cinderbackup.phase.PhaseDecorator;
import io.jenkins.plugins.cinderbackup.phase.cluster.CreatingPvc;
import io.jenkins.plugins.cinderbackup.phase.storage.CreatingVolume;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks, at the end of the last part of a proof, whether restore and test were fast enough: as long as somebody would have waited for them, from the making of
 * the volume until restic has written and read all of it, and the test has said that it is good. The comparison between them does not count.
 *
 * @param max how long it may take
 * @param phase the last part: the test, or what follows the restore where there is none
 */
record RestoreTime(Duration max, Phase phase) implements PhaseDecorator {
    /** How long the restore was; empty if nothing is restored yet. */
    static Optional<Duration> of(RunJournal journal) {
        Map<PhaseId, Duration> durations = journal.durations(journal.phaseSince());
        return TrialRestore.isDone(journal)
                ? Optional.of(Stream.of(CreatingVolume.ID, CreatingPvc.ID, VerifyOperation.RESTORE)
                        .map(phase -> durations.getOrDefault(phase, Duration.ZERO))
                        .reduce(Duration.ZERO, Duration::plus))
                : Optional.empty();
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        PhaseStatus status = phase.advance(run);
        if (status == PhaseStatus.DONE) {
            warn(run);
        }
        return status;
    }

    /** What was written down of the test, not the clock: a controller may come back later. */
    private void warn(RunContext run) {
        Optional<Answer> test = VerifyOutcome.of(run.journal()).answer(VerifyOperation.TESTED);
        Duration took = of(run.journal())
                .orElseThrow()
                .plusSeconds(test.map(Answer::seconds).orElse(0L));
        if (took.compareTo(max) > 0) {
            run.warn("The restore" + (test.isPresent() ? " and the test" : "") + " took " + Durations.text(took)
                    + ", and `maxDuration` is " + max.toSeconds() + " s");
        }
    }
}
