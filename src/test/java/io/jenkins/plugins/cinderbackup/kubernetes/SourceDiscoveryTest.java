package io.jenkins.plugins.cinderbackup.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.model.SourceClaim;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SourceDiscoveryTest {
    private static SimulatedCluster kubernetes;
    private static int number;

    @BeforeAll
    static void start() {
        kubernetes = new SimulatedCluster();
    }

    @AfterAll
    static void stop() {
        kubernetes.close();
    }

    private String source(Consumer<ObjectNode> claim, Consumer<ObjectNode> volume) {
        String name = "db-" + number++;
        kubernetes.simulator.createSource("default", name, "id-" + name, 2L << 40);
        kubernetes.simulator.edit("persistentvolumeclaims", "default", name, claim);
        kubernetes.simulator.edit("persistentvolumes", "", "pvc-id-" + name, volume);
        return name;
    }

    private List<String> problems(String claim) {
        PermanentException failure = catchThrowableOfType(
                PermanentException.class, () -> kubernetes.workloads.source("default", claim, null));
        assertThat(failure).isNotNull();
        return failure.findings().stream().map(Finding::message).toList();
    }

    private static void nothing(ObjectNode object) {}

    @Test
    void aVolumeOfTwoTebibytesIsFoundWithItsAffinity() {
        String name = source(
                SourceDiscoveryTest::nothing,
                pv -> pv.withObject("/spec/nodeAffinity/required")
                        .putArray("nodeSelectorTerms")
                        .addObject()
                        .putArray("matchExpressions")
                        .addObject()
                        .put("key", "topology.cinder.csi.openstack.org/zone")
                        .put("operator", "In")
                        .putArray("values")
                        .add("nova"));

        SourceClaim found = kubernetes.workloads.source("default", name, null);

        assertThat(found.capacityBytes()).isEqualTo(2L << 40);
        assertThat(found.storageClass()).isEqualTo("standard");
        assertThat(found.nodeAffinity())
                .contains("topology.cinder.csi.openstack.org/zone")
                .contains("nova");
        assertThat(found.zones()).containsExactly("nova");
    }

    @Test
    void anInTreeVolumeGetsTheCinderDriverOrTheOneItWasMigratedTo() {
        Consumer<ObjectNode> inTree = pv -> {
            pv.withObject("/spec").remove("csi");
            pv.withObject("/spec/cinder").put("volumeID", "in-tree-id").put("fsType", "xfs");
        };
        assertThat(kubernetes.workloads.source("default", source(SourceDiscoveryTest::nothing, inTree), null))
                .extracting(SourceClaim::volumeId, SourceClaim::driver, SourceClaim::fsType)
                .containsExactly("in-tree-id", Objects.DRIVER, "xfs");

        String migrated = source(
                SourceDiscoveryTest::nothing,
                inTree.andThen(pv -> pv.withObject("/metadata/annotations")
                        .put("pv.kubernetes.io/migrated-to", "cinder.example.org")));
        assertThat(kubernetes.workloads.source("default", migrated, null).driver())
                .isEqualTo("cinder.example.org");
    }

    @Test
    void aPvWithoutFileSystemTypeIsExt4() {
        assertThat(kubernetes
                        .workloads
                        .source(
                                "default",
                                source(
                                        SourceDiscoveryTest::nothing,
                                        pv -> pv.withObject("/spec/csi").remove("fsType")),
                                null)
                        .fsType())
                .isEqualTo("ext4");
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        String name = source(
                claim -> {
                    claim.withObject("/status").put("phase", "Lost");
                    claim.withObject("/spec").put("volumeMode", "Block");
                },
                pv -> {
                    pv.withObject("/spec/claimRef").put("uid", "another");
                    pv.withObject("/spec/csi").put("fsType", "btrfs");
                });

        assertThat(problems(name))
                .satisfiesExactly(
                        message -> assertThat(message).contains("is not bound: its phase is Lost"),
                        message -> assertThat(message).contains("bound to another claim"),
                        message -> assertThat(message).contains("volumeMode Block"),
                        message -> assertThat(message).contains("btrfs"));
    }

    @Test
    void theVolumeBehindAClaimIsNamedWhateverIsOnIt() {
        String raw = source(
                claim -> claim.withObject("/spec").put("volumeMode", "Block"),
                pv -> pv.withObject("/spec/csi").put("volumeHandle", "raw-id"));
        String btrfs = source(
                SourceDiscoveryTest::nothing,
                pv -> pv.withObject("/spec/csi").put("volumeHandle", "btrfs-id").put("fsType", "btrfs"));

        assertThat(kubernetes.workloads.volumeBehind("default", raw)).isEqualTo("raw-id");
        assertThat(kubernetes.workloads.volumeBehind("default", btrfs)).isEqualTo("btrfs-id");
    }

    @Test
    void theVolumeBehindAClaimIsNotNamedWhereTheClaimIsNotItsOwn() {
        String name = source(claim -> claim.withObject("/status").put("phase", "Lost"), pv -> {
            pv.withObject("/spec/claimRef").put("uid", "another");
            pv.withObject("/spec/csi").put("driver", "ebs.csi.aws.com");
        });

        assertThatThrownBy(() -> kubernetes.workloads.volumeBehind("default", name))
                .isInstanceOfSatisfying(
                        PermanentException.class,
                        refused -> assertThat(refused.findings())
                                .satisfiesExactly(
                                        lost -> assertThat(lost.message()).contains("is not bound"),
                                        owner -> assertThat(owner.message()).contains("bound to another claim"),
                                        driver -> assertThat(driver.message()).contains("is not on a Cinder volume")));
    }

    @Test
    void anotherStoragesVolumeIsRefusedWithItsDriver() {
        String name = source(
                SourceDiscoveryTest::nothing, pv -> pv.withObject("/spec/csi").put("driver", "ebs.csi.aws.com"));

        assertThat(problems(name))
                .singleElement()
                .asString()
                .contains("is not on a Cinder volume")
                .contains("ebs.csi.aws.com");
    }

    @Test
    void aVolumeThatTheUserNamesMayBeBehindAnyDriverAndKeepsWhatItsPvSays() {
        String name = source(
                SourceDiscoveryTest::nothing,
                pv -> pv.withObject("/spec/csi")
                        .put("driver", "block.csi.example.org")
                        .put("fsType", "xfs"));

        SourceClaim found = kubernetes.workloads.source("default", name, "named-id");

        assertThat(found)
                .extracting(SourceClaim::volumeId, SourceClaim::driver, SourceClaim::fsType, SourceClaim::capacityBytes)
                .containsExactly("named-id", "block.csi.example.org", "xfs", 2L << 40);
    }

    @Test
    void aVolumeThatTheUserNamesMayBeBehindAPvOfAnyKind() {
        Consumer<ObjectNode> flex = pv -> {
            pv.withObject("/spec").remove("csi");
            pv.withObject("/spec/flexVolume").put("driver", "example.org/cinder");
        };
        Consumer<ObjectNode> inTree = pv -> {
            pv.withObject("/spec").remove("csi");
            pv.withObject("/spec/cinder").put("volumeID", "in-tree-id").put("fsType", "xfs");
        };

        assertThat(kubernetes.workloads.source("default", source(SourceDiscoveryTest::nothing, flex), "named-id"))
                .extracting(SourceClaim::volumeId, SourceClaim::driver, SourceClaim::fsType)
                .containsExactly("named-id", Objects.DRIVER, "ext4");
        assertThat(kubernetes.workloads.source("default", source(SourceDiscoveryTest::nothing, inTree), "named-id"))
                .extracting(SourceClaim::volumeId, SourceClaim::driver, SourceClaim::fsType)
                .containsExactly("named-id", Objects.DRIVER, "xfs");
    }

    @Test
    void whatCannotBeBackedUpIsRefusedAlsoWhereTheUserNamesTheVolume() {
        String name = source(claim -> claim.withObject("/spec").put("volumeMode", "Block"), pv -> {
            pv.withObject("/spec/csi").put("driver", "block.csi.example.org").put("fsType", "btrfs");
            pv.withObject("/spec/claimRef").put("uid", "another");
        });

        assertThatThrownBy(() -> kubernetes.workloads.source("default", name, "named-id"))
                .isInstanceOfSatisfying(
                        PermanentException.class,
                        refused -> assertThat(refused.findings()).hasSize(3));
    }

    @Test
    void aClaimThatWaitsForItsFirstConsumerIsNotBound() {
        String name = source(
                claim -> {
                    claim.withObject("/status").put("phase", "Pending");
                    claim.withObject("/spec").remove("volumeName");
                },
                SourceDiscoveryTest::nothing);
        kubernetes.simulator.edit("persistentvolumeclaims", "default", name, claim -> {
            claim.withObject("/status").put("phase", "Pending");
            claim.withObject("/spec").remove("volumeName");
        });

        assertThat(problems(name)).hasSize(1);
    }
}
