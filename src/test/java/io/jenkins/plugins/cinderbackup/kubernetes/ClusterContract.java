package io.jenkins.plugins.cinderbackup.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.cinderbackup.model.ContainerJob;
import io.jenkins.plugins.cinderbackup.model.ContainerResources;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.JobState;
import io.jenkins.plugins.cinderbackup.model.MarkedObject;
import io.jenkins.plugins.cinderbackup.model.NewClaim;
import io.jenkins.plugins.cinderbackup.model.NewNetworkPolicy;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.Presence;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.port.Cluster;
import io.jenkins.plugins.cinderbackup.port.Cluster.Rehearsal;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.LocalRestic;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.NeedsRestic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the adapter does on a simulated cluster and on a real one alike. */
abstract class ClusterContract extends ClaimContract {
    private String volumeWithRepository() throws Exception {
        Path content = Files.createDirectories(temporary.resolve("content"));
        Path file = Files.writeString(content.resolve("größer.txt"), "text");
        LocalRestic.run(content.resolve("repository"), "correct horse", "init");
        LocalRestic.run(content.resolve("repository"), "correct horse", "backup", "--host=source", file.toString());
        return volumeOf(content);
    }

    @Test
    @NeedsRestic
    void aRunBindsItsClaimRunsResticOnTheVolumeAndLeavesNothing() throws Exception {
        AtomicInteger hints = new AtomicInteger();
        try (Cluster.Subscription subscription =
                workloads.subscribe(namespace(), objects.run, hints::incrementAndGet)) {
            TrackedResource claim = objects.makeVolume(workloads, volumeWithRepository());
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> workloads.claim(claim).isBound());
            TrackedResource job = objects.start(workloads, objects.job("snapshots", "--no-lock"));

            assertThat(end(job)).isEqualTo(new JobState.Exited(0, "Completed"));
            assertThat(workloads.log(job, 100))
                    .hasValueSatisfying(
                            log -> assertThat(log).contains("source").contains("größer.txt"));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(hints).hasPositiveValue());
        }
    }

    @Test
    @NeedsRestic
    void anExitCodeOtherThanZeroIsResticsAnswer() throws Exception {
        Path empty = Files.createDirectories(temporary.resolve("empty"));
        objects.makeVolume(workloads, volumeOf(empty));
        TrackedResource job = objects.start(workloads, objects.job("snapshots", "--no-lock"));

        assertThat(end(job)).isInstanceOfSatisfying(JobState.Exited.class, exited -> {
            assertThat(exited.exitCode()).isIn(1, 10);
            assertThat(exited.reason()).isEqualTo("Error");
        });
        assertThat(workloads.log(job, 1))
                .hasValueSatisfying(log -> assertThat(log.lines()).hasSize(1));
    }

    @Test
    void anArgumentReachesResticAsItIsWrittenAlsoWhereItLooksLikeAVariable() throws Exception {
        String argument = "$(RESTIC_PASSWORD) $$(RESTIC_PASSWORD) $(TMPDIR) $(UNKNOWN) a$$b $RESTIC_PASSWORD $(";
        objects.makeVolume(workloads, volumeOf(Files.createDirectories(temporary.resolve("empty"))));
        TrackedResource job = objects.start(workloads, objects.job(argument));

        assertThat(end(job)).isEqualTo(new JobState.Exited(1, "Error"));
        assertThat(workloads.log(job, 10))
                .hasValueSatisfying(log -> assertThat(log).contains("unknown command \"" + argument + "\""));
    }

    @Test
    void creatingTwiceGivesTheSameObjects() throws Exception {
        TrackedResource claim = objects.makeVolume(workloads, volumeWith(""));

        assertThat(workloads.create(objects.claim())).isEqualTo(claim.id());
        assertThat(workloads.create(objects.secret())).isEqualTo(workloads.create(objects.secret()));
        String volume = workloads.create(objects.volume(claim.id(), "another"));
        assertThat(workloads.create(objects.volume(claim.id(), "another"))).isEqualTo(volume);
    }

    @Test
    void aNetworkPolicyIsMadeOnceAndGoes() {
        NewNetworkPolicy policy = new NewNetworkPolicy(namespace(), objects.name(), objects.name(), objects.tags);
        String uid = workloads.create(policy);
        TrackedResource tracked = objects.tracked(ResourceKind.NETWORK_POLICY, uid);

        assertThat(workloads.create(policy)).isEqualTo(uid);
        assertThat(workloads.presence(tracked, objects.run)).isEqualTo(Presence.PRESENT);
        assertThat(workloads.presence(tracked, RunId.random())).isEqualTo(Presence.GONE);
        workloads.delete(tracked, objects.run);
        await().atMost(PATIENCE).until(() -> workloads.presence(tracked, objects.run) == Presence.GONE);
    }

    @Test
    void anotherRunsObjectsAreNeitherTakenNorRemoved() {
        String uid = workloads.create(objects.claim());
        RunId other = RunId.random();
        TrackedResource claim = objects.tracked(ResourceKind.CLAIM, uid);

        workloads.delete(claim, other);
        workloads.delete(objects.tracked(ResourceKind.CLAIM, "another-uid"), objects.run);

        assertThat(workloads.presence(claim, other)).isEqualTo(Presence.GONE);
        assertThat(workloads.presence(claim, objects.run)).isEqualTo(Presence.PRESENT);
        NewClaim theirs = NewClaim.temporary(
                namespace(),
                objects.name(),
                "",
                Objects.SIZE,
                new Ownership(
                        objects.tags.origin(), other, "v", objects.tags.createdAt(), objects.tags.mayLiveUntil()));
        assertThatThrownBy(() -> workloads.create(theirs))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("not this run's");
    }

    @ParameterizedTest
    @EnumSource(
            value = ResourceKind.class,
            names = {"JOB", "CLAIM", "PERSISTENT_VOLUME", "SECRET"})
    void whatIsKeptIsNotDeletedAndIsSeenToBeKept(ResourceKind kind) throws Exception {
        objects.makeVolume(workloads, volumeWith(""));
        objects.start(workloads, objects.job("version"));
        TrackedResource kept = objects.tracked(kind, null);

        workloads.keep(kept, objects.run);
        workloads.keep(kept, objects.run);
        workloads.delete(kept, objects.run);

        assertThat(workloads.presence(kept, objects.run)).isEqualTo(Presence.KEPT);
        assertThat(new KubernetesInventory(cluster, Set.of(namespace()), false)
                        .scan()
                        .objects())
                .filteredOn(object -> object.name().equals(objects.name()))
                .filteredOn(MarkedObject::kept)
                .extracting(MarkedObject::kind)
                .containsExactly(kind);
        assertThatThrownBy(() -> workloads.keep(kept, RunId.random())).isInstanceOf(PermanentException.class);
        deleteByHand(kind);
    }

    /** As an administrator does who knows nothing of our marks. */
    private void deleteByHand(ResourceKind kind) {
        KubernetesClient client = cluster.client();
        switch (kind) {
            case JOB ->
                client.batch()
                        .v1()
                        .jobs()
                        .inNamespace(namespace())
                        .withName(objects.name())
                        .delete();
            case CLAIM ->
                client.persistentVolumeClaims()
                        .inNamespace(namespace())
                        .withName(objects.name())
                        .delete();
            case PERSISTENT_VOLUME ->
                client.persistentVolumes().withName(objects.name()).delete();
            default ->
                client.secrets()
                        .inNamespace(namespace())
                        .withName(objects.name())
                        .delete();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | BLANK | cannot mount unformatted disk",
                "crypto_LUKS | FOREIGN | wrong fs type",
                "gpt | FOREIGN | wrong fs type",
                "xfs | FOREIGN | wrong fs type",
            })
    void aVolumeThatCannotBeMountedIsSaidToBeSoOnceTheNodeHasTriedForAWhile(
            String format, JobState.Unmountable.Content content, String words) throws Exception {
        objects.makeVolume(workloads, volumeWith(format));
        TrackedResource job = objects.start(workloads, objects.job("version"));

        await().atMost(PATIENCE)
                .until(() -> workloads.job(job) instanceof JobState.Starting starting
                        && starting.detail().contains("FailedMount")
                        && starting.detail().contains(words));
        await().atMost(PATIENCE)
                .until(() -> workloads.job(job) instanceof JobState.Unmountable unmountable
                        && unmountable.content() == content
                        && unmountable.reason().startsWith("FailedMount: ")
                        && unmountable.reason().contains(words));
        assertThat(workloads.log(job, 10)).isEmpty();
    }

    @Test
    @NeedsRestic
    void aJobPastItsDeadlineHasRunForTooLong() throws Exception {
        objects.makeVolume(workloads, volumeOf(Files.createDirectories(temporary.resolve("empty"))));
        TrackedResource job = objects.start(
                workloads,
                objects.job(
                        objects.settings(Duration.ofSeconds(1), Duration.ofSeconds(2)),
                        "-r",
                        silent.repository(),
                        "snapshots"));

        assertThat(end(job)).isEqualTo(new JobState.Overrun());
    }

    @Test
    @NeedsRestic
    void deletingARunningJobEndsResticAndIsOverOnlyWhenItsPodIsGone() throws Exception {
        TrackedResource claim =
                objects.makeVolume(workloads, volumeOf(Files.createDirectories(temporary.resolve("empty"))));
        TrackedResource job = objects.start(workloads, objects.job("-r", silent.repository(), "snapshots"));
        await().atMost(PATIENCE).until(() -> workloads.job(job) instanceof JobState.Running);
        workloads.delete(claim, objects.run);
        assertThat(workloads.presence(claim, objects.run)).isEqualTo(Presence.DELETING);

        workloads.delete(job, objects.run);

        assertThat(workloads.presence(job, objects.run)).isIn(Presence.DELETING, Presence.GONE);
        await().atMost(PATIENCE).until(() -> workloads.presence(job, objects.run) == Presence.GONE);
        assertThat(workloads.job(job)).isEqualTo(new JobState.Absent());
        await().atMost(PATIENCE).until(() -> workloads.presence(claim, objects.run) == Presence.GONE);
        workloads.delete(job, objects.run);
    }

    @Test
    void theRehearsalFindsNothingWrongAndCreatesNothing() {
        assertThat(workloads.check(objects.rehearsal())).isEmpty();
        for (ResourceKind kind :
                List.of(ResourceKind.JOB, ResourceKind.CLAIM, ResourceKind.PERSISTENT_VOLUME, ResourceKind.SECRET)) {
            assertThat(workloads.presence(objects.tracked(kind, null), objects.run))
                    .isEqualTo(Presence.GONE);
        }
    }

    @Test
    void aMissingNamespaceIsOneFinding() {
        Rehearsal elsewhere = new Objects("no-such-namespace", image()).rehearsal();

        assertThat(workloads.check(elsewhere))
                .singleElement()
                .extracting(Finding::message)
                .asString()
                .isEqualTo("The namespace 'no-such-namespace' does not exist.");
    }

    @Test
    void aJobThatTheServerFindsInvalidIsAFindingWithItsField() {
        ContainerJob job = objects.job("backup");
        ContainerJob greedy = new ContainerJob(
                job.name(),
                job.args(),
                job.mounts(),
                job.secret(),
                job.variables(),
                job.furtherSecrets(),
                job.settings(),
                new ContainerResources("4", "64Mi", "1", "512Mi"),
                job.tags());

        assertThat(workloads.check(objects.rehearsal(greedy)))
                .singleElement()
                .extracting(Finding::message)
                .asString()
                .contains("spec.template.spec.containers[0].resources.requests")
                .contains("cpu limit");
    }
}
