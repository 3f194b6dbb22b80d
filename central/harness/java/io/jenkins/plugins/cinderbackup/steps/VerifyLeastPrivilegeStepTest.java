package io.jenkins.plugins.cinderbackup.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.examples.KubernetesExamples;
import io.jenkins.plugins.cinderbackup.examples.KubernetesExamples.Right;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rights that the documentation recommends for a verification: they suffice, and one that is missing is named. */
@Timeout(120)
class VerifyLeastPrivilegeStepTest {
    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private void allow(KubernetesExamples examples) {
        world.site
                .kubernetes()
                .access()
                .allowOnly(attempt ->
                        examples.allow(attempt.verb(), attempt.group(), attempt.resource(), attempt.namespace()));
    }

    @Test
    void theySuffice() throws Exception {
        world.resticSays("check", 0, "no errors were found");
        CinderBackupConfiguration.get().setClouds(List.of());
        allow(KubernetesExamples.verification());

        assertThat((Map<?, ?>) world.verify(world.verification(), world.build()).await(StepWorld.LONG))
                .extracting("verified")
                .isEqualTo(true);
        assertThat(world.leftovers()).isEmpty();
    }

    static List<Right> rights() {
        return KubernetesExamples.verification().neededRights();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rights")
    void oneThatIsMissingIsNamedAndNothingIsCreated(Right right) throws Exception {
        allow(KubernetesExamples.verification().without(right));

        assertThat(world.verify(world.verification(), world.build()).failure(StepWorld.LONG))
                .hasMessageStartingWith("Verification failed in Pending")
                .hasMessageContaining("Forbidden: " + right.verb() + " " + right.resource() + " in namespace backups");
        assertThat(world.leftovers()).isEmpty();
    }
}
