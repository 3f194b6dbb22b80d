package io.jenkins.plugins.cinderbackup.engine.phase;

import io.jenkins.plugins.cinderbackup.engine.BackupRun;
import io.jenkins.plugins.cinderbackup.engine.Finding;
import io.jenkins.plugins.cinderbackup.engine.PermanentException;
import io.jenkins.plugins.cinderbackup.engine.Snapshot;
import io.jenkins.plugins.cinderbackup.engine.StorageQuota;
import io.jenkins.plugins.cinderbackup.engine.StorageQuota.Limit;
import io.jenkins.plugins.cinderbackup.engine.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whether Cinder would let a volume be snapshot and cloned. */
final class StorageCheck {
    private static final String IN_USE = "in-use";

    private final BackupRun run;

    StorageCheck(BackupRun run) {
        this.run = run;
    }

    /** The volume, as Cinder itself knows it. */
    Volume volume(String id) {
        return run.storage()
                .volume(id)
                .orElseThrow(() -> PermanentException.of(
                        "Cinder volume " + id + " of " + run.plan().describeSource() + " was not found in cloud " + run.plan().cloud() + ".",
                        "check that the OpenStack credential belongs to the project of the volume, and the region"));
    }

    void checkStatus(Volume volume, Set<Finding> findings) {
        boolean inUse = volume.status().equals(IN_USE);
        if (!inUse && !volume.status().equals(StorageState.AVAILABLE)) {
            findings.add(Finding.of(
                    "Cinder volume " + volume.id() + " is in state '" + volume.status() + "'; a snapshot needs 'available' or 'in-use'.",
                    volume.status().contains("error")
                            ? "an administrator must mend the volume first"
                            : "try again when what is under way on it has ended"));
        } else if ((inUse || volume.attached()) && !run.plan().snapshot().force()) {
            findings.add(Finding.of(
                    "Cinder volume " + volume.id() + " is attached, and `snapshot.force` is off.",
                    "set `snapshot.force` to true, or detach the volume first"));
        }
    }

    List<Finding> checkQuota(Volume volume, StorageQuota quota) {
        List<Finding> findings = new ArrayList<>();
        long size = volume.sizeGiB();
        check("snapshots", quota.snapshots(), 1, findings, volume);
        check("volumes", quota.volumes(), 1, findings, volume);
        check("gigabytes", quota.gigabytes(), size, findings, volume);
        if (quota.gigabytes().hasRoomFor(size) && !quota.gigabytes().hasRoomFor(2 * size)) {
            run.caution("The quota 'gigabytes' has room for the temporary volume (" + size + " GiB), but not for the snapshot too: "
                    + used(quota.gigabytes()) + ". Where snapshots count, creating the volume will fail; " + retained(volume) + ".");
        }
        return findings;
    }

    private void check(String name, Limit limit, long needed, List<Finding> findings, Volume volume) {
        if (limit.hasRoomFor(needed)) {
            return;
        }
        String message = "The quota '" + name + "' of cloud " + run.plan().cloud() + " has no room: " + used(limit) + ", needed " + needed + " more.";
        String ask = "ask for a higher quota";
        findings.add(name.equals("volumes") ? Finding.of(message, ask) : Finding.of(message, retained(volume), ask));
    }

    private String retained(Volume volume) {
        long retained = run.storage().ourSnapshotsOf(volume.id()).stream().filter(Snapshot::kept).count();
        return "it counts " + retained + " retained snapshots of this volume; lower `snapshot.retention` to keep fewer";
    }

    private static String used(Limit limit) {
        return "used " + limit.used() + " of " + limit.max();
    }
}
