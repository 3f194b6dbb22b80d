package io.jenkins.plugins.cinderbackup.removal;

import static io.jenkins.plugins.cinderbackup.removal.OrphanSite.ended;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.cinderbackup.model.MarkedObject;
import io.jenkins.plugins.cinderbackup.model.Ownership;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.removal.OrphanReport.Verdict;
import io.jenkins.plugins.cinderbackup.removal.OrphanSite.Left;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.Faults;
import io.jenkins.plugins.cinderbackup.simulator.openstack.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a scan of clouds and clusters finds, and what it says of what it cannot see. */
@Timeout(120)
class OrphanScannerTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String MAY_LIVE_UNTIL = "cinder-snapshot-backup.may-live-until";

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
    void nothingIsKnownBeforeSomebodyScansAndNothingCanBeConfirmed() {
        Left left = world.leaveInCloud(ended(HOUR, "nightly"));

        assertThat(world.scanner.report().startedAt()).isNull();
        assertThat(world.scanner.remove(Instant.now(), null)).isZero();
        assertThat(world.hasVolume(left.volume())).isTrue();
    }

    @Test
    void whatHasNoTagOfOursIsNotEvenShown() {
        String foreign = world.cloud.addVolume("csb-backup-temporary", 1);
        world.cloud.retag(foreign, metadata -> metadata.put("managed-by", "cinder-snapshot-backup"));
        world.cluster.put(
                "secrets", "default", "csb-shop-db-0011223344556677", "{\"apiVersion\": \"v1\", \"kind\": \"Secret\"}");
        // A server that knows no filter by metadata for snapshots shows all of them
        world.cloud.microversion(21);
        Left left = world.leaveInCloud(ended(HOUR, "nightly"));
        world.cloud.retag(left.snapshot(), metadata -> metadata.clear());

        assertThat(world.scan().runs())
                .singleElement()
                .satisfies(
                        run -> assertThat(run.objects()).extracting(o -> o.id()).containsExactly(left.volume()));
        world.remove();

        assertThat(world.hasVolume(foreign) && world.hasVolume(left.source()) && world.hasSnapshot(left.snapshot()))
                .isTrue();
        assertThat(world.inCluster()).hasSize(1);
    }

    @Test
    void aClaimAndItsVolumeThatAreMarkedToStayAreNeitherOfferedNorRemoved() {
        Left left = world.leaveAll(ended(HOUR, "nightly"));
        world.keepClaim(left.name());

        world.scan();
        assertThat(world.found(left.run()).objects())
                .filteredOn(MarkedObject::kept)
                .extracting(MarkedObject::kind)
                .containsExactly(ResourceKind.CLAIM, ResourceKind.PERSISTENT_VOLUME);
        world.remove();

        List<String> stay = List.of("persistentvolumeclaims " + left.name(), "persistentvolumes " + left.name());
        assertThat(world.inCluster()).isEqualTo(stay);
        world.scan();
        assertThat(world.found(left.run()).verdict()).isEqualTo(Verdict.KEPT);
        assertThat(world.remove()).isZero();
        assertThat(world.inCluster()).isEqualTo(stay);
    }

    @Test
    void tagsThatAreTornOrMadeUpAreShownAndLeftAlone() {
        Left torn = world.leaveInCloud(ended(HOUR, "nightly"));
        world.cloud.retag(torn.volume(), metadata -> metadata.remove(MAY_LIVE_UNTIL));
        world.cloud.retag(torn.snapshot(), metadata -> metadata.put(MAY_LIVE_UNTIL, "yesterday"));
        world.cluster.put(
                "secrets",
                "default",
                "odd",
                "{\"apiVersion\": \"v1\", \"kind\": \"Secret\", \"metadata\":"
                        + " {\"labels\": {\"app.kubernetes.io/managed-by\": \"cinder-snapshot-backup\", \"cinder-snapshot-backup.jenkins.io/run\": \"../..\"}}}");

        assertThat(world.scan().runs()).hasSize(3).allSatisfy(run -> {
            assertThat(run.verdict()).isEqualTo(Verdict.UNCLEAR);
            assertThat(run.why()).contains("remove it by hand");
        });

        assertThat(world.remove()).isZero();
        assertThat(world.hasVolume(torn.volume()) && world.hasSnapshot(torn.snapshot()))
                .isTrue();
        assertThat(world.inCluster()).containsExactly("secrets odd");
    }

    @Test
    void aClockThatHasJumpedAheadEndsNoRun() {
        Left left = world.leaveAll(OrphanSite.living());
        world.ahead = Duration.ofDays(1000);

        assertThat(world.scanAndRemove()).isZero();

        assertThat(world.found(left.run()).why()).contains("By Jenkins' clock", "set them right");
        assertThat(world.hasVolume(left.volume())).isTrue();
    }

    @Test
    void aCloudThatIsDownKeepsNobodyFromTheOther() {
        Left left = world.leaveAll(ended(HOUR, "nightly"));
        world.otherCloud.close();

        world.scanAndRemove();

        assertThat(world.seen("other").objects()).isNull();
        assertThat(world.seen("other").lines().toString()).contains("127.0.0.1");
        assertThat(world.seen("cloud 'production'").objects()).isEqualTo(2);
        assertThat(world.hasVolume(left.volume())).isFalse();
    }

    @Test
    void aCloudThatHangsIsGivenUpAndTheReportDoesNotWaitForIt() {
        world.threads = task -> new Thread(task).start();
        world.leaveInCloud(ended(HOUR, "nightly"));
        world.otherCloud.fail(Fault.on("GET", "/limits").does(new Fault.Hang()).always());

        world.scanner.scan();
        assertThat(world.scanner.report().scanning()).isTrue();
        await().atMost(OrphanSite.LONG)
                .until(() -> world.seen("cloud 'production'").endedAt() != null);
        await().atMost(OrphanSite.LONG).until(() -> world.seen("cluster").endedAt() != null);
        assertThat(world.scanner.report().runs()).hasSize(1);
        assertThat(world.remove())
                .as("nothing while a target may still have something of it")
                .isZero();

        world.limits.forEach(Runnable::run);
        assertThat(world.scanner.report().scanning()).isFalse();
        assertThat(world.seen("other").lines()).containsExactly("It did not answer within 60 s.");
        assertThat(world.remove()).isEqualTo(1);
    }

    @Test
    void aTargetWithoutAWayToItHasItsOwnLine() {
        world.targets.set(1, OrphanSite.withoutAccess("other", "there is no credential 'gone'"));

        world.scan();

        assertThat(world.seen("other").lines()).containsExactly("there is no credential 'gone'", "mend it");
    }

    @Test
    void theNetworkPolicyOfATestIsFoundAndRemovedToo() {
        Ownership tags = ended(HOUR, "nightly");
        world.leavePolicy(tags, "csb-shop-db-test");

        world.scan();

        assertThat(world.found(tags.run()).objects())
                .extracting(MarkedObject::kind)
                .containsExactly(ResourceKind.NETWORK_POLICY);
        assertThat(world.remove()).isEqualTo(1);
        assertThat(world.inCluster()).isEmpty();
    }

    @Test
    void whatMayNotBeListedIsAGapAndTheRestIsFound() {
        Left left = world.leaveAll(ended(HOUR, "nightly"));
        world.cluster.access().deny("list", "secrets");

        world.scan();

        assertThat(world.seen("cluster").lines().toString())
                .contains("list secrets in namespace default", "verbs: [\"list\"]");
        assertThat(world.found(left.run()).objects()).hasSize(6);
    }

    @Test
    void aThousandObjectsAreReadPageByPage() {
        Ownership tags = ended(HOUR, "nightly");
        Left left = world.leaveInCloud(tags);
        world.cloud.pageLimit(1);
        ObjectNode secret = (ObjectNode) world.cluster.put(
                "secrets",
                "default",
                "first",
                "{\"apiVersion\": \"v1\", \"kind\": \"Secret\", \"metadata\":"
                        + " {\"labels\": {\"app.kubernetes.io/managed-by\": \"cinder-snapshot-backup\"}}}");
        IntStream.range(1, 1200)
                .forEach(i -> world.cluster.put(
                        "secrets", "default", "s" + i, secret.deepCopy().toString()));

        List<OrphanReport> runs = world.scan().runs();

        assertThat(runs).hasSize(1201);
        assertThat(runs.get(0).run()).as("what can be removed is first").isEqualTo(left.run());
        assertThat(runs.get(0).objects()).hasSize(2);
    }

    @Test
    void aFaultInTheMiddleOfAListingIsTold() {
        world.cluster
                .faults()
                .on(
                        "GET",
                        "/persistentvolumes",
                        9,
                        Faults.status(500, "InternalError", "etcdserver: request timed out"));

        world.scan();

        assertThat(world.seen("cluster").objects()).isNull();
        assertThat(world.seen("cluster").lines().toString()).contains("etcdserver: request timed out");
    }

    @Test
    void aVolumeThatIsMarkedToStayIsNeitherOfferedNorRemovedAfterItsHardEnd() {
        Left left = world.leaveInCloud(ended(HOUR, "restore"));
        world.clouds.blockStorage(world.cloud.cloud()).keepVolume(left.volume());
        world.cloud.retag(left.snapshot(), metadata -> metadata.put("cinder-snapshot-backup.keep", "true"));

        world.scan();

        assertThat(world.found(left.run()).verdict()).isEqualTo(Verdict.KEPT);
        assertThat(world.remove()).isZero();
        assertThat(world.hasVolume(left.volume())).isTrue();
    }
}
