package io.jenkins.plugins.cinderbackup.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.cinderbackup.model.ContainerJob.Mount;
import io.jenkins.plugins.cinderbackup.model.JobState;
import io.jenkins.plugins.cinderbackup.model.Presence;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.model.VolumeUse;
import io.jenkins.plugins.cinderbackup.port.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Jobs of one run that share a repository on a volume, each with another volume at {@code /data}. */
final class RepositoryRuns {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Cluster workloads;
    private final Objects objects;
    private final Mount repository;
    private final List<TrackedResource> made = new ArrayList<>();
    private int names;

    /** @param repositoryVolume with a repository in its folder {@code repository} */
    RepositoryRuns(Cluster workloads, Objects objects, String repositoryVolume) {
        this.workloads = workloads;
        this.objects = objects;
        workloads.create(objects.secret());
        repository = new Mount(claim(repositoryVolume, VolumeUse.writing(List.of())), "/repository", false);
    }

    /** Makes a claim over the volume, whoever else has one; answers its name. */
    String claim(String volumeId, VolumeUse use) {
        String name = nextName();
        String uid = workloads.create(objects.claim(name));
        TrackedResource claim = objects.tracked(ResourceKind.CLAIM, name, uid);
        made.add(claim);
        made.add(objects.tracked(
                ResourceKind.PERSISTENT_VOLUME, name, workloads.create(objects.volume(name, uid, volumeId, use))));
        await().atMost(PATIENCE).until(() -> workloads.claim(claim).isBound());
        return name;
    }

    /** Runs restic with these claims at {@code /data}, until no node has them any more; answers what it says. */
    String restic(List<Mount> data, String... args) {
        List<Mount> mounts = new ArrayList<>(data);
        mounts.add(repository);
        List<String> all = new ArrayList<>(List.of("--repo=/repository/repository"));
        all.addAll(List.of(args));
        String name = nextName();
        TrackedResource job = objects.tracked(
                ResourceKind.JOB, name, workloads.create(objects.job(name, mounts, all.toArray(String[]::new))));
        try {
            return answer(job);
        } finally {
            remove(job);
        }
    }

    private String answer(TrackedResource job) {
        await().atMost(PATIENCE)
                .until(() -> !(workloads.job(job) instanceof JobState.Starting
                        || workloads.job(job) instanceof JobState.Running));
        String said = workloads.log(job, 1000).orElse("");
        assertThat(workloads.job(job)).as(said).isEqualTo(new JobState.Exited(0, "Completed"));
        return said;
    }

    private String nextName() {
        return objects.name() + "-" + ++names;
    }

    private void remove(TrackedResource resource) {
        workloads.delete(resource, objects.run);
        await().atMost(PATIENCE).until(() -> workloads.presence(resource, objects.run) == Presence.GONE);
    }

    /** Removes all of it but for the Secret. */
    void remove() {
        // A PV stays as long as its claim is there
        made.forEach(resource -> workloads.delete(resource, objects.run));
        made.forEach(this::remove);
    }
}
