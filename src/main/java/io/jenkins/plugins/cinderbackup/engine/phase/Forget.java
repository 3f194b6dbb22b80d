package io.jenkins.plugins.cinderbackup.engine.phase;

import io.jenkins.plugins.cinderbackup.engine.BackupRun;
import io.jenkins.plugins.cinderbackup.engine.PermanentException;
import io.jenkins.plugins.cinderbackup.engine.Step;
import io.jenkins.plugins.cinderbackup.engine.TransientException;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.time.Instant;

/** restic's retention: begun by one phase and carried on by the next. It may fail, but the backup counts. */
final class Forget {
    private Forget() {}

    /** Whether the plan asks for it, and a backup was made that allows it. */
    static boolean isWanted(BackupRun run) {
        return !run.plan().retention().isEmpty()
                && run.journal().soundness().isSound()
                && run.journal().failure().isEmpty()
                && run.journal().abortedBecause().isEmpty()
                && !run.journal().retentionFailed();
    }

    /** Goes on with it; done when it has ended, well or not, at the latest when its limit has passed. */
    static Step advance(BackupRun run) {
        // Asked first, so that it runs also while calls fail.
        Instant end = run.deadline("Forget", new Backup().limit(run.plan()));
        try {
            return new ResticTask(Kind.FORGET, run).advance();
        } catch (TransientException e) {
            if (run.now().isBefore(end)) {
                throw e;
            }
            return failed(run, "it took too long. The last call failed: " + e.getMessage());
        } catch (PermanentException e) {
            return failed(run, e.getMessage());
        }
    }

    private static Step failed(BackupRun run, String why) {
        run.endRetention();
        run.warn("Retention failed: " + why);
        run.queue().leave(run.repositoryKey(), run.journal().run());
        return Step.DONE;
    }
}
