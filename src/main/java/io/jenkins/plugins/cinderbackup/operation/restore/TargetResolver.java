package io.jenkins.plugins.cinderbackup.operation.restore;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.Findings;
import io.jenkins.plugins.cinderbackup.model.NewPersistentVolume;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Sizes;
import io.jenkins.plugins.cinderbackup.model.SourceClaim;
import io.jenkins.plugins.cinderbackup.model.StorageClassSettings;
import io.jenkins.plugins.cinderbackup.model.StorageQuota;
import io.jenkins.plugins.cinderbackup.model.VolumeUse;
import io.jenkins.plugins.cinderbackup.phase.storage.QuotaFindings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the new volume is like: as the user has it, else as the backup's tags say, else as the source's PVC is that may still be there. Nothing is guessed: what nobody
 * says is asked for.
 */
final class TargetResolver {
    private static final String IN_TREE = "kubernetes.io/cinder";

    private final RestorePlan plan;
    private final RestorePoint point;
    private final RunContext run;
    private final Optional<SourceClaim> living;
    private final Findings findings = new Findings();

    TargetResolver(RestorePlan plan, RestorePoint point, RunContext run) {
        this.plan = plan;
        this.point = point;
        this.run = run;
        this.living = living();
    }

    private Optional<SourceClaim> living() {
        if (plan.sourceClaim() == null) {
            return Optional.empty();
        }
        try {
            return run.cluster().living(plan.sourceNamespace(), plan.sourceClaim());
        } catch (PermanentException e) {
            // It is asked only for what nobody else says, and then that is said
            return Optional.empty();
        }
    }

    /** @throws PermanentException with all that keeps it from being made */
    TargetVolume resolve() {
        long capacity = capacity();
        Optional<StorageClassSettings> storageClass = storageClass().flatMap(this::settings);
        quota(capacity);
        findings.throwIfAny();
        String zone = zone(storageClass);
        return new TargetVolume(
                null,
                capacity,
                storageClass.map(StorageClassSettings::name).orElse(""),
                storageClass.map(TargetResolver::driver).orElse(NewPersistentVolume.CINDER_CSI),
                fsType(storageClass),
                storageClass.map(StorageClassSettings::volumeType).orElse(null),
                zone,
                living.filter(claim -> claim.nodeAffinity() != null && isWhereTheSourceIs(claim, zone))
                        .map(SourceClaim::nodeAffinity)
                        .orElse(null),
                storageClass.map(StorageClassSettings::reclaimPolicy).orElse("Retain"),
                storageClass.map(StorageClassSettings::mountOptions).orElse(List.of()),
                accessModes());
    }

    private long capacity() {
        long backedUp = point.volume().sizeBytes();
        Long wanted = plan.target().sizeBytes();
        if (wanted != null && wanted < backedUp) {
            findings.add(
                    "`to.size` is " + Sizes.binary(wanted) + ", and the backed-up volume has " + Sizes.binary(backedUp)
                            + ".",
                    "choose at least " + Sizes.binary(backedUp) + ", or leave `to.size` out");
        }
        long size = wanted != null
                ? wanted
                : backedUp > 0
                        ? backedUp
                        : living.map(SourceClaim::capacityBytes).orElse(0L);
        if (size == 0) {
            findings.add(
                    "Neither the backup nor a PVC that is still there says how large the volume was.", set("to.size"));
        }
        return size;
    }

    private Optional<String> storageClass() {
        Optional<String> named = Stream.of(
                        Optional.ofNullable(plan.target().storageClass()),
                        Optional.of(point.volume().storageClass()),
                        living.map(SourceClaim::storageClass))
                .flatMap(Optional::stream)
                .filter(name -> !name.isEmpty())
                .findFirst();
        boolean isKnownToBeNone = plan.target().storageClass() != null
                || living.isPresent()
                || !point.volume().accessModes().isEmpty();
        if (named.isEmpty() && !isKnownToBeNone) {
            findings.add(
                    "Neither the backup nor a PVC that is still there says of which storage class it was.",
                    set("to.storageClass"));
        }
        return named;
    }

    private Optional<StorageClassSettings> settings(String name) {
        Optional<Optional<StorageClassSettings>> answer =
                findings.attempt(() -> run.cluster().storageClass(name));
        answer.filter(Optional::isEmpty)
                .ifPresent(gone -> findings.add(
                        "There is no storage class '" + name + "' in the cluster.", set("to.storageClass")));
        Optional<StorageClassSettings> found = answer.flatMap(known -> known);
        found.filter(known -> !isOfCinder(known))
                .ifPresent(other -> findings.add(
                        "Storage class '" + name + "' is of '" + other.provisioner()
                                + "', and a volume of Cinder is to be made.",
                        set("to.storageClass") + " to one of the Cinder CSI driver"));
        return found;
    }

    /** What is tried on a temporary volume has no such settings. */
    private String set(String setting) {
        return plan.target().isTemporary()
                ? "restore it with `cinderSnapshotRestore`, and there set `" + setting + "`"
                : "set `" + setting + "`";
    }

    private static boolean isOfCinder(StorageClassSettings storageClass) {
        return storageClass.provisioner().contains("cinder");
    }

    private static String driver(StorageClassSettings storageClass) {
        return storageClass.provisioner().equals(IN_TREE) ? NewPersistentVolume.CINDER_CSI : storageClass.provisioner();
    }

    /** What is on a snapshot stays what it is; a blank volume gets what was backed up. */
    private String fsType(Optional<StorageClassSettings> storageClass) {
        return Stream.of(
                        Optional.of(point.volume().fsType()),
                        living.map(SourceClaim::fsType),
                        storageClass.map(StorageClassSettings::fsType))
                .flatMap(Optional::stream)
                .filter(type -> !type.isEmpty())
                .findFirst()
                .orElse(NewPersistentVolume.DEFAULT_FS);
    }

    /** Cinder makes a copy of a snapshot where that is. */
    private String zone(Optional<StorageClassSettings> storageClass) {
        if (point.cinderSnapshotId() != null) {
            return null;
        }
        return storageClass
                .map(StorageClassSettings::availabilityZone)
                .or(() -> Optional.of(point.volume().zone()))
                .filter(zone -> !zone.isEmpty())
                .orElse(null);
    }

    /** A zone of Kubernetes need not have the name of Cinder's, so Cinder is asked where the source is. */
    private boolean isWhereTheSourceIs(SourceClaim claim, @CheckForNull String zone) {
        return zone == null
                || claim.zones().contains(zone)
                || run.storage()
                        .volume(claim.volumeId())
                        .filter(volume -> volume.availabilityZone().equals(zone))
                        .isPresent();
    }

    private List<String> accessModes() {
        return Stream.of(
                        plan.target().accessModes(),
                        point.volume().accessModes(),
                        living.map(SourceClaim::accessModes).orElse(List.of()))
                .filter(modes -> !modes.isEmpty())
                .findFirst()
                .orElse(List.of(VolumeUse.READ_WRITE_ONCE));
    }

    private void quota(long capacity) {
        long size = Sizes.roundedUpToGiB(capacity);
        Optional<StorageQuota> quota = findings.attempt(run.storage()::quota);
        quota.ifPresent(now -> findings.addAll(QuotaFindings.ofVolumes(plan.cloud(), now, 1, size)));
    }
}
