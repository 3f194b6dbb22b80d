package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.AbortException;
import io.jenkins.plugins.cinderbackup.files.SampleFiles;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.page.RunResultAction;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.NeedsRestic;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code sample} of {@code cinderSnapshotVerify}: some of many sources are verified, each by a run of its own. */
@NeedsRestic
@Timeout(240)
class SampledProofsStepTest {
    /** All that have no such label, which is all. */
    private static final String ALL = "!app";

    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private final Set<String> volumes = new HashSet<>();

    @BeforeEach
    void addSources() throws Exception {
        volumes.add(world.volume);
        world.site.openstack().quota(-1, -1, -1);
        for (String claim : List.of("cache", "web")) {
            Path content = Files.createDirectory(world.temp.resolve(claim));
            SampleFiles.fill(content, 3, claim.length());
            volumes.add(world.site.addSource("shop", claim, 1, content));
        }
    }

    private void backUp(String... claims) throws Exception {
        for (String claim : claims) {
            Map<String, Object> arguments =
                    world.arguments("snapshot", Map.of("retention", Map.of("keepLast", 0, "keepForDays", 0)));
            arguments.put("pvc", claim);
            world.backUp("SUCCESS", arguments);
        }
    }

    private HeadlessStep verify(HeadlessRun build, int sample, Object... more) {
        Map<String, Object> arguments = world.drill(more);
        arguments.remove("pvc");
        arguments.put("selector", ALL);
        arguments.put("sample", sample);
        return world.verify(arguments, build);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> proved(HeadlessRun build, int sample, Object... more) throws Exception {
        return (Map<String, Object>) verify(build, sample, more).await(LONG);
    }

    /** The PVCs that the build has verified. */
    private static List<String> verified(HeadlessRun build) {
        return build.getActions(RunResultAction.class).stream()
                .skip(1)
                .map(action -> action.getRecord().getSubject().replace("the backup of production/shop/", ""))
                .toList();
    }

    private void assertNothingIsLeft() {
        assertThat(world.site.leftovers(volumes)).isEmpty();
        await().atMost(LONG).until(() -> BackupServices.get().journals().runs().isEmpty());
    }

    @Test
    void thoseNeverVerifiedComeFirstThenThoseWhoseProofIsTheOldest() throws Exception {
        backUp("cache", "db", "web");
        HeadlessRun first = world.build();
        HeadlessRun second = world.build();

        Map<String, Object> returned = proved(first, 2);
        assertThat(returned.keySet()).containsExactly("result", "verified", "proofs", "warnings");
        assertThat(returned).containsEntry("result", "SUCCESS").containsEntry("verified", true);
        assertThat((List<?>) returned.get("proofs"))
                .extracting(proof -> ((Map<?, ?>) ((Map<?, ?>) proof).get("checks")).containsKey("check"))
                .as("the repository is checked once")
                .containsExactly(true, false);
        proved(second, 1);

        assertThat(verified(first)).hasSize(2).doesNotHaveDuplicates().doesNotContainAnyElementsOf(verified(second));
        List<String> oldest = new ArrayList<>();
        for (int night = 0; night < 3; night++) {
            HeadlessRun build = world.build();
            proved(build, 1, "check", false);
            oldest.addAll(verified(build));
        }
        assertThat(oldest)
                .containsExactlyInAnyOrder("cache", "db", "web")
                .endsWith(verified(second).get(0));
        assertNothingIsLeft();
    }

    @Test
    void thoseThatCannotBeVerifiedDoNotKeepTheOthersFromTheirTurn() throws Exception {
        backUp("db");
        List<String> nights = new ArrayList<>();

        for (int night = 0; night < 3; night++) {
            HeadlessRun build = world.build();
            HeadlessStep step = verify(build, 1, "check", false);
            await().atMost(LONG).until(() -> step.timesOver() == 1);
            nights.addAll(verified(build));
        }

        assertThat(nights).containsExactlyInAnyOrder("cache", "db", "web");
    }

    @Test
    void oneThatIsNotGoodIsNamedAndTheOthersAreProved() throws Exception {
        backUp("cache", "db");
        HeadlessRun build = world.build();

        assertThat(verify(build, 9).failure(LONG))
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("1 of 3 failed:\nVerification of the backup of production/shop/web: ");
        assertThat(verified(build)).containsExactly("cache", "db", "web");
        assertThat(List.of("cache", "db"))
                .allSatisfy(claim -> assertThat(BackupServices.get()
                                .catalog()
                                .of("production/shop/" + claim)
                                .get(0)
                                .proofs())
                        .hasSize(1));
        assertNothingIsLeft();
    }

    @Test
    void aRestartInTheMiddleGoesOnWithThoseThatWereChosen() throws Exception {
        backUp("cache", "db", "web");
        HeadlessRun build = world.build();
        world.site.repositories().hold("shop");
        HeadlessStep step = verify(build, 2);
        await().atMost(LONG).until(() -> verified(build).size() == 2);
        List<String> chosen = verified(build);
        byte[] stored = step.store();
        world.restart();
        step.resume(stored);
        world.site.repositories().release("shop");

        assertThat((Map<?, ?>) step.await(LONG)).extracting("result").isEqualTo("SUCCESS");
        assertThat(verified(build)).isEqualTo(chosen);
        assertNothingIsLeft();
    }

    @Test
    void aDryRunSaysOfEachWhatItWouldDo() throws Exception {
        HeadlessStep step = verify(world.build(), 2, "dryRun", true);

        assertThat((Map<?, ?>) step.await(LONG)).extracting("verified").isNull();
        assertThat(step.consoleText())
                .contains("Verifying 2 of the 3 PVCs !app of namespace shop: ")
                .containsPattern("Dry run: nothing is created(?s:.*)Dry run: nothing is created");
        assertNothingIsLeft();
    }

    @Test
    void whatContradictsASampleIsSaidAtOnceAndNothingIsAsked() throws Exception {
        int asked = world.site.kubernetes().requests();

        Map<String, Object> arguments =
                world.drill("sample", 0, "selector", ALL, "restore", false, "backup", "1a2b3c4d");
        assertThat(world.verify(arguments, world.build()).failure(LONG))
                .hasMessageContaining("Both `pvc` and `selector` are set")
                .hasMessageContaining("sample is 0")
                .hasMessageContaining("backup is of one source")
                .hasMessageContaining("selector is set, and restore is false");
        assertThat(world.verify(world.drill("sample", 3), world.build()).failure(LONG))
                .hasMessageContaining("sample is set, and selector is not");
        assertThat(verify(world.build(), 3, "repository", each()).failure(LONG)).hasMessageContaining("{pvc}");
        assertThat(world.site.kubernetes().requests()).isEqualTo(asked);
    }

    private Map<String, Object> each() {
        Map<String, Object> each = world.repository();
        each.put("url", world.site.repositories().url("{pvc}"));
        return each;
    }
}
