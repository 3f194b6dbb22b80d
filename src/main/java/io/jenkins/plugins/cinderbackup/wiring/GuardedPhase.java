package io.jenkins.plugins.cinderbackup.wiring;

import io.jenkins.plugins.cinderbackup.engine.BackupPlan;
import io.jenkins.plugins.cinderbackup.engine.Phase;
import io.jenkins.plugins.cinderbackup.engine.PhaseName;
import io.jenkins.plugins.cinderbackup.engine.PhaseStatus;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.BackupException;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A phase in which a mistake of ours, or a class that another plugin should bring, is a failure like any other: the run is cleaned up. One in the clean-up itself leaves the rest to the
 * background. The operator's log has the stack trace.
 */
public final class GuardedPhase implements Phase {
    private static final Logger LOGGER = Logger.getLogger(GuardedPhase.class.getName());

    private final Phase phase;
    private final Consumer<RunContext> before;

    /** @param before called at the beginning of each look */
    public GuardedPhase(Phase phase, Consumer<RunContext> before) {
        this.phase = phase;
        this.before = before;
    }

    @Override
    public PhaseName name() {
        return phase.name();
    }

    @Override
    public PhaseStatus advance(RunContext run) {
        try {
            before.accept(run);
            return phase.advance(run);
        } catch (BackupException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            LOGGER.log(
                    Level.SEVERE,
                    e,
                    () -> "Unexpected in phase " + name() + " of run "
                            + run.journal().run());
            String message = "An error in the plugin itself: " + e.getClass().getSimpleName() + " in " + name();
            if (name() == PhaseName.CLEANUP) {
                run.warn(message + ". The rest is removed in the background.");
                return PhaseStatus.DONE;
            }
            throw PermanentException.of(
                    message,
                    "the controller's log has the details of run "
                            + run.journal().run() + "; please report them");
        }
    }

    @Override
    public Duration limit(BackupPlan plan) {
        return phase.limit(plan);
    }

    @Override
    public Finding timedOut(RunContext run) {
        return phase.timedOut(run);
    }

    @Override
    public boolean isEssential() {
        return phase.isEssential();
    }
}
