package io.jenkins.plugins.cinderbackup.operation.scs;

import io.jenkins.plugins.cinderbackup.engine.RunContext;
import io.jenkins.plugins.cinderbackup.model.ContainerResources;
import io.jenkins.plugins.cinderbackup.model.NewClaim;
import io.jenkins.plugins.cinderbackup.model.NewNetworkPolicy;
import io.jenkins.plugins.cinderbackup.model.NewPersistentVolume;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.Sizes;
import io.jenkins.plugins.cinderbackup.model.TestJob;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.VolumeUse;
import io.jenkins.plugins.cinderbackup.phase.Names;
import io.jenkins.plugins.cinderbackup.phase.cluster.BoundClaim;
import io.jenkins.plugins.cinderbackup.port.Cluster.Rehearsal;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one part of the test makes in the cluster to have a pod see a volume. All have one name, which no other part has: so each part finds its own again, and nothing
 * of an earlier one.
 *
 * @param part one that is of data
 */
record DataObjects(ScsTestPlan plan, DataSettings settings, TestPart part) implements BoundClaim {
    private static final Set<ResourceKind> KINDS = EnumSet.of(
            ResourceKind.JOB, ResourceKind.NETWORK_POLICY, ResourceKind.CLAIM, ResourceKind.PERSISTENT_VOLUME);

    /** Enough to write and read a few MiB, and so little that it fits in any quota. */
    private static final ContainerResources RESOURCES = new ContainerResources("50m", "32Mi", "1", "256Mi");

    /** Whether it is about the volume that backups are restored to. */
    boolean isOfRestored() {
        return part == TestPart.COMPARE || part == TestPart.COMPARE_INCREMENT;
    }

    /** The Cinder volume, as the run has made it. */
    TrackedResource volume(RunContext run) {
        String name = isOfRestored() ? plan.restored(run.journal()) : plan.volume(run.journal());
        return run.journal().resource(ResourceKind.VOLUME, name).orElseThrow();
    }

    @Override
    public NewClaim claim(RunContext run) {
        return NewClaim.temporary(
                settings.job().namespace(),
                name(run),
                "",
                ScsTestPlan.SIZE * Sizes.GIB,
                run.journal().ownership());
    }

    @Override
    public NewPersistentVolume volume(RunContext run, String claimUid) {
        return volume(run, claimUid, volume(run).id());
    }

    /** The node makes the file system when it mounts the empty volume. What was restored it must not change, and least of all make one where there is none. */
    private NewPersistentVolume volume(RunContext run, String claimUid, String volumeId) {
        return new NewPersistentVolume(
                name(run),
                settings.job().namespace(),
                name(run),
                claimUid,
                volumeId,
                NewPersistentVolume.CINDER_CSI,
                NewPersistentVolume.DEFAULT_FS,
                isOfRestored() ? VolumeUse.reading() : VolumeUse.writing(List.of()),
                "",
                ScsTestPlan.SIZE * Sizes.GIB,
                null,
                Optional.empty(),
                run.journal().ownership());
    }

    @Override
    public String label() {
        return "PVC to " + (isOfRestored() ? "compare restored data" : "write data");
    }

    /** What keeps the network from the pod. */
    NewNetworkPolicy policy(RunContext run) {
        return new NewNetworkPolicy(
                settings.job().namespace(), name(run), name(run), run.journal().ownership());
    }

    /** What writes, or compares. */
    TestJob job(RunContext run) {
        return new TestJob(
                name(run),
                name(run),
                DataScript.FOLDER,
                isOfRestored(),
                isOfRestored()
                        ? DataScript.reading(
                                TestedData.of(run.journal()).written().keySet())
                        : DataScript.writing(part),
                List.of(),
                settings.job().runAsUser(),
                RESOURCES,
                settings.job().within(plan.timeout()),
                run.journal().ownership());
    }

    /** Whether it is what such parts make: this one, or an earlier one by a call whose answer was lost, which would keep this one's from being removed. */
    static boolean include(TrackedResource resource) {
        return KINDS.contains(resource.kind());
    }

    /** The name of all of them. */
    private String name(RunContext run) {
        return new Names(plan.prefix(), "scs-test")
                .kubernetes(
                        run.journal().run(),
                        "-" + part.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** All of them before any exists. */
    Rehearsal rehearsal(RunContext run) {
        return new Rehearsal(
                List.of(claim(run), volume(run, Rehearsal.NO_ID, Rehearsal.NO_ID), policy(run), job(run)),
                Map.of(settings.job().namespace(), ScsTestRequirements.IN_CLUSTER));
    }
}
