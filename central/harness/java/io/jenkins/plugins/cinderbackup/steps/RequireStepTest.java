package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import hudson.util.FormValidation;
import io.jenkins.plugins.cinderbackup.headless.HeadlessCredentials;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.Folders;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.NeedsRestic;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code cinderSnapshotRequire}: what opens it, what closes it, and its form. */
@Timeout(120)
class RequireStepTest {
    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private HeadlessStep require(Object... more) {
        Map<String, Object> arguments =
                new LinkedHashMap<>(Map.of("namespace", "shop", "repository", world.repository()));
        for (int i = 0; i < more.length; i += 2) {
            arguments.put((String) more[i], more[i + 1]);
        }
        return world.require(arguments);
    }

    private String refused(Object... more) throws Exception {
        Throwable failure = require(more).failure(LONG);
        assertThat(failure).isInstanceOf(AbortException.class);
        return failure.getMessage();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> passed(HeadlessStep step) throws Exception {
        return (Map<String, Object>) step.await(LONG);
    }

    @Test
    @NeedsRestic
    void aBackupOpensItAlsoForAControllerThatHasNotMadeIt() throws Exception {
        Map<String, Object> backup = world.run(world.arguments());
        List<String> before = world.leftovers();
        Folders.delete(world.home.resolve("cinder-snapshot-backup/catalog"));

        HeadlessStep step = require("pvc", "db");

        assertThat(passed(step))
                .containsEntry("result", "SUCCESS")
                .extractingByKey("backups")
                .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                .singleElement()
                .satisfies(found -> assertThat(found)
                        .containsEntry("namespace", "shop")
                        .containsEntry("pvc", "db")
                        .containsKey("time")
                        .extractingByKey("resticSnapshotId")
                        .asString()
                        .startsWith(String.valueOf(backup.get("resticSnapshotId"))));
        assertThat(step.consoleText())
                .contains("Requiring of PVC shop/db a sound backup in repository "
                        + world.site.repositories().url("shop") + ", not older than 86400 s")
                .containsPattern("PVC shop/db: [0-9a-f]{64}, 20[0-9T:-]+Z, [0-9.]+ s ago");
        assertThat(world.leftovers()).isEqualTo(before);
    }

    @Test
    @NeedsRestic
    void aBackupOfOneFolderOpensItOnlyForWhoAsksForThatFolder() throws Exception {
        assertThat(world.run(world.arguments("paths", List.of("table-0")))).containsEntry("result", "SUCCESS");

        assertThat(refused("pvc", "db"))
                .contains(
                        "PVC shop/db has no backup of the paths that are required. Its newest backup is of /table-0: set `paths` to that");
        assertThat(passed(require("pvc", "db", "paths", List.of("/table-0/")))).containsEntry("result", "SUCCESS");
    }

    @Test
    @NeedsRestic
    void aBackupIsAsOldAsTheSnapshotThatItIsOf() throws Exception {
        world.site.openstack().dateNextSnapshot(Instant.now().minus(Duration.ofHours(2)));
        world.run(world.arguments());

        for (boolean refresh : List.of(false, true)) {
            assertThat(refused("pvc", "db", "refresh", refresh, "maxAge", 7100))
                    .contains("1 of 1 PVC lacks the backup", ", 2 h 0 min ago");
            assertThat(passed(require("pvc", "db", "refresh", refresh, "maxAge", 10_800)))
                    .containsEntry("result", "SUCCESS");
        }
    }

    @Test
    @NeedsRestic
    void allThatHaveNoBackupCloseItAndTheBuildFails() throws Exception {
        world.run(world.arguments());
        List<String> before = world.leftovers();

        String message = refused("pvc", List.of("db", "cache", "uploads"));

        assertThat(message)
                .contains("2 of 3 PVCs lack the backup in repository")
                .contains("PVC shop/cache was never backed up.")
                .contains("PVC shop/uploads was never backed up.")
                .doesNotContain("PVC shop/db");
        assertThat(world.leftovers()).isEqualTo(before);
    }

    @Test
    void aRepositoryThatIsNotThereClosesIt() throws Exception {
        world.site.repositories().wipe("shop");

        assertThat(refused("pvc", "db")).contains("There is no restic repository at ");
    }

    @Test
    void labelsThatNoPvcHasCloseIt() throws Exception {
        assertThat(refused("selector", "app=nothing", "refresh", false))
                .contains("Namespace shop has no PVC with the labels 'app=nothing'");
        assertThat(refused("selector", "app in (", "refresh", false)).contains("unable to parse requirement");
        assertThat(refused("selector", "!app", "refresh", false)).contains("PVC shop/db was not backed up to there");
    }

    @Test
    void allThatIsWrongIsSaidAtOnceAndNothingIsAsked() throws Exception {
        int asked = world.site.kubernetes().requests();

        assertThat(refused(
                        "maxAge",
                        0,
                        "verifiedWithin",
                        0,
                        "dryRun",
                        true,
                        "pvc",
                        List.of("DB"),
                        "selector",
                        "app=shop",
                        "paths",
                        List.of("../etc")))
                .contains("paths: '../etc' has a '..'")
                .contains("maxAge is 0")
                .contains("verifiedWithin is 0")
                .contains("dryRun is set: a gate that looks at nothing would let everything pass.")
                .contains("pvc is 'DB'")
                .contains("Both `pvc` and `selector` are set");
        assertThat(refused()).contains("pvc is missing");
        Map<String, Object> each = world.repository();
        each.put("url", world.site.repositories().url("{pvc}"));
        assertThat(refused("pvc", List.of("db", "cache"), "repository", each))
                .contains("the repository's URL has {pvc}");
        assertThat(world.site.kubernetes().requests()).isEqualTo(asked);
    }

    @Test
    void whoMayNotUseTheCredentialsLearnsNothing() throws Exception {
        Map<String, Object> other = world.repository();
        other.put("passwordCredentialsId", "of-somebody-else");

        assertThat(refused("pvc", "db", "refresh", false, "repository", other))
                .contains("of-somebody-else")
                .doesNotContain("backed up");
    }

    @Test
    @NeedsRestic
    void whoHasNotBackedUpToARepositoryThatHeWritesLearnsNothingWithoutRestic() throws Exception {
        world.run(world.arguments());
        assertThat(passed(require("pvc", "db", "refresh", false))).containsEntry("result", "SUCCESS");
        world.jenkins.add(HeadlessCredentials.text("slack-token", "of no repository"));
        Map<String, Object> repository = world.repository();
        repository.put("passwordCredentialsId", "slack-token");

        HeadlessStep step = world.start(
                CinderSnapshotRequireStep.class,
                Map.of(
                        "namespace",
                        "shop",
                        "pvc",
                        List.of("db", "no-such"),
                        "repository",
                        repository,
                        "refresh",
                        false),
                world.jenkins.job("other/job").build());

        assertThat(step.failure(LONG))
                .hasMessageContaining("2 of 2 PVCs lack the backup")
                .hasMessageContaining("PVC shop/db was not backed up to there by this job.")
                .hasMessageContaining("PVC shop/no-such was not backed up to there by this job.")
                .hasMessageContaining("set `refresh`, so that restic is asked what the repository has");
    }

    @Test
    @NeedsRestic
    void aMisspeltFieldIsNoGateThatOneCanRelyOn() throws Exception {
        world.run(world.arguments());

        assertThat(require("pvc", "db", "maxAgee", 60).failure(LONG))
                .hasMessageContaining("There is no field 'maxAgee'. The nearest is 'maxAge'.");
    }

    @Test
    void theFormSaysWhatIsMissing() {
        CinderSnapshotRequireStep.DescriptorImpl form = new CinderSnapshotRequireStep.DescriptorImpl();

        assertThat(form.doCheckPvc(world.build().getParent(), "", "").getMessage())
                .startsWith("pvc is missing");
        assertThat(form.doCheckPvc(world.build().getParent(), "db\ncache", "").kind)
                .isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckPvc(world.build().getParent(), "", "app=shop").kind)
                .isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckPaths(world.build().getParent(), "/config\nlogs").kind)
                .isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckPaths(world.build().getParent(), "..").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(form.doCheckVerifiedWithin(world.build().getParent(), "").kind)
                .isEqualTo(FormValidation.Kind.OK);
        assertThat(form.doCheckVerifiedWithin(world.build().getParent(), "0").kind)
                .isEqualTo(FormValidation.Kind.ERROR);
        assertThat(form.doCheckMaxAge(world.build().getParent(), "0").kind).isEqualTo(FormValidation.Kind.ERROR);
    }
}
