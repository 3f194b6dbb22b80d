package io.jenkins.plugins.cinderbackup.kubernetes;

import io.jenkins.plugins.cinderbackup.engine.BackupPlan;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.port.Cluster;
import io.jenkins.plugins.cinderbackup.port.Cluster.NewClaim;
import io.jenkins.plugins.cinderbackup.port.Cluster.NewJob;
import io.jenkins.plugins.cinderbackup.port.Cluster.NewPersistentVolume;
import io.jenkins.plugins.cinderbackup.port.Cluster.NewSecret;
import io.jenkins.plugins.cinderbackup.port.Cluster.Rehearsal;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one run asks for, with ordinary values. */
final class Objects {
    static final String DRIVER = "cinder.csi.openstack.org";
    static final long SIZE = 64L << 20;

    final RunId run = RunId.random();
    final Ownership tags = new Ownership(
            new Origin("jenkins-1", "Ordner/größer", "42"),
            run,
            "source-volume",
            Instant.parse("2026-03-01T10:00:00Z"),
            Instant.parse("2026-03-02T10:00:00Z"));
    private final String namespace;
    private final String image;

    Objects(String namespace, String image) {
        this.namespace = namespace;
        this.image = image;
    }

    String name() {
        return "csb-shop-db-" + run;
    }

    NewClaim claim() {
        return new NewClaim(namespace, name(), "", SIZE, tags);
    }

    NewPersistentVolume volume(String claimUid, String volumeId) {
        return new NewPersistentVolume(
                name(), namespace, name(), claimUid, volumeId, DRIVER, "ext4", "", SIZE, null, Optional.empty(), tags);
    }

    NewSecret secret() {
        return new NewSecret(namespace, name(), tags);
    }

    NewJob job(String... args) {
        return job(settings(Map.of(), Map.of(), 0), Duration.ofSeconds(120), args);
    }

    NewJob job(BackupPlan.Job settings, Duration timeout, String... args) {
        return new NewJob(
                namespace,
                name(),
                new ResticCommand(ResticCommand.Kind.BACKUP, List.of(args)),
                Optional.of(name()),
                name(),
                Optional.empty(),
                settings,
                resources(),
                timeout,
                tags);
    }

    BackupPlan.Job settings(Map<String, String> labels, Map<String, String> annotations, long user) {
        return settings(image, labels, annotations, user);
    }

    BackupPlan.Job settings(String otherImage, Map<String, String> labels, Map<String, String> annotations, long user) {
        return new BackupPlan.Job(
                otherImage,
                "IfNotPresent",
                List.of(),
                namespace,
                Duration.ofMinutes(10),
                Duration.ofMinutes(2),
                null,
                Map.of(),
                List.of(),
                null,
                labels,
                annotations,
                user);
    }

    static BackupPlan.Resources resources() {
        return new BackupPlan.Resources("10m", "64Mi", "1", "512Mi");
    }

    Rehearsal rehearsal() {
        return new Rehearsal(
                claim(), volume("00000000-0000-0000-0000-000000000000", "volume"), secret(), job("backup"));
    }

    TrackedResource tracked(ResourceKind kind, String uid) {
        String where = kind == ResourceKind.PERSISTENT_VOLUME ? null : namespace;
        return new TrackedResource(
                kind, where, name(), uid, TrackedResource.State.CREATED, tags.createdAt(), null, false, null);
    }

    /** Claim, PV and Secret; answers the claim. */
    TrackedResource makeVolume(Cluster workloads, String volumeId) {
        String uid = workloads.createClaim(claim());
        workloads.createPersistentVolume(volume(uid, volumeId));
        workloads.createSecret(secret());
        return tracked(ResourceKind.CLAIM, uid);
    }

    TrackedResource start(Cluster workloads, NewJob job) {
        return tracked(ResourceKind.JOB, workloads.createJob(job));
    }
}
