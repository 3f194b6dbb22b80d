package io.jenkins.plugins.cinderbackup.engine.phase;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Snapshot;
import io.jenkins.plugins.cinderbackup.model.StorageQuota;
import io.jenkins.plugins.cinderbackup.model.StorageQuota.Limit;
import io.jenkins.plugins.cinderbackup.model.Volume;
import java.util.ArrayList;
import java.util.List;

/** Whether Cinder would let a volume be snapshot and cloned. */
final class StorageCheck {
    private final RunContext run;

    StorageCheck(RunContext run) {
        this.run = run;
    }

    /** The volume, as Cinder itself knows it. */
    Volume volume(String id) {
        return run.storage()
                .volume(id)
                .orElseThrow(() -> PermanentException.of(
                        "Cinder volume " + id + " of " + run.plan().describeSource() + " was not found in cloud "
                                + run.plan().cloud() + ".",
                        "check that the OpenStack credential belongs to the project of the volume, and the region"));
    }

    /** What is wrong with the volume's state for good. */
    List<Finding> checkStatus(Volume volume) {
        if (StorageState.isFailed(volume.status())) {
            return List.of(Finding.of(wrongState(volume), "an administrator must mend the volume first"));
        }
        if (StorageState.isAtRest(volume.status())
                && volume.attached()
                && !run.plan().snapshot().force()) {
            return List.of(Finding.of(
                    "Cinder volume " + volume.id() + " is attached, and `snapshot.force` is off.",
                    "set `snapshot.force` to true, or detach the volume first"));
        }
        return List.of();
    }

    /** What is wrong with it and passes. */
    List<Finding> checkRest(Volume volume) {
        return StorageState.isAtRest(volume.status()) || StorageState.isFailed(volume.status())
                ? List.of()
                : List.of(Finding.of(wrongState(volume), "try again when what is under way on it has ended"));
    }

    private static String wrongState(Volume volume) {
        return "Cinder volume " + volume.id() + " is in state '" + volume.status()
                + "'; a snapshot needs 'available' or 'in-use'.";
    }

    /** What has no room; and a word of caution where there is room only if the cloud does not count snapshots. */
    List<Finding> checkQuota(Volume volume, StorageQuota quota) {
        long size = volume.sizeGiB();
        if (quota.gigabytes().hasRoomFor(size) && !quota.gigabytes().hasRoomFor(2 * size)) {
            run.caution("The quota 'gigabytes' has room for the temporary volume (" + size
                    + " GiB), but not for the snapshot too: " + used(quota.gigabytes())
                    + ". Where snapshots count, creating the volume will fail; " + retained(volume) + ".");
        }
        return full(volume, quota);
    }

    /** What has no room. */
    List<Finding> full(Volume volume, StorageQuota quota) {
        List<Finding> findings = new ArrayList<>();
        check("snapshots", quota.snapshots(), 1, findings, volume);
        check("volumes", quota.volumes(), 1, findings, volume);
        check("gigabytes", quota.gigabytes(), volume.sizeGiB(), findings, volume);
        return findings;
    }

    private void check(String name, Limit limit, long needed, List<Finding> findings, Volume volume) {
        if (limit.hasRoomFor(needed)) {
            return;
        }
        String message = "The quota '" + name + "' of cloud " + run.plan().cloud() + " has no room: " + used(limit)
                + ", needed " + needed + " more.";
        String ask = "ask for a higher quota";
        findings.add(name.equals("volumes") ? Finding.of(message, ask) : Finding.of(message, retained(volume), ask));
    }

    private String retained(Volume volume) {
        long retained = run.storage().ourSnapshotsOf(volume.id()).snapshots().stream()
                .filter(Snapshot::kept)
                .count();
        return "it counts " + retained + " retained snapshots of this volume; lower `snapshot.retention` to keep fewer";
    }

    private static String used(Limit limit) {
        return "used " + limit.used() + " of " + limit.max()
                + (limit.leaving() == 0 ? "" : ", of which " + limit.leaving() + " is about to go");
    }
}
