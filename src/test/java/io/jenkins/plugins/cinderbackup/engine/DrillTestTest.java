package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.JobState;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.operation.verify.VerifyOperation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a test over restored data says, and what is said where it says nothing. */
class DrillTestTest {
    private static final String NOT_MADE = "The test of the restored data could not be made: ";

    private final World world = new World();

    @BeforeEach
    void test() {
        world.drills = true;
        world.plan.test = PlanBuilder.test("^ok$", false);
    }

    private RunReport says(ResticScript script) {
        world.workloads.testSays = script;
        RunReport report = world.runToEnd();
        world.assertNothingLeft();
        return report;
    }

    private static List<String> messages(RunReport report) {
        return report.failure().findings().stream().map(Finding::message).toList();
    }

    private static Object check(RunReport report) {
        return ((Map<?, ?>) report.values().get("checks")).get("test");
    }

    private void assertSaysNothing(RunReport report, String why) {
        assertThat(report.result()).isEqualTo(RunResult.FAILURE);
        assertThat(report.failure().phase()).isEqualTo(VerifyOperation.TEST);
        assertThat(messages(report).get(0)).startsWith(NOT_MADE).contains(why);
        assertThat(report.values()).containsEntry("verified", null);
        assertThat(check(report)).isNull();
        assertThat(report.lines()).anyMatch(line -> line.startsWith("This says nothing about the backup"));
    }

    private void assertNotGood(RunReport report, String why) {
        assertThat(report.result()).isEqualTo(RunResult.FAILURE);
        assertThat(messages(report).get(0))
                .startsWith("The backup of apps/shop/db of ")
                .contains(" is not good: " + why);
        assertThat(report.values()).containsEntry("verified", false);
        assertThat((Map<?, ?>) check(report)).extracting("passed").isEqualTo(false);
    }

    @Test
    void whatItExpectsAndAnExitCodeOfZeroProveTheBackup() {
        RunReport report = says(ResticScript.exit(0, "checking\nok\n"));

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(report.values()).containsEntry("verified", true);
        assertThat((Map<?, ?>) check(report))
                .extracting("passed", "detail")
                .containsExactly(true, "exit code 0. It says last: ok");
        assertThat(world.workloads.policy.job()).isEqualTo(world.workloads.test.name());
    }

    @Test
    void thePolicyIsThereBeforeThePodAndGoesAfterIt() {
        world.runToEnd();

        List<ResourceKind> kinds = world.journal.resources().stream()
                .map(resource -> resource.kind())
                .toList();
        assertThat(kinds.indexOf(ResourceKind.NETWORK_POLICY)).isLessThan(kinds.lastIndexOf(ResourceKind.JOB));
        assertThat(ResourceKind.NETWORK_POLICY.removedAfter()).contains(ResourceKind.JOB, ResourceKind.POD);
    }

    @Test
    void withTheNetworkThereIsNoPolicy() {
        world.plan.test = PlanBuilder.test(null, true);

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);

        assertThat(world.workloads.policy).isNull();
        assertThat(VerifyOperation.OPERATION.needsOf(world.journal).permissions())
                .noneMatch(permission -> permission.resource().equals("networkpolicies"));
    }

    @Test
    void withoutItTheRightToMakeOneIsAskedFor() {
        world.begin();

        assertThat(VerifyOperation.OPERATION.needsOf(world.journal).permissions())
                .filteredOn(permission -> permission.resource().equals("networkpolicies"))
                .extracting(permission -> permission.verb())
                .containsExactly("get", "create", "delete");
    }

    @Test
    void itGetsNothingOfWhatResticGets() {
        world.plan.startTimeout = Duration.ofMinutes(3);

        world.runToEnd();

        assertThat(world.workloads.test.settings().serviceAccountName()).isNull();
        assertThat(world.workloads.test.settings().labels()).isEmpty();
        assertThat(world.workloads.test.settings().annotations()).isEmpty();
        assertThat(world.workloads.test.settings().nodeSelector()).containsOnly(entry("disk", "fast"));
        assertThat(world.workloads.test.settings().startTimeout()).isEqualTo(Duration.ofMinutes(3));
        assertThat(world.workloads.test.settings().timeout()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void withoutAnythingExpectedAQuietTestIsEnough() {
        world.plan.test = PlanBuilder.test(null, false);

        assertThat(says(ResticScript.exit(0, "").withoutLog()).values()).containsEntry("verified", true);
    }

    @Test
    void anotherExitCodeIsABadBackupInTheTestsOwnWords() {
        String printed = IntStream.rangeClosed(1, 60).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));

        RunReport report = says(ResticScript.exit(3, printed));

        assertNotGood(report, "the test ended with exit code 3. It says last: line 60");
        assertThat(messages(report))
                .hasSize(51)
                .contains("The test says: line 11", "The test says: line 60")
                .doesNotContain("The test says: line 10");
    }

    @Test
    void whatIsExpectedAndAnExitCodeOfOneIsABadBackup() {
        assertNotGood(says(ResticScript.exit(1, "ok\n")), "the test ended with exit code 1. It says last: ok");
    }

    @Test
    void aQuietFailureIsOneToo() {
        assertNotGood(says(ResticScript.exit(1, "").withoutLog()), "the test ended with exit code 1.");
    }

    @Test
    void anExitCodeOfZeroWithoutWhatIsExpectedIsABadBackup() {
        assertNotGood(
                says(ResticScript.exit(0, "not ok\n")),
                "the test ended with exit code 0, but nothing in the last 1000 lines of its output matches '^ok$'.");
    }

    @Test
    void anOutputThatNobodyCanReadSaysNothing() {
        assertSaysNothing(says(ResticScript.exit(0, "ok\n").withoutLog()), "nothing that it has printed can be read");
    }

    @Test
    void aPatternThatTakesForEverSaysNothing() {
        world.plan.test = PlanBuilder.test("a*a*a*a*b", false);

        assertSaysNothing(says(ResticScript.exit(0, "a".repeat(1000) + "\n")), "it takes too long to find out");
    }

    @ParameterizedTest
    @ValueSource(ints = {126, 127})
    void aProgramThatIsNotThereSaysNothing(int code) {
        RunReport report = says(ResticScript.exit(code, "sh: pg_check: not found\n"));

        assertSaysNothing(report, "exit code " + code + " says that a program was not found");
        assertThat(messages(report)).contains("The test says: sh: pg_check: not found");
    }

    @ParameterizedTest
    @ValueSource(ints = {130, 137, 143})
    void aTestThatIsEndedFromOutsideSaysNothing(int code) {
        assertSaysNothing(says(ResticScript.exit(code, "ok\n")), "ended from outside (exit code " + code + ")");
    }

    @Test
    void tooLittleMemorySaysNothing() {
        assertSaysNothing(says(ResticScript.ends(new JobState.Exited(137, "OOMKilled"))), "more memory than 2Gi");
    }

    @Test
    void aPodThatIsLostSaysNothingAndTheTestIsNotMadeAgain() {
        assertSaysNothing(says(ResticScript.ends(new JobState.Lost("evicted"))), "was lost: evicted");
        assertThat(world.workloads.made)
                .allSatisfy((name, times) -> assertThat(times).isEqualTo(1));
    }

    @Test
    void anImageThatDoesNotComeSaysNothing() {
        assertSaysNothing(
                says(ResticScript.neverStarts("ErrImagePull")),
                "did not start within 600 s. Kubernetes says: ErrImagePull");
    }

    @Test
    void aVolumeThatCannotBeMountedAgainSaysNothing() {
        assertSaysNothing(
                says(ResticScript.ends(new JobState.Unmountable(JobState.Unmountable.Content.DAMAGED, "no"))),
                "the node cannot mount the restored volume. Kubernetes says: no");
    }

    @Test
    void oneThatDoesNotEndIsEndedInTimeAndSaysNothing() {
        RunReport report = says(ResticScript.exit(0, "waiting\n").running(Duration.ofDays(2)));

        assertSaysNothing(report, "it did not end within 600 s");
        assertThat(messages(report)).contains("The test says: waiting");
        assertThat(report.phases().get(VerifyOperation.TEST)).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
    }

    @Test
    void oneThatTheClusterEndsInTimeSaysNothingToo() {
        assertSaysNothing(says(ResticScript.ends(new JobState.Overrun())), "it did not end within 600 s");
    }

    @Test
    void restoreAndTestTogetherAreHeldAgainstTheLongestDuration() {
        world.plan.maxDuration = Duration.ofSeconds(20);
        RunReport report = says(ResticScript.exit(0, "ok\n").running(Duration.ofSeconds(19)));

        assertThat((Long) report.values().get("restoreSeconds")).isLessThan(20);
        assertThat(report.result()).isEqualTo(RunResult.UNSTABLE);
        assertThat(report.values()).containsEntry("verified", true);
        assertThat(report.warnings())
                .singleElement()
                .asString()
                .startsWith("The restore and the test took ")
                .endsWith(", and `maxDuration` is 20 s");
    }

    @Test
    void whatItPrintsIsMaskedEverywhere() {
        world.masking = text -> text.replace("canary", "****");

        RunReport report = says(ResticScript.exit(1, "password canary\n"));

        assertThat(report + "" + world.journal.failure() + world.journal.facts().asMap())
                .doesNotContain("canary")
                .contains("password ****");
    }
}
