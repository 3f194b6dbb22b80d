package io.jenkins.plugins.cinderbackup.operation.restore;

import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.operation.restore.RestoreGoal.Restored;
import io.jenkins.plugins.cinderbackup.phase.restic.ResticGoal;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import io.jenkins.plugins.cinderbackup.restic.ResticResult;
import io.jenkins.plugins.cinderbackup.restic.RestoreSize;
import java.util.function.BiFunction;

/**
 * Compares what was restored with what the repository says that the backup has: in numbers, so without reading the data again.
 *
 * @param notWhole the failure for a restore that is not whole, and why it is not
 */
record StatsGoal(RestorePlan plan, BiFunction<RunContext, String, PermanentException> notWhole) implements ResticGoal {
    /** What the repository says that the backup has, once it was asked. */
    static final Fact<RestoreSize> SIZE = new Fact<>("backupSize", RestoreSize.class);

    /** Of a restore that somebody wants to have. */
    StatsGoal(RestorePlan plan) {
        this(plan, (run, why) -> notWhole(plan, run, why));
    }

    private static PermanentException notWhole(RestorePlan plan, RunContext run, String why) {
        PermanentException failure = PermanentException.of(
                "The restore is not whole: " + why, "restore again; if it stays so, restore another backup");
        // What restic has said of it is not believed any more. Written down with the failure
        run.journal().facts().remove(RestoreGoal.RESTORED);
        return plan.inPlace() ? Overwriting.unusable(plan, run.journal(), failure) : failure;
    }

    @Override
    public Kind kind() {
        return Kind.STATS;
    }

    @Override
    public ResticCommand command(RunContext run) {
        return ResticCommand.stats(RestorePoint.of(run).resticId());
    }

    @Override
    public boolean reads() {
        return true;
    }

    @Override
    public void succeeded(RunContext run, ResticResult result) {
        RestoreSize size = result.output()
                .size()
                .filter(known -> known.snapshots() == 1)
                .orElseThrow(() -> PermanentException.of(
                        "The repository does not say how large the backup is, so nobody can tell whether all of it was restored.",
                        "see whether the backup is still there with `restic snapshots`"));
        // Written down with the end of restic
        run.journal().facts().put(SIZE, size);
        Restored restored = run.fact(RestoreGoal.RESTORED).orElseThrow();
        if (restored.files() == null) {
            run.note("This restic does not say how much it has restored, so nobody can compare that with the "
                    + size.files() + " files and folders with " + size.bytes()
                    + " bytes of the backup: that needs 0.16 or later");
            return;
        }
        if (restored.files() != size.files() || restored.bytes() != size.bytes()) {
            throw notWhole.apply(
                    run,
                    "restic has restored " + restored.files() + " files and folders with " + restored.bytes()
                            + " bytes, and the backup has " + size.files() + " with " + size.bytes() + ".");
        }
        run.note("As many files and bytes as the backup has: " + size.files() + ", " + size.bytes());
    }
}
