package io.jenkins.plugins.cinderbackup.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.jenkins.plugins.cinderbackup.model.ContainerJob;
import io.jenkins.plugins.cinderbackup.restic.RepositoryEnvironment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A Job that runs restic. */
final class ResticPod {
    static final String DATA = "data-";
    static final String REPOSITORY = "repository";
    static final String CACHE = "cache";
    static final String TMP = "tmp";

    /** How long restic has, after SIGTERM, to release its lock. */
    private static final Duration GRACE = Duration.ofSeconds(30);
    /** Readable by whichever user restic runs as: without an fsGroup the files belong to root. */
    private static final int READABLE = 0444;

    private ResticPod() {}

    static Job job(ContainerJob job) {
        return new JobManifest(job.name(), job.settings(), job.tags(), GRACE, ResticContainer.of(job), volumes(job))
                .job();
    }

    private static List<Volume> volumes(ContainerJob job) {
        List<Volume> volumes = new ArrayList<>();
        for (ContainerJob.Mount mount : job.mounts()) {
            volumes.add(new VolumeBuilder()
                    .withName(DATA + volumes.size())
                    .withNewPersistentVolumeClaim(mount.claim(), mount.readOnly())
                    .build());
        }
        for (String scratch : List.of(TMP, CACHE)) {
            volumes.add(new VolumeBuilder()
                    .withName(scratch)
                    .withNewEmptyDir()
                    .endEmptyDir()
                    .build());
        }
        volumes.add(new VolumeBuilder()
                .withName(REPOSITORY)
                .withNewSecret()
                .withSecretName(job.secret())
                .withDefaultMode(READABLE)
                // Either file may be absent; the rest of the Secret is environment
                .withOptional(true)
                .withItems(Stream.of(RepositoryEnvironment.CA_CERTIFICATE, RepositoryEnvironment.KEY_FILE)
                        .map(name -> new KeyToPath(name, null, name))
                        .toList())
                .endSecret()
                .build());
        return volumes;
    }
}
