package io.jenkins.plugins.cinderbackup.leftovers;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.InitMilestone;
import hudson.model.PeriodicWork;
import hudson.model.Run;
import io.jenkins.plugins.cinderbackup.engine.RunJournal;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.page.FailureMessage;
import io.jenkins.plugins.cinderbackup.page.RunResultAction;
import io.jenkins.plugins.cinderbackup.port.Ticker;
import io.jenkins.plugins.cinderbackup.removal.PendingRemoval;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import io.jenkins.plugins.cinderbackup.wiring.RemovalLoop;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.YesNoMaybe;
import jenkins.model.Jenkins;

/**
 * Looks for what runs have left behind, at start-up and every hour, and when a run ends; the removal itself goes on in the background on a thread of the
 * plugin.
 */
@Extension(dynamicLoadable = YesNoMaybe.YES)
public final class LeftoverRemoval extends PeriodicWork {
    private static final Logger LOGGER = Logger.getLogger(LeftoverRemoval.class.getName());

    /** Set when it has begun. */
    @CheckForNull
    private RemovalLoop loop;
    /** Why the journals cannot be looked through, or null. */
    @CheckForNull
    private volatile PermanentException unlistable;

    /** The one of this controller. */
    @NonNull
    static LeftoverRemoval get() {
        return ExtensionList.lookupSingleton(LeftoverRemoval.class);
    }

    @Override
    public long getRecurrencePeriod() {
        return HOUR;
    }

    /** At once: the loop waits until all jobs are loaded. */
    @Override
    public long getInitialDelay() {
        return 0;
    }

    @Override
    protected void doRun() {
        try {
            BackupServices.get().removal().refresh();
            unlistable = null;
        } catch (PermanentException e) {
            LOGGER.log(Level.WARNING, e, () -> "What runs have left behind is not removed");
            unlistable = e;
        }
        loop().wake();
    }

    private synchronized RemovalLoop loop() {
        if (loop == null) {
            BackupServices services = BackupServices.get();
            RemovalLoop made = new RemovalLoop(
                    services.removal()::next,
                    services.threads(),
                    () -> Jenkins.get().getInitLevel() == InitMilestone.COMPLETED);
            services.removal().begin(BuildOwners::of, run -> made.wake(), LeftoverRemoval::showRemoved);
            loop = made;
        }
        return loop;
    }

    /** The page of the run's build, if that is still there, no longer says that something is left. */
    private static void showRemoved(RunJournal journal) {
        Run<?, ?> build = BuildOwners.build(journal.origin()).orElse(null);
        if (build == null) {
            return;
        }
        boolean news = RunResultAction.of(build, journal.run().value())
                .filter(action -> action.removed(journal, Ticker.system().now()))
                .isPresent();
        try {
            if (news) {
                build.save();
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> "That run " + journal.run() + " has left nothing any more cannot be stored with " + build);
        }
    }

    /** Whether an administrator can help by saying that this home is no copy. */
    boolean doubtsHome() {
        return unlistable == null && BackupServices.get().removal().doubtsHome();
    }

    /** An administrator says that this home is no copy. */
    void trustHome() {
        BackupServices.get().removal().trustHome();
        loop().wake();
    }

    /** Has the removal of that run tried at once. */
    void retryNow(@NonNull RunId run) {
        BackupServices.get().removal().retryNow(run);
        loop().wake();
    }

    /**
     * Has what a scan has found removed, as far as it is past its end.
     *
     * @param scan when the scan that is confirmed began
     * @param only the one run that is meant; null for all
     */
    void removeOrphans(@NonNull Instant scan, @CheckForNull RunId only) {
        BackupServices.get().scanner().remove(scan, only);
        loop().wake();
    }

    /** Whether there is something that an administrator should do. */
    boolean needsHelp() {
        return unlistable != null || BackupServices.get().removal().needsHelp();
    }

    /** What is left of runs that are over; nothing while the journals cannot be looked through. */
    @NonNull
    List<PendingRemoval> pending() {
        try {
            return BackupServices.get().removal().pending();
        } catch (PermanentException e) {
            unlistable = e;
            return List.of();
        }
    }

    /** Why the journals cannot be looked through, line by line; empty if they can. */
    @NonNull
    List<String> unlistable() {
        PermanentException why = unlistable;
        return why == null ? List.of() : FailureMessage.lines(why.findings());
    }
}
