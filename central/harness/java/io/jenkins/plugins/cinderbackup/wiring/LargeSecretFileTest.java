package io.jenkins.plugins.cinderbackup.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.connection.CloudAddress;
import io.jenkins.plugins.cinderbackup.connection.ClusterAddress;
import io.jenkins.plugins.cinderbackup.headless.HeadlessController;
import io.jenkins.plugins.cinderbackup.headless.HeadlessCredentials;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Secret file may have a mebibyte, of whatever: what is wrong with it is said at once, not after the square of its length. */
class LargeSecretFileTest {
    /** A hundred times what it takes. */
    private static final Duration HANG = Duration.ofSeconds(60);

    @TempDir
    private Path home;

    private HeadlessController controller;

    @BeforeEach
    void start() {
        controller = HeadlessController.start(home);
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    private void add(String unit) {
        controller.add(HeadlessCredentials.file("large", unit.repeat((1 << 20) / unit.length())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", " \n", " ", "export ", "export\n", "OS_", "OS_A", "#", "token: x\n"})
    void ofACloudIsRefusedAtOnce(String unit) {
        add(unit);
        CloudAddress address = new CloudAddress(
                "one",
                "",
                "https://keystone.example.org/v3",
                "large",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false);

        ConnectionTest.Result result =
                Assertions.assertTimeoutPreemptively(HANG, () -> new ConnectionTest(null).cloud(address));

        assertThat(result.problems())
                .singleElement()
                .extracting("message")
                .asString()
                .contains("clouds.yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", " \n", " ", "users", "#", "token: x\n"})
    void ofAClusterIsRefusedAtOnce(String unit) {
        add(unit);
        ClusterAddress address = new ClusterAddress("one", "", null, null, "large", null, false, false);

        ConnectionTest.Result result = Assertions.assertTimeoutPreemptively(
                HANG, () -> new ConnectionTest(null).cluster(address, null, null, List.of()));

        assertThat(result.problems())
                .singleElement()
                .extracting("message")
                .asString()
                .contains("kubeconfig");
    }
}
