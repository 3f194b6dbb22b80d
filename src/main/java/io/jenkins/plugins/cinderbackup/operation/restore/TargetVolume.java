package io.jenkins.plugins.cinderbackup.operation.restore;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Sizes;
import io.jenkins.plugins.cinderbackup.model.SourceClaim;
import java.util.List;

/**
 * The volume that is restored to, and what its PV says.
 *
 * @param volumeId the Cinder volume that is there already, or null for one that is made
 * @param storageClass of PVC and PV, possibly empty
 * @param driver the CSI driver's name
 * @param volumeType the Cinder volume type, or null for Cinder's choice
 * @param availabilityZone Cinder's zone, or null for its choice
 * @param nodeAffinity of the PV as JSON, or null
 * @param reclaimPolicy what becomes of the volume when the PVC is deleted
 */
record TargetVolume(
        @CheckForNull String volumeId,
        long capacityBytes,
        String storageClass,
        String driver,
        String fsType,
        @CheckForNull String volumeType,
        @CheckForNull String availabilityZone,
        @CheckForNull String nodeAffinity,
        String reclaimPolicy,
        List<String> mountOptions,
        List<String> accessModes) {
    /** Known before anything is made. */
    static final Fact<TargetVolume> FACT = new Fact<>("targetVolume", TargetVolume.class);

    private static final String RETAIN = "Retain";

    TargetVolume {
        mountOptions = List.copyOf(mountOptions);
        accessModes = List.copyOf(accessModes);
    }

    /** The volume of a PVC that is there, for a second PV over it. */
    static TargetVolume of(SourceClaim claim) {
        return new TargetVolume(
                claim.volumeId(),
                claim.capacityBytes(),
                claim.storageClass(),
                claim.driver(),
                claim.fsType(),
                null,
                null,
                claim.nodeAffinity(),
                RETAIN,
                List.of(),
                claim.accessModes());
    }

    static TargetVolume of(RunContext run) {
        return run.fact(FACT).orElseThrow();
    }

    /** In Cinder's unit, rounded up. */
    long sizeGiB() {
        return Sizes.roundedUpToGiB(capacityBytes);
    }
}
