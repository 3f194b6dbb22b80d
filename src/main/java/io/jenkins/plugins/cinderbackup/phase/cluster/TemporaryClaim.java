package io.jenkins.plugins.cinderbackup.phase.cluster;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cinderbackup.engine.Fact;
import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.NewClaim;
import io.jenkins.plugins.cinderbackup.model.NewPersistentVolume;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.Sizes;
import io.jenkins.plugins.cinderbackup.model.SourceClaim;
import io.jenkins.plugins.cinderbackup.model.VolumeUse;
import io.jenkins.plugins.cinderbackup.phase.Names;
import io.jenkins.plugins.cinderbackup.phase.storage.SourceVolume;
import java.util.Optional;

/**
 * The temporary PVC over a copy of a source, and its PV.
 *
 * @param namespace where the PVC is made
 * @param storageClass the storage class on both sides, or null for the source's
 * @param availabilityZone the zone that the copy is made in, or null for Cinder's choice
 * @param fsType the file system of a source that no PV describes
 */
public record TemporaryClaim(
        Names names,
        String namespace,
        @CheckForNull String storageClass,
        @CheckForNull String availabilityZone,
        String fsType)
        implements BoundClaim {
    /** The source PVC, known once the checks have passed; absent where a volume is named by its id alone. */
    public static final Fact<SourceClaim> SOURCE = new Fact<>("sourceClaim", SourceClaim.class);

    /** What a temporary PVC is a copy of. */
    public record Source(Optional<SourceClaim> claim, SourceVolume volume, Ownership ownership) {
        /** The source of a run whose checks have passed. */
        public static Source of(RunContext run) {
            return new Source(
                    run.fact(SOURCE),
                    run.fact(SourceVolume.FACT).orElseThrow(),
                    run.journal().ownership());
        }
    }

    @Override
    public NewClaim claim(RunContext run) {
        return claim(Source.of(run));
    }

    @Override
    public NewPersistentVolume volume(RunContext run, String claimUid) {
        String copy = run.journal()
                .resource(ResourceKind.VOLUME, names.volume(run.journal().startedAt()))
                .orElseThrow()
                .id();
        return volume(Source.of(run), claimUid, copy);
    }

    @Override
    public String label() {
        return "Temporary PVC";
    }

    /** The PVC. */
    public NewClaim claim(Source source) {
        return NewClaim.temporary(namespace, name(source), storageClass(source), capacity(source), source.ownership());
    }

    /**
     * The PV, mounted with {@code ro}.
     *
     * @param volumeId the copy
     */
    public NewPersistentVolume volume(Source source, String claimUid, String volumeId) {
        return new NewPersistentVolume(
                name(source),
                namespace,
                name(source),
                claimUid,
                volumeId,
                source.claim().map(SourceClaim::driver).orElse(NewPersistentVolume.CINDER_CSI),
                source.claim().map(SourceClaim::fsType).orElse(fsType),
                VolumeUse.reading(),
                storageClass(source),
                capacity(source),
                source.claim().map(SourceClaim::nodeAffinity).orElse(null),
                zoneFit(source).change(),
                source.ownership());
    }

    /** Says so where nobody knows whether nodes that may mount the copy can attach it. */
    public void caution(RunContext run, Source source) {
        zoneFit(source).caution(run);
    }

    private ZoneFit zoneFit(Source source) {
        return new ZoneFit(availabilityZone, source.claim(), source.volume().availabilityZone());
    }

    /** The name of both. */
    private String name(Source source) {
        return names.kubernetes(source.ownership().run(), "");
    }

    /** The same on both sides and never null: with null the cluster's default class would be put in on one of them. */
    private String storageClass(Source source) {
        return storageClass != null
                ? storageClass
                : source.claim().map(SourceClaim::storageClass).orElse("");
    }

    private static long capacity(Source source) {
        return source.claim()
                .map(SourceClaim::capacityBytes)
                .orElse(source.volume().sizeGiB() * Sizes.GIB);
    }
}
