package io.jenkins.plugins.cinderbackup.connection;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.cinderbackup.port.BlockStorage;
import org.junit.jupiter.api.Test;

class AbsentPortTest {
    @Test
    void whoCallsItIsToldWhatIsNotThere() {
        BlockStorage storage = AbsentPort.of(BlockStorage.class, "OpenStack cloud");

        assertThatThrownBy(storage::quota)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The operation calls quota, and its runs have no OpenStack cloud");
    }
}
