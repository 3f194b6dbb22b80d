package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.Objective;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupOperation;
import io.jenkins.plugins.cinderbackup.operation.volumebackup.VolumeBackupPlan;
import java.time.Duration;
import java.time.Instant;

/** Journals of runs about Cinder's own backups that are over, of the job {@code shop/nightly} and the volume {@link #VOLUME}, for tests of whoever stores or shows them. */
public final class FinishedVolumeBackups {
    /** The volume's id. */
    public static final String VOLUME = World.SOURCE;
    /** What it is called. */
    public static final String NAME = "source";

    private final World world;

    private FinishedVolumeBackups(int number) {
        world = new World(new RunId("%016x".formatted(number)));
        world.cinder = new VolumeBackupPlanBuilder();
        world.backups.made = number - 1;
        world.ticker.advance(Duration.ofDays(number));
    }

    /** A run that makes the backup {@code backup-NUMBER}; later ones have higher numbers. */
    public static FinishedVolumeBackups volumeRun(int number) {
        return new FinishedVolumeBackups(number);
    }

    /** The volume is named, and its id is found out. */
    public FinishedVolumeBackups byName() {
        world.cinder.volumeId = null;
        world.cinder.volume = NAME;
        return this;
    }

    /** The volume behind a PVC, which is found out. */
    public FinishedVolumeBackups ofClaim() {
        world.cinder.volumeId = null;
        world.cinder.claim = new VolumeBackupPlan.Claim("shop", "db");
        return this;
    }

    /** The cloud is written inline. */
    public FinishedVolumeBackups inline() {
        world.cinder.cloudName = null;
        return this;
    }

    public FinishedVolumeBackups dry() {
        world.cinder.dryRun = true;
        return this;
    }

    public FinishedVolumeBackups promising(Objective objective) {
        world.cinder.objective = objective;
        return this;
    }

    /** Cinder cannot make it. */
    public FinishedVolumeBackups failing() {
        world.backups.backupEndsAs = "error";
        return this;
    }

    /** The cloud refuses the first look. */
    public FinishedVolumeBackups refused() {
        world.calls.refuseAlways("volume", Errors.quota("no"));
        world.calls.refuseAlways("volumesNamed", Errors.quota("no"));
        return this;
    }

    /** The backup of an earlier run is there, which this one removes. */
    public FinishedVolumeBackups after(int earlier) {
        world.backups.addKept(
                "backup-" + earlier,
                Duration.ofHours(1),
                false,
                new Ownership(
                        new Origin("jenkins", "shop/nightly", "1"),
                        RunId.random(),
                        World.SOURCE,
                        Instant.EPOCH,
                        Instant.EPOCH));
        world.cinder.keepLast = 1;
        world.cinder.incremental = VolumeBackupPlan.Increment.FALSE;
        return this;
    }

    /** A run that removes that backup, and makes none. */
    public FinishedVolumeBackups removing(int earlier) {
        after(earlier);
        world.cinder.removed = "old-backup-" + earlier;
        return this;
    }

    /** A run that sets the state of that backup, and makes none. */
    public FinishedVolumeBackups setting(int earlier, String state) {
        removing(earlier);
        world.cinder.state = state;
        return this;
    }

    public RunJournal toEnd() {
        world.runToEnd();
        return world.journal;
    }

    /** The same run before it has begun. */
    public RunJournal fresh() {
        return world.begin().journal;
    }

    /** The same run when somebody stops it while Cinder makes the backup. */
    public RunJournal aborted() {
        world.driveTo(VolumeBackupOperation.BACKING_UP);
        world.drive(journal -> !world.backups.all(false).isEmpty());
        world.engine.abort(world.journal, "stop button");
        world.publish(world.drive(journal -> false));
        return world.journal;
    }
}
