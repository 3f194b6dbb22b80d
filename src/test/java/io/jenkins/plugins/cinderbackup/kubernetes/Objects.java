package io.jenkins.plugins.cinderbackup.kubernetes;

import io.jenkins.plugins.cinderbackup.model.ContainerJob;
import io.jenkins.plugins.cinderbackup.model.ContainerResources;
import io.jenkins.plugins.cinderbackup.model.JobSettings;
import io.jenkins.plugins.cinderbackup.model.NewClaim;
import io.jenkins.plugins.cinderbackup.model.NewPersistentVolume;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.RepositorySecret;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.VolumeUse;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupRequirements;
import io.jenkins.plugins.cinderbackup.port.Cluster;
import io.jenkins.plugins.cinderbackup.port.Cluster.Rehearsal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one run asks for, with ordinary values. */
public final class Objects {
    static final String DRIVER = "cinder.csi.openstack.org";
    static final long SIZE = 64L << 20;
    private static final List<String> VARIABLES = List.of("RESTIC_REPOSITORY", "RESTIC_PASSWORD");
    private static final Duration START = Duration.ofMinutes(10);

    public final RunId run = RunId.random();
    public final Ownership tags = new Ownership(
            new Origin("jenkins-1", "Ordner/größer", "42"),
            run,
            "source-volume",
            Instant.parse("2026-03-01T10:00:00Z"),
            Instant.parse("2026-03-02T10:00:00Z"));
    private final String namespace;
    private final String image;

    public Objects(String namespace, String image) {
        this.namespace = namespace;
        this.image = image;
    }

    String name() {
        return "csb-shop-db-" + run;
    }

    public NewClaim claim() {
        return claim(name());
    }

    public NewPersistentVolume volume(String claimUid, String volumeId) {
        return volume(name(), claimUid, volumeId, VolumeUse.reading());
    }

    /** A claim of this name in the same run. */
    NewClaim claim(String named) {
        return NewClaim.temporary(namespace, named, "", SIZE, tags);
    }

    /** The PV for that claim. */
    NewPersistentVolume volume(String named, String claimUid, String volumeId, VolumeUse use) {
        return new NewPersistentVolume(
                named,
                namespace,
                named,
                claimUid,
                volumeId,
                DRIVER,
                "ext4",
                use,
                "",
                SIZE,
                null,
                Optional.empty(),
                tags);
    }

    /** A Job of this name that sees these claims. */
    ContainerJob job(String named, List<ContainerJob.Mount> mounts, String... args) {
        return new ContainerJob(
                named,
                List.of(args),
                mounts,
                name(),
                VARIABLES,
                List.of(),
                settings(Duration.ofMinutes(2)),
                resources(),
                tags);
    }

    public RepositorySecret secret() {
        return new RepositorySecret(namespace, name(), tags);
    }

    public ContainerJob job(String... args) {
        return job(settings(Duration.ofMinutes(2)), args);
    }

    public ContainerJob job(JobSettings settings, String... args) {
        return new ContainerJob(
                name(),
                List.of(args),
                List.of(new ContainerJob.Mount(name(), "/data", true)),
                name(),
                VARIABLES,
                List.of(),
                settings,
                resources(),
                tags);
    }

    public JobSettings settings(Duration timeout) {
        return settings(START, timeout);
    }

    JobSettings settings(Duration startTimeout, Duration timeout) {
        return settings(image, startTimeout, timeout, Map.of(), Map.of(), 0);
    }

    public JobSettings settings(
            String otherImage,
            Duration timeout,
            Map<String, String> labels,
            Map<String, String> annotations,
            long user) {
        return settings(otherImage, START, timeout, labels, annotations, user);
    }

    private JobSettings settings(
            String otherImage,
            Duration startTimeout,
            Duration timeout,
            Map<String, String> labels,
            Map<String, String> annotations,
            long user) {
        return new JobSettings(
                otherImage,
                "IfNotPresent",
                List.of(),
                namespace,
                startTimeout,
                timeout,
                null,
                Map.of(),
                List.of(),
                null,
                labels,
                annotations,
                user);
    }

    static ContainerResources resources() {
        return new ContainerResources("10m", "64Mi", "1", "512Mi");
    }

    Rehearsal rehearsal() {
        return rehearsal(job("backup"));
    }

    Rehearsal rehearsal(ContainerJob job) {
        return new Rehearsal(
                List.of(claim(), volume("00000000-0000-0000-0000-000000000000", "volume"), secret(), job),
                Map.of(namespace, BackupRequirements.ALL.permissions()));
    }

    TrackedResource tracked(ResourceKind kind, String uid) {
        return tracked(kind, name(), uid);
    }

    TrackedResource tracked(ResourceKind kind, String named, String uid) {
        String where = kind == ResourceKind.PERSISTENT_VOLUME ? null : namespace;
        return new TrackedResource(
                kind, where, named, uid, TrackedResource.State.CREATED, tags.createdAt(), null, false, null, null);
    }

    /** Claim, PV and Secret; answers the claim. */
    TrackedResource makeVolume(Cluster workloads, String volumeId) {
        String uid = workloads.create(claim());
        workloads.create(volume(uid, volumeId));
        workloads.create(secret());
        return tracked(ResourceKind.CLAIM, uid);
    }

    TrackedResource start(Cluster workloads, ContainerJob job) {
        return tracked(ResourceKind.JOB, workloads.create(job));
    }
}
