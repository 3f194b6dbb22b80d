package io.jenkins.plugins.cinderbackup.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.examples.KubernetesExamples;
import io.jenkins.plugins.cinderbackup.examples.KubernetesExamples.Right;
import io.jenkins.plugins.cinderbackup.examples.OpenstackExamples;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.Access;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The credentials that the documentation recommends: they suffice, each part of them is used, and one that is missing is named. */
@Timeout(120)
class LeastPrivilegeStepTest {
    @RegisterExtension
    private final StepWorld world = new StepWorld();

    @BeforeEach
    void start() throws Exception {
        allow(KubernetesExamples.asTheyAre());
        world.logInByApplicationCredential(Map.of());
        world.site.openstack().accessRules(OpenstackExamples.accessRules());
    }

    @Test
    void runsUseEachRightAndNoOther() throws Exception {
        succeed();
        startWithoutAFileSystem();
        breakASnapshot();

        Set<String> used = world.site.kubernetes().access().used().stream()
                .map(LeastPrivilegeStepTest::text)
                .collect(Collectors.toSet());
        KubernetesExamples examples = KubernetesExamples.asTheyAre();
        assertThat(used)
                .containsExactlyInAnyOrderElementsOf(examples.rights().stream()
                        .map(right -> text(new Access.Attempt(
                                right.verb(), right.group(), right.resource(), examples.namespaceOf(right))))
                        .toList());
        assertThat(OpenstackExamples.requests()).isNotEmpty().allSatisfy(request -> {
            String[] parts = request.split(" ");
            String path = "^/volume" + parts[1].replace("*", "[^/]+") + "$";
            assertThat(world.site.openstack().requests(parts[0], path))
                    .as(request)
                    .isNotEmpty();
        });
    }

    private void succeed() throws Exception {
        Map<String, Object> arguments = world.arguments();
        arguments.put("retention", Map.of("keepLast", 1));
        assertThat(world.run(arguments)).containsEntry("result", "SUCCESS");
    }

    /** Asks for events. */
    private void startWithoutAFileSystem() throws Exception {
        world.site.format(world.volume, "");
        Map<String, Object> arguments = world.arguments();
        assertThat(world.start(arguments).failure(StepWorld.LONG))
                .hasMessageContaining("cannot mount unformatted disk");
    }

    /** Asks for Cinder's messages, and deletes a snapshot. */
    private void breakASnapshot() throws Exception {
        world.site.openstack().breakNextSnapshot("The back end is full.");
        assertThat(world.start(world.arguments()).failure(StepWorld.LONG))
                .hasMessageContaining("The back end is full.");
    }

    private static String text(Access.Attempt attempt) {
        return attempt.verb() + " " + attempt.resource() + " in '" + attempt.namespace() + "'";
    }

    static List<Right> rights() {
        return KubernetesExamples.asTheyAre().neededRights();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rights")
    void aKubernetesRightThatIsMissingIsNamedAndNothingIsCreated(Right right) throws Exception {
        KubernetesExamples examples = KubernetesExamples.asTheyAre();
        allow(examples.without(right));

        String message = failure();

        String namespace = examples.namespaceOf(right);
        assertThat(message)
                .contains("Forbidden: " + right.verb() + " " + right.resource()
                        + (namespace.isEmpty() ? " (cluster-wide)" : " in namespace " + namespace))
                .contains("apiGroups: [\"" + right.group() + "\"], resources: [\"" + right.resource()
                        + "\"], verbs: [\"" + right.verb() + "\"]");
        assertNothingWasCreated();
    }

    static List<String> requests() {
        return OpenstackExamples.requests();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void anAccessRuleThatIsMissingIsNamedAndNothingIsCreated(String request) throws Exception {
        world.site.openstack().accessRules(OpenstackExamples.without(request));

        assertThat(failure()).contains("has no access rule for " + request.replace(" /v3", " /volume/v3"));
        assertNothingWasCreated();
    }

    private void allow(KubernetesExamples examples) {
        world.site
                .kubernetes()
                .access()
                .allowOnly(attempt ->
                        examples.allow(attempt.verb(), attempt.group(), attempt.resource(), attempt.namespace()));
    }

    private String failure() throws Exception {
        HeadlessStep step = world.start(world.arguments());
        String message = step.failure(StepWorld.LONG).getMessage();
        assertThat(message).startsWith("Backup failed in Pending");
        return message;
    }

    private void assertNothingWasCreated() {
        assertThat(world.leftovers()).isEmpty();
        assertThat(world.site.openstack().requests("POST", "^/volume")).isEmpty();
    }
}
