package io.jenkins.plugins.cinderbackup.faults;

import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Each call to OpenStack meets each trouble. */
class CloudCallsTest {
    @TestFactory
    Stream<DynamicNode> whateverGoesWrongNothingIsLeftNothingIsMadeTwiceAndNoSuccessIsWithoutABackup()
            throws IOException {
        return new FaultMatrix("cloud", Set.of("Keystone", "Cinder")).tests();
    }
}
