package io.jenkins.plugins.cinderbackup.faults;

import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Each call to Kubernetes meets each trouble. */
class ClusterCallsTest {
    @TestFactory
    Stream<DynamicNode> whateverGoesWrongNothingIsLeftNothingIsMadeTwiceAndNoSuccessIsWithoutABackup()
            throws IOException {
        return new FaultMatrix("cluster", Set.of("Kubernetes")).tests();
    }
}
