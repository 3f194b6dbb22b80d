package io.jenkins.plugins.cinderbackup.removal;

import static io.jenkins.plugins.cinderbackup.removal.OrphanSite.ended;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.cinderbackup.model.Origin;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.RunId;
import io.jenkins.plugins.cinderbackup.removal.OrphanReport.Verdict;
import io.jenkins.plugins.cinderbackup.removal.OrphanSite.Left;
import io.jenkins.plugins.cinderbackup.simulator.openstack.Fault;
import io.jenkins.plugins.cinderbackup.simulator.openstack.SimRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes when an administrator confirms what a scan has found, and above all what stays. */
@Timeout(120)
class OrphanRemovalTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String KEEP = "cinder-snapshot-backup.keep";

    private OrphanWorld world;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        world = new OrphanWorld(folder);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void whatIsPastItsEndIsShownWithItsOwnerAndRemovedInTheOrderOfTheCleanUp() {
        Left left = world.leaveAll(ended(HOUR, "Ordner/größte Sicherung 🎉"));

        world.scan();

        OrphanReport found = world.found(left.run());
        assertThat(found.verdict()).isEqualTo(Verdict.REMOVABLE);
        assertThat(found.tags().origin()).isEqualTo(left.tags().origin());
        assertThat(found.targets()).containsExactlyInAnyOrder("cloud 'production'", "cluster 'production'");
        assertThat(found.objects())
                .hasSize(7)
                .extracting(object -> object.kind().label())
                .containsExactly(
                        "Job",
                        "Pod",
                        "PersistentVolumeClaim",
                        "PersistentVolume",
                        "Cinder volume",
                        "Cinder snapshot",
                        "Secret");
        assertThat(found.objects())
                .filteredOn(object -> object.id().equals(left.volume()))
                .first()
                .satisfies(volume -> assertThat(volume.sizeGiB()).isEqualTo(2));

        assertThat(world.remove()).isEqualTo(1);

        assertThat(world.inCluster()).isEmpty();
        assertThat(world.cloud.volumes()).extracting(volume -> volume.id()).containsExactly(left.source());
        assertThat(world.cloud.snapshots()).isEmpty();
        assertThat(world.progress(left.run()).state()).isEqualTo(OrphanRemovalProgress.State.REMOVED);
        assertThat(world.cloud.requests("DELETE", "").stream().map(SimRequest::path))
                .hasSize(2)
                .satisfies(
                        paths -> assertThat(paths.get(0)).endsWith(left.volume()),
                        paths -> assertThat(paths.get(1)).endsWith(left.snapshot()));
        assertThat(world.scan().runs()).isEmpty();
    }

    @Test
    void backupsByCinderThatNobodyHasMarkedToStayGoThoseThatOthersBuildOnLast() {
        Ownership past = ended(HOUR, "nightly");
        String source = world.cloud.addVolume("pvc-of-db", 2);
        String full = world.leaveBackup(past, source, false);
        String increment = world.leaveBackup(past, source, true);
        String kept = world.leaveBackup(ended(HOUR, "weekly"), world.cloud.addVolume("other", 2), false);
        world.backups().keepBackup(kept);
        String living = world.leaveBackup(OrphanSite.living(), world.cloud.addVolume("third", 2), false);
        String foreign = world.leaveBackup(ended(HOUR, "by hand"), world.cloud.addVolume("fourth", 2), false);
        world.cloud.retag(foreign, Map::clear);

        world.scan();

        assertThat(world.seen("production").lines()).isEmpty();
        assertThat(world.found(past.run()).verdict()).isEqualTo(Verdict.REMOVABLE);
        assertThat(world.found(past.run()).objects())
                .extracting(object -> object.kind().label(), object -> object.id(), object -> object.sizeGiB())
                .containsExactly(tuple("Cinder backup", full, 2L), tuple("Cinder backup", increment, 2L));
        assertThat(world.remove()).isEqualTo(1);

        assertThat(world.idsOfBackups()).containsExactly(kept, living, foreign);
        assertThat(world.cloud.requests("DELETE", "/backups/").stream().map(SimRequest::path))
                .satisfiesExactly(
                        first -> assertThat(first).endsWith(increment),
                        second -> assertThat(second).endsWith(full));
    }

    @Test
    void aBackupByCinderThatIsMarkedToStayAfterTheScanStaysToo() {
        Ownership past = ended(HOUR, "nightly");
        String backup = world.leaveBackup(past, world.cloud.addVolume("pvc-of-db", 2), false);
        world.scan();
        world.backups().keepBackup(backup);

        world.remove();

        assertThat(world.idsOfBackups()).containsExactly(backup);
        assertThat(world.cloud.requests("DELETE", "")).isEmpty();
    }

    @Test
    void aBackupThatCinderIsStillMakingGoesWhenItIsMade() {
        world.cloud.transition(Duration.ofHours(1));
        Ownership past = ended(HOUR, "nightly");
        String backup = world.leaveBackup(past, world.cloud.addVolume("pvc-of-db", 2), false);
        world.scan();
        world.confirm(null);
        world.attempt();
        assertThat(world.progress(past.run()).lastErrors().toString()).contains("Cinder is still making it");
        assertThat(world.idsOfBackups()).containsExactly(backup);

        world.cloud.transition(Duration.ZERO);
        world.settle();

        assertThat(world.idsOfBackups()).isEmpty();
    }

    @Test
    void whereBackupsMayNotBeListedTheRestIsFoundAllTheSameAndThatIsSaid() {
        Left left = world.leaveInCloud(ended(HOUR, "nightly"));
        world.cloud.fail(Fault.on("GET", "/backups/detail")
                .answers(403, "{\"forbidden\": {\"code\": 403, \"message\": \"Policy does not allow it\"}}")
                .always());

        assertThat(world.scanAndRemove()).isEqualTo(1);

        assertThat(world.hasVolume(left.volume()) || world.hasSnapshot(left.snapshot()))
                .isFalse();
        assertThat(world.seen("production").lines().toString())
                .contains("Cinder's own backups were not scanned.", "Policy does not allow it");
    }

    @Test
    void aRunThatMayLiveIsNotTouchedWhicheverJenkinsItIs() {
        Ownership elsewhere = OrphanSite.living();
        Ownership copy = new Ownership(
                new Origin("another-jenkins", "nightly", "7"),
                RunId.random(),
                "source",
                elsewhere.createdAt(),
                elsewhere.mayLiveUntil());
        Left mine = world.leaveAll(elsewhere);
        Left others = world.leaveInCloud(copy);

        assertThat(world.scanAndRemove()).isZero();

        assertThat(world.found(mine.run()).verdict()).isEqualTo(Verdict.MAY_LIVE);
        assertThat(world.found(others.run()).verdict()).isEqualTo(Verdict.MAY_LIVE);
        assertThat(world.inCluster()).hasSize(5);
        assertThat(world.hasVolume(mine.volume())
                        && world.hasSnapshot(mine.snapshot())
                        && world.hasVolume(others.volume()))
                .isTrue();
        assertThat(world.confirm(mine.run())).as("also if it is named").isZero();
    }

    @Test
    void aRunThatGoesOnHereIsNotTouchedAlsoPastItsEnd() {
        Left left = world.leaveInCloud(ended(HOUR, "nightly"));
        world.driven.add(left.run());

        assertThat(world.scanAndRemove()).isZero();

        assertThat(world.found(left.run()).verdict()).isEqualTo(Verdict.GOES_ON);
        assertThat(world.hasVolume(left.volume())).isTrue();
    }

    @Test
    void aSnapshotThatIsMarkedToStayStays() {
        Left left = world.leaveInCloud(ended(HOUR, "nightly"));
        world.cloud.retag(left.snapshot(), metadata -> metadata.put(KEEP, "true"));

        assertThat(world.scanAndRemove()).as("for the volume").isEqualTo(1);

        assertThat(world.hasVolume(left.volume())).isFalse();
        assertThat(world.hasSnapshot(left.snapshot())).isTrue();
        world.scan();
        assertThat(world.found(left.run()).verdict()).isEqualTo(Verdict.KEPT);
        assertThat(world.remove()).isZero();
    }

    @Test
    void aVolumeThatIsMarkedToStayAfterTheScanStaysToo() {
        Left left = world.leaveInCloud(ended(HOUR, "restore"));
        world.scan();
        world.clouds.blockStorage(world.cloud.cloud()).keepVolume(left.volume());
        world.cloud.retag(left.snapshot(), metadata -> metadata.put(KEEP, "true"));

        world.remove();

        assertThat(world.hasVolume(left.volume())).isTrue();
    }

    @Test
    void aSnapshotThatIsMarkedToStayAfterTheScanStaysToo() {
        Left left = world.leaveInCloud(ended(HOUR, "nightly"));
        world.scan();
        world.cloud.retag(left.snapshot(), metadata -> metadata.put(KEEP, "true"));

        world.remove();

        assertThat(world.hasSnapshot(left.snapshot())).isTrue();
        assertThat(world.progress(left.run()).lastErrors())
                .singleElement()
                .asString()
                .contains("marked to stay");
    }

    @Test
    void aCinderIdThatOnlyAKubernetesObjectNamesIsNotBelieved() {
        Ownership tags = ended(HOUR, "nightly");
        String victim = world.cloud.addVolume("somebody's data", 10);
        world.leaveInCluster(tags, "csb-forged", victim);

        world.scanAndRemove();

        assertThat(world.inCluster()).isEmpty();
        assertThat(world.hasVolume(victim)).isTrue();
        assertThat(world.cloud.requests("DELETE", "")).isEmpty();
    }

    @Test
    void aClockThatIsSetBackAfterTheLookEndsTheRemoval() {
        Left left = world.leaveInCloud(ended(HOUR, "nightly"));
        world.scan();
        world.ahead = Duration.ofDays(-1);

        assertThat(world.remove()).isZero();
        assertThat(world.hasVolume(left.volume())).isTrue();
    }

    @Test
    void whatIsGoneMeanwhileIsFine() {
        Left left = world.leaveAll(ended(HOUR, "nightly"));
        world.scan();
        world.cluster.delete("jobs", "default", left.name());
        world.cluster.delete("secrets", "default", left.name());

        assertThat(world.remove()).isEqualTo(1);

        assertThat(world.progress(left.run()).state()).isEqualTo(OrphanRemovalProgress.State.REMOVED);
        assertThat(world.inCluster()).isEmpty();
    }

    @Test
    void anotherObjectOfTheSameNameIsNotTakenForTheOneThatWasFound() {
        Left left = world.leaveAll(ended(HOUR, "nightly"));
        world.scan();
        world.cluster.delete("secrets", "default", left.name());
        ObjectNode users =
                world.cluster.put("secrets", "default", left.name(), "{\"apiVersion\": \"v1\", \"kind\": \"Secret\"}");

        world.remove();

        assertThat(world.cluster.get("secrets", "default", left.name())).contains(users);
    }

    @Test
    void aPodThatHasLostItsJobIsRemovedToo() {
        Left left = world.leaveAll(ended(HOUR, "nightly"));
        world.cluster.edit(
                "pods",
                "default",
                world.cluster.list("pods").get(0).at("/metadata/name").asText(),
                pod -> pod.withObject("/metadata").remove("ownerReferences"));
        world.cluster.delete("jobs", "default", left.name());
        await().atMost(OrphanSite.LONG).until(() -> world.cluster.list("jobs").isEmpty());
        assertThat(world.inCluster()).anyMatch(object -> object.startsWith("pods"));

        world.scanAndRemove();

        assertThat(world.inCluster()).isEmpty();
    }

    @Test
    void noSecretThatAServerQuotesIsShown() {
        Left left = world.leaveInCloud(ended(HOUR, "nightly"));
        String refusal = "{\"forbidden\": {\"code\": 403, \"message\": \"Not with " + OrphanSite.SECRET + "\"}}";
        world.otherCloud.fail(
                Fault.on("GET", "/volumes/detail").answers(403, refusal).always());
        world.cloud.fail(Fault.on("DELETE", "/volumes/").answers(403, refusal).always());

        world.scan();
        world.confirm(null);
        world.attempt();
        world.attempt();

        assertThat(world.progress(left.run()).lastErrors().toString()).contains("Not with ****");
        assertThat(world.scanner.report().toString()).contains("Not with ****").doesNotContain(OrphanSite.SECRET);
        assertThat(world.scanner.progress(left.run()).toString()).doesNotContain(OrphanSite.SECRET);
    }

    @Test
    void whatCannotBeRemovedSaysWhy() {
        Left left = world.leaveInCloud(ended(HOUR, "nightly"));
        world.cloud.fail(Fault.on("DELETE", "/volumes/")
                .does(new Fault.Answer(
                        403,
                        Map.of("Content-Type", "application/json"),
                        "{\"forbidden\": {\"message\": \"Policy does not allow it\"}}"))
                .always());
        world.scan();
        world.confirm(null);
        world.attempt();

        assertThat(world.progress(left.run()).lastErrors().toString()).contains("Policy does not allow it");
        world.cloud.heal();
        world.settle();
        assertThat(world.hasSnapshot(left.snapshot())).isFalse();
    }

    @Test
    void oneRunCanBeRemovedAlone() {
        Left one = world.leaveInCloud(ended(HOUR, "nightly"));
        Left other = world.leaveInCloud(ended(HOUR, "weekly"));
        world.scan();

        assertThat(world.confirm(one.run())).isEqualTo(1);
        world.settle();

        assertThat(world.hasVolume(one.volume())).isFalse();
        assertThat(world.hasVolume(other.volume())).isTrue();
    }

    @Test
    void whatALaterLookHasFoundIsNotConfirmedByAnEarlierOne() {
        world.scan();
        Instant confirmed = world.scanner.report().startedAt();
        Left left = world.leaveInCloud(ended(HOUR, "nightly"));
        world.scan();

        assertThat(world.scanner.remove(confirmed, null)).isZero();
        assertThat(world.hasVolume(left.volume())).isTrue();
    }
}
