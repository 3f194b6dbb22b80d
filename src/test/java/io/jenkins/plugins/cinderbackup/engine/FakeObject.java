package io.jenkins.plugins.cinderbackup.engine;

import io.jenkins.plugins.cinderbackup.model.ContainerJob;
import io.jenkins.plugins.cinderbackup.model.NewClaim;
import io.jenkins.plugins.cinderbackup.model.NewPersistentVolume;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TestJob;
import java.time.Instant;

/** An object in {@link FakeCluster}. */
final class FakeObject {
    String uid;
    ResourceKind kind;
    Instant createdAt;
    Instant deletedAt;
    boolean kept;
    NewClaim claim;
    NewPersistentVolume volume;
    ContainerJob job;
    TestJob test;
    ResticScript script;
}
