package io.jenkins.plugins.cinderbackup.openstack.cinder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.openstack.keystone.CloudSettings;
import io.jenkins.plugins.cinderbackup.simulator.openstack.Fault;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where block storage is, as Keystone's catalog says it. */
class CatalogTest {
    private static final String LOGIN = "/auth/tokens$";

    private final OpenstackClouds clouds = new OpenstackClouds();
    private OpenstackSimulator simulator;

    @BeforeEach
    void start() throws IOException {
        simulator = OpenstackSimulator.start();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void aWrongRegionIsAnsweredWithTheRegionsThatThereAre() {
        simulator.regions("north", "south");
        assertThatThrownBy(clouds.blockStorage(simulator.cloud())::quota)
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("no region 'RegionOne'")
                .extracting(
                        e -> ((PermanentException) e).findings().get(0).hints().get(0))
                .asString()
                .contains("north, south");
        assertThatThrownBy(clouds.blockStorage(withRegion(null))::quota)
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("several regions");
        assertThat(clouds.blockStorage(withRegion("south")).quota()).isNotNull();
    }

    @Test
    void blockStorageIsFoundUnderEitherOfItsTypesAndItsAbsenceIsSaid() {
        simulator.serviceTypes("block-storage");
        assertThat(clouds.blockStorage(simulator.cloud()).quota()).isNotNull();
        simulator.serviceTypes("volumev3");
        assertThat(clouds.blockStorage(withRegion(null)).quota()).isNotNull();
        simulator.serviceTypes();
        assertThatThrownBy(clouds.blockStorage(simulator.cloud(OpenstackSimulator.applicationCredential()))::quota)
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("no public endpoint of block storage")
                .hasMessageContaining("the catalog has identity");
    }

    /** As while a cloud gets the new type, region by region: Keystone names a service also where it has no endpoint yet. */
    @ParameterizedTest
    @ValueSource(strings = {"\\[.*?]", "\"region\":\"south\""})
    void aTypeWithoutAnEndpointInTheRegionLeavesItToTheOther(String missing) {
        simulator.regions("north", "south");
        simulator.serviceTypes("block-storage", "volumev3");
        simulator.fail(Fault.on("POST", LOGIN)
                .does(new Fault.Edited(token -> {
                    int begin = token.indexOf("\"type\":\"block-storage\"");
                    int end = token.indexOf("\"type\":\"volumev3\"");
                    String replaced = missing.startsWith("\"") ? "\"region\":\"elsewhere\"" : "[]";
                    return token.substring(0, begin)
                            + token.substring(begin, end).replaceAll(missing, replaced)
                            + token.substring(end);
                }))
                .always());
        assertThat(clouds.blockStorage(withRegion("south")).quota()).isNotNull();
        assertThat(clouds.blockStorage(withRegion("north")).quota()).isNotNull();
        assertThatThrownBy(clouds.blockStorage(withRegion("west"))::quota)
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("no region 'west'");
    }

    private CloudSettings withRegion(String region) {
        CloudSettings cloud = simulator.cloud();
        return new CloudSettings(cloud.authUrl(), cloud.auth(), region, cloud.endpointInterface(), cloud.connection());
    }
}
