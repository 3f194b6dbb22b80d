package io.jenkins.plugins.cinderbackup.operation.restore;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.KeepMark;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.model.SourceClaim;
import io.jenkins.plugins.cinderbackup.model.Volume;
import io.jenkins.plugins.cinderbackup.phase.storage.StorageState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What Cinder would have to say to a revert of a volume, before it is asked: it sets the volume's state before it looks at the snapshot's, and then leaves the volume so.
 *
 * @param volume as it is now
 * @param latest the newest of its snapshots, of whomever
 */
record Revertible(RestorePlan plan, Volume volume, Optional<Snapshot> latest) {
    private static final String REPOSITORY = "restore it from the repository: leave `revert` out";

    /** @throws io.jenkins.plugins.cinderbackup.model.PermanentException if Cinder has no such volume */
    static Revertible look(RestorePlan plan, RunContext run, SourceClaim claim) {
        return new Revertible(
                plan, InPlace.volume(plan, run, claim), run.storage().latestSnapshotOf(claim.volumeId()));
    }

    /**
     * All that stands in the way, beside who uses the volume; empty if nothing does.
     *
     * @param wanted the id of the snapshot that it is to be reverted to; null where that is still to be found, among those that were kept of backups
     */
    List<Finding> obstacles(@CheckForNull String wanted) {
        if (latest.isEmpty()) {
            return List.of(Finding.of(name() + " has no snapshot to which it could be reverted.", REPOSITORY));
        }
        Snapshot newest = latest.get();
        if (wanted == null ? !isOfBackup(newest) : !newest.id().equals(wanted)) {
            return List.of(Finding.of(
                    "Cinder reverts a volume to its newest snapshot only, and that of " + name() + " is "
                            + newest.name()
                            + " (" + newest.id() + ") of " + newest.createdAt() + ", " + whose(newest) + "."
                            + (wanted == null ? "" : " It was to be reverted to " + wanted + "."),
                    REPOSITORY,
                    "where nobody needs that newer snapshot, delete it"));
        }
        List<Finding> findings = new ArrayList<>();
        if (!newest.status().equals(StorageState.AVAILABLE)) {
            findings.add(Finding.of(
                    "Cinder snapshot " + newest.id() + " is in state '" + newest.status()
                            + "'; a volume is reverted only to one that is 'available'.",
                    "try again when what is under way on it has ended, or restore from the repository"));
        }
        if (newest.sizeGiB() != volume.sizeGiB()) {
            findings.add(Finding.of(
                    name() + " has " + volume.sizeGiB() + " GiB, and its snapshot " + newest.id() + " has "
                            + newest.sizeGiB() + " GiB; Cinder reverts to one of the same size only.",
                    REPOSITORY));
        }
        return findings;
    }

    private String name() {
        return "Cinder volume " + volume.id() + " of " + plan.describeSubject();
    }

    private static boolean isOfBackup(Snapshot snapshot) {
        return snapshot.kept()
                && snapshot.tags() != null
                && !snapshot.keepMark().namePrefix().equals(KeepMark.BEFORE_RESTORE);
    }

    private static String whose(Snapshot snapshot) {
        return snapshot.tags() == null
                ? "which this plugin has not made"
                : "made by build " + snapshot.tags().origin().build() + " of "
                        + snapshot.tags().origin().job();
    }
}
