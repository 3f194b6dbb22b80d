package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.page.RunResultAction;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.NeedsRestic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A field that a Pipeline misspells: a backup is made, and nobody takes it for what was meant; nothing else is done. */
@Timeout(120)
class TypoStepTest {
    private static final String TYPO =
            "There is no field 'retention.keepDayly'. The nearest is 'retention.keepDaily'. It was ignored.";

    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private Map<String, Object> arguments;

    @BeforeEach
    void start() throws Exception {
        arguments = world.arguments();
    }

    @Test
    void aMisspeltFieldMakesTheBackupUnstableAndIsSaidOnConsoleAndPage() throws Exception {
        arguments.put("retention", Map.of("keepDayly", 7));
        arguments.put("job", Map.of("tolerations", List.of(Map.of("key", "dedicated", "opertor", "Exists"))));
        HeadlessRun build = world.build();

        HeadlessStep step = world.start(arguments, build);

        assertThat(step.await(LONG)).extracting("result").isEqualTo("UNSTABLE");
        assertThat(build.getResult()).isEqualTo(Result.UNSTABLE);
        assertThat(step.consoleText())
                .contains("WARNING: " + TYPO, "'job.tolerations[0].opertor'", "'job.tolerations[0].operator'");
        assertThat(build.getAction(RunResultAction.class).getRecord().getWarnings())
                .contains(TYPO);
        assertThat(step.warning().getMessage()).contains(TYPO);
    }

    @Test
    void aDryRunFindsIt() throws Exception {
        arguments.put("snapshots", Map.of("force", false));
        arguments.put("keepDaily", 7);
        arguments.put("unknownFields", List.of("none"));
        arguments.put("tag", List.of("nightly"));
        arguments.put("x", 1);
        arguments.put("dryRun", true);

        HeadlessStep step = world.start(arguments);

        assertThat(step.await(LONG)).extracting("result").isEqualTo("UNSTABLE");
        assertThat(step.consoleText())
                .contains("no field 'snapshots'. The nearest is 'snapshot'. It was ignored.")
                .contains("no field 'keepDaily'. The nearest is 'retention.keepDaily'. It was ignored.")
                .contains(
                        "no field 'unknownFields'",
                        "no field 'tag'. The nearest is 'tags'.",
                        "no field 'x'. The fields");
    }

    @Test
    void whatIsLikeNoFieldIsAnsweredWithThoseThatThereAre() throws Exception {
        Map<String, Object> deletion = Map.of("backup", "1f0e1c5a-2f4c-4f37-9a52-1d5f3e9b7c11", "namespace", "shop");

        assertThat(world.start(CinderVolumeBackupDeleteStep.class, deletion, world.build())
                        .failure(LONG))
                .hasMessageContaining(
                        "There is no field 'namespace'. The fields there are backup, cleanup, cloud, dependents,")
                .hasMessageNotContaining("nearest")
                .hasMessageNotContaining("unknownFields");
    }

    @Test
    void whereMoreIsWrongItIsAmongAllThatIs() throws Exception {
        arguments.put("PVC", arguments.remove("pvc"));

        HeadlessStep step = world.start(arguments);

        assertThat(step.failure(LONG).getMessage()).contains("pvc is missing", "no field 'PVC'. The nearest is 'pvc'.");
    }

    @Test
    void itFailsWhatIsToFailWhereItWouldBeUnstable() throws Exception {
        arguments.put("retention", Map.of("keepDayly", 7));
        arguments.put("failOnUnstable", true);

        assertThat(world.start(arguments).failure(LONG)).hasMessageContaining(TYPO);
    }

    @Test
    void itIsStillSaidAfterARestart() throws Exception {
        arguments.put("retention", Map.of("keepDayly", 7));
        HeadlessStep step = world.start(arguments);
        byte[] stored = step.store();
        world.restart();

        step.resume(stored);

        assertThat(step.await(LONG)).extracting("warnings").asList().contains(TYPO);
    }

    @Test
    @NeedsRestic
    void aRestoreOverLiveDataWritesNothing() throws Exception {
        world.resticOverwrites();
        world.run(arguments);
        Path row = world.content.resolve("table-0/row-41.dat");
        Files.writeString(row, "newer than the backup");
        world.site.detach("shop", "db");
        Map<String, Object> restoration = world.restoration();
        restoration.put("inPlace", true);
        restoration.put("dryrun", true);

        assertThat(world.restore(restoration).failure(LONG))
                .hasMessageContaining("There is no field 'dryrun'. The nearest is 'dryRun'.");
        assertThat(row).hasContent("newer than the backup");
    }

    @Test
    void aDeletionRemovesNothing() throws Exception {
        CinderBackupConfiguration.get()
                .setClouds(List.of(world.cloud("production", Map.of("volumeBackupsAllowed", true))));
        String volume = world.site.openstack().addVolume("boot-of-web", 4);
        Map<?, ?> backup =
                (Map<?, ?>) world.start(CinderVolumeBackupStep.class, Map.of("volumeId", volume), world.build())
                        .await(LONG);
        Map<String, Object> deletion = Map.of("backup", backup.get("backupId"), "dryrun", true);

        assertThat(world.start(CinderVolumeBackupDeleteStep.class, deletion, world.build())
                        .failure(LONG))
                .hasMessageContaining("There is no field 'dryrun'. The nearest is 'dryRun'.");
        assertThat(world.site.openstack().backups()).hasSize(1);
    }

    @Test
    @NeedsRestic
    void aGateStaysClosed() throws Exception {
        world.run(arguments);
        Map<String, Object> gate = new LinkedHashMap<>(
                Map.of("namespace", "shop", "repository", world.repository(), "pvc", "db", "refresh", false));
        gate.put("verifedWithin", 86400);

        assertThat(world.require(gate).failure(LONG))
                .hasMessageContaining("There is no field 'verifedWithin'. The nearest is 'verifiedWithin'.");
    }
}
