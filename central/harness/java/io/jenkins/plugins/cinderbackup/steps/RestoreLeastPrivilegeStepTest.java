package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.examples.KubernetesExamples;
import io.jenkins.plugins.cinderbackup.examples.KubernetesExamples.Right;
import io.jenkins.plugins.cinderbackup.examples.OpenstackExamples;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.NeedsRestic;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rights that the documentation recommends for backups and restores: they suffice for both, and one that is missing is named. */
@Timeout(120)
class RestoreLeastPrivilegeStepTest {
    private static final KubernetesExamples BACKUP = KubernetesExamples.asTheyAre();
    private static final KubernetesExamples RESTORE = KubernetesExamples.restore();

    @RegisterExtension
    private final StepWorld world = new StepWorld();

    @BeforeEach
    void start() {
        allow(RESTORE);
        world.logInByApplicationCredential(Map.of());
        world.site.openstack().accessRules(OpenstackExamples.accessRulesWithRestore());
    }

    private void allow(KubernetesExamples restore) {
        world.site
                .kubernetes()
                .access()
                .allowOnly(attempt -> Stream.of(BACKUP, restore)
                        .anyMatch(examples -> examples.allow(
                                attempt.verb(), attempt.group(), attempt.resource(), attempt.namespace())));
    }

    private Map<String, Object> from(String origin) {
        Map<String, Object> arguments = world.restoration();
        arguments.put("from", origin);
        arguments.put("to", Map.of("pvc", "from-" + origin));
        return arguments;
    }

    private Map<String, Object> inPlace() {
        world.site.detach("shop", "db");
        Map<String, Object> arguments = world.restoration();
        arguments.put("inPlace", true);
        return arguments;
    }

    private Map<String, Object> scalingDown() {
        world.site.kubernetes().createWorkload("statefulsets", "shop", "db", 1, "db");
        world.site.kubernetes().createWorkload("deployments", "shop", "web", 2, "db");
        Map<String, Object> arguments = world.restoration();
        arguments.put("inPlace", true);
        arguments.put("scaleDown", List.of("statefulset/db", "deployment/web"));
        return arguments;
    }

    private Map<String, Object> revert() {
        Map<String, Object> arguments = inPlace();
        arguments.put("revert", true);
        return arguments;
    }

    @Test
    @NeedsRestic
    void theAccessRulesWithRevertSufficeForThat() throws Exception {
        world.site.openstack().accessRules(OpenstackExamples.accessRulesWithRevert());
        assertThat(world.run(world.arguments())).containsEntry("result", "SUCCESS");

        assertSuccess(revert());
    }

    @Test
    void theAccessRuleThatOnlyARevertNeedsIsAskedForByThatAlone() throws Exception {
        assertRefused(revert(), "has no access rule for POST /volume/v3/*/volumes/*/action");
    }

    @Test
    @NeedsRestic
    void theySuffice() throws Exception {
        world.resticOverwrites();
        assertThat(world.run(world.arguments())).containsEntry("result", "SUCCESS");

        for (Map<String, Object> arguments : List.of(from("repository"), from("snapshot"), inPlace())) {
            assertSuccess(arguments);
        }
        assertSuccess(scalingDown());
    }

    /** It writes nothing that stays: a backup's rights, and to see the storage class. */
    @Test
    @NeedsRestic
    void aRestoreOnTrialNeedsHardlyMoreThanABackup() throws Exception {
        assertThat(world.run(world.arguments())).containsEntry("result", "SUCCESS");
        world.site
                .kubernetes()
                .access()
                .allowOnly(attempt -> BACKUP.allow(
                                attempt.verb(), attempt.group(), attempt.resource(), attempt.namespace())
                        || attempt.resource().equals("storageclasses")
                                && RESTORE.allow(
                                        attempt.verb(), attempt.group(), attempt.resource(), attempt.namespace()));
        world.site.openstack().accessRules(OpenstackExamples.accessRules());

        assertThat((Map<?, ?>) world.verify(world.drill(), world.build()).await(LONG))
                .extracting("verified", "leftovers")
                .containsExactly(true, List.of());
        assertThat((Map<?, ?>) world.verify(world.drill("compareSnapshot", true), world.build())
                        .await(LONG))
                .extracting("verified", "leftovers")
                .containsExactly(true, List.of());
    }

    @Test
    void aComparisonAsksForTheRightToSeeTheSourcesPvc() throws Exception {
        world.site
                .kubernetes()
                .access()
                .allowOnly(attempt -> Stream.of(BACKUP, RESTORE)
                                .anyMatch(examples -> examples.allow(
                                        attempt.verb(), attempt.group(), attempt.resource(), attempt.namespace()))
                        && !(attempt.resource().equals("persistentvolumeclaims")
                                && "shop".equals(attempt.namespace())));

        assertThat(world.verify(world.drill("compareSnapshot", true), world.build())
                        .failure(LONG))
                .hasMessageStartingWith("Verification failed in Pending")
                .hasMessageContaining("Forbidden: get persistentvolumeclaims in namespace shop");
    }

    private Map<String, Object> tested(boolean network) {
        world.allowImages();
        return world.drill(
                "test", Map.of("image", "busybox", "command", List.of("test", "-d", "/data/odd"), "network", network));
    }

    private void allowTest(KubernetesExamples test) {
        world.site
                .kubernetes()
                .access()
                .allowOnly(attempt -> Stream.of(BACKUP, RESTORE, test)
                        .anyMatch(examples -> examples.allow(
                                attempt.verb(), attempt.group(), attempt.resource(), attempt.namespace())));
    }

    @Test
    @NeedsRestic
    void aTestNeedsNetworkPoliciesBeside() throws Exception {
        assertThat(world.run(world.arguments())).containsEntry("result", "SUCCESS");
        allowTest(KubernetesExamples.test());

        assertThat((Map<?, ?>) world.verify(tested(false), world.build()).await(LONG))
                .extracting("verified", "leftovers")
                .containsExactly(true, List.of());
        allow(RESTORE);
        assertThat((Map<?, ?>) world.verify(tested(true), world.build()).await(LONG))
                .extracting("verified", "leftovers")
                .containsExactly(true, List.of());
    }

    static List<Right> testRights() {
        return KubernetesExamples.test().neededRights();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("testRights")
    void oneOfThoseThatIsMissingIsNamedAndNothingIsCreated(Right right) throws Exception {
        allowTest(KubernetesExamples.test().without(right));

        assertThat(world.verify(tested(false), world.build()).failure(LONG))
                .hasMessageStartingWith("Verification failed in Pending")
                .hasMessageContaining("Forbidden: " + right.verb() + " networkpolicies in namespace backups");
        assertThat(world.leftovers()).isEmpty();
    }

    @Test
    void withoutTheRightToSeeTheStorageClassNothingIsTried() throws Exception {
        allow(KubernetesExamples.asTheyAre());

        assertThat(world.verify(world.drill(), world.build()).failure(LONG))
                .hasMessageStartingWith("Verification failed in Pending")
                .hasMessageContaining("Forbidden: get storageclasses (cluster-wide)");
        assertThat(world.leftovers()).isEmpty();
    }

    private void assertSuccess(Map<String, Object> arguments) throws Exception {
        assertThat((Map<?, ?>) world.restore(arguments).await(LONG))
                .as("%s", arguments)
                .extracting("result")
                .isEqualTo("SUCCESS");
    }

    /** Those that a backup has not too, but for what nobody looks at unless something hangs, or in place. */
    static List<Right> rights() {
        return RESTORE.neededRights().stream()
                .filter(right -> !List.of("pods", "events").contains(right.resource())
                        && !right.group().equals("apps"))
                .filter(right ->
                        !BACKUP.allow(right.verb(), right.group(), right.resource(), RESTORE.namespaceOf(right)))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rights")
    void aKubernetesRightThatIsMissingIsNamedAndNothingIsCreated(Right right) throws Exception {
        allow(RESTORE.without(right));

        assertRefused(
                world.restoration(),
                "Forbidden: " + right.verb() + " " + right.resource()
                        + (RESTORE.namespaceOf(right).isEmpty() ? " (cluster-wide)" : " in namespace shop"));
    }

    @Test
    void inPlaceNothingIsWrittenWhereThePodsMayNotBeSeen() throws Exception {
        allow(RESTORE.without(new Right("cinder-snapshot-backup-target", "", "pods", "list")));

        assertRefused(inPlace(), "Forbidden: list pods in namespace shop");
    }

    /** Those that only a restore needs which scales workloads down. */
    static List<Right> rightsToScale() {
        return RESTORE.neededRights().stream()
                .filter(right -> right.group().equals("apps"))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rightsToScale")
    void nothingIsScaledDownThatMayNotBeScaledBack(Right right) throws Exception {
        allow(RESTORE.without(right));

        assertRefused(scalingDown(), "Forbidden: " + right.verb() + " " + right.resource() + " in namespace shop");
        assertThat(world.site.kubernetes().replicas("statefulsets", "shop", "db"))
                .isEqualTo(1);
        assertThat(world.site.kubernetes().replicas("deployments", "shop", "web"))
                .isEqualTo(2);
    }

    @Test
    void anAccessRuleThatIsMissingIsNamedAndNothingIsCreated() throws Exception {
        world.site.openstack().accessRules(OpenstackExamples.accessRules());

        assertRefused(world.restoration(), "has no access rule for POST /volume/v3/*/volumes/*/metadata");
    }

    private void assertRefused(Map<String, Object> arguments, String because) throws Exception {
        assertThat(world.restore(arguments).failure(LONG))
                .hasMessageStartingWith("Restore failed in Pending")
                .hasMessageContaining(because);
        assertThat(world.leftovers()).isEmpty();
        assertThat(world.site.openstack().requests("POST", "^/volume")).isEmpty();
    }
}
