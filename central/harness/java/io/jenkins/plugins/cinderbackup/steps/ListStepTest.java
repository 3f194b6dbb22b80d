package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import io.jenkins.plugins.cinderbackup.examples.KubernetesExamples;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.page.RunResultAction;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.Folders;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.NeedsRestic;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code cinderSnapshotList} of a repository with a backup, from the catalog and after a look at the repository. */
@NeedsRestic
@Timeout(120)
class ListStepTest {
    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private Map<String, Object> returned;

    @BeforeEach
    void backUp() throws Exception {
        returned = world.run(world.arguments());
        assertThat(returned).containsEntry("result", "SUCCESS");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(HeadlessStep step) throws Exception {
        return (List<Map<String, Object>>) step.await(LONG);
    }

    /** The catalog as of a controller that has never seen the repository. */
    private void forgetCatalog() throws Exception {
        Folders.delete(world.home.resolve("cinder-snapshot-backup/catalog"));
    }

    @Test
    void theCatalogTellsOfABackupAndNothingIsAsked() throws Exception {
        int asked = world.site.openstack().requests().size();
        int cluster = world.site.kubernetes().requests();

        HeadlessStep step = world.list(world.listing());

        assertThat(list(step))
                .singleElement()
                .satisfies(backup -> assertThat(backup)
                        .containsEntry("source", "production/shop/db")
                        .containsEntry("resticSnapshotId", returned.get("resticSnapshotId"))
                        .containsEntry("cinderSnapshotId", returned.get("cinderSnapshotId"))
                        .containsEntry("bytes", returned.get("bytesProcessed"))
                        .containsEntry("result", "sound")
                        .containsEntry("host", "shop-db")
                        .containsEntry("volumeId", world.volume)
                        .containsEntry("job", "nightly")
                        .containsEntry("build", "1"));
        assertThat(step.consoleText())
                .contains("The catalog has 1 such backup")
                .containsPattern("  20[0-9T:-]+Z, [0-9.]+ s ago, [0-9.]+ [KM]iB, " + returned.get("resticSnapshotId")
                        + ", production/shop/db\\s");
        assertThat(world.site.openstack().requests()).hasSize(asked);
        assertThat(world.site.kubernetes().requests()).isEqualTo(cluster);
        assertThat(BackupServices.get().journals().runs()).isEmpty();
        assertThat(step.timesOver()).isEqualTo(1);
    }

    @Test
    void aListThatBeginsWhenTheControllerEndsIsGivenWhenItIsUpAgain() throws Exception {
        BackupServices.stop();
        HeadlessStep step = world.list(world.listing());
        byte[] stored = step.store();
        world.restart();
        assertThat(step.timesOver()).isZero();

        step.resume(stored);

        assertThat(list(step)).hasSize(1);
    }

    @Test
    void anotherJobIsToldOfItOnlyByResticWhereItWritesTheRepository() throws Exception {
        HeadlessRun build = world.jenkins.job("other/job").build();

        assertThat(list(world.list(world.listing(), build))).isEmpty();
        assertThat(list(world.list(world.listing("refresh", true), build))).hasSize(1);
    }

    @Test
    void whatTheListHasCanBeRestored() throws Exception {
        Map<String, Object> backup = list(world.list(world.listing())).get(0);
        Map<String, Object> restoration = world.restoration();
        restoration.put("backup", backup.get("resticSnapshotId"));

        assertThat((Map<?, ?>) world.restore(restoration).await(LONG))
                .extracting("result")
                .isEqualTo("SUCCESS");
    }

    @Test
    void aRefreshFindsWhatThisJenkinsDoesNotKnow() throws Exception {
        forgetCatalog();
        assertThat(list(world.list(world.listing()))).isEmpty();
        int asked = world.site.openstack().requests().size();
        List<String> before = world.leftovers();

        HeadlessStep step = world.list(world.listing("refresh", true));

        assertThat(list(step)).singleElement().satisfies(backup -> {
            assertThat((String) backup.get("resticSnapshotId"))
                    .hasSize(64)
                    .startsWith(((String) returned.get("resticSnapshotId")).substring(0, 8));
            assertThat((String) backup.get("tree")).hasSize(64);
            assertThat(backup).containsEntry("result", "sound").containsEntry("job", null);
        });
        assertThat(step.consoleText()).contains("The repository has 1 such snapshot", "The catalog has 1 such backup");
        assertThat(world.site.openstack().requests()).as("no cloud is needed").hasSize(asked);
        assertThat(world.leftovers()).isEqualTo(before);
        assertThat(BackupServices.get().journals().runs()).isEmpty();
    }

    @Test
    void aRefreshOfAllSourcesForgetsWhatIsGone() throws Exception {
        new StepRepository(world).run("forget", (String) returned.get("resticSnapshotId"));
        Map<String, Object> all = Map.of("repository", world.repository(), "refresh", true);
        assertThat(list(world.list(world.listing()))).hasSize(1);

        assertThat(list(world.list(all))).isEmpty();
        assertThat(list(world.list(world.listing()))).isEmpty();
    }

    @Test
    void aRepositoryThatIsNotThereIsAnErrorOfARefreshAlone() throws Exception {
        world.site.repositories().wipe("shop");
        List<String> before = world.leftovers();

        assertThat(list(world.list(world.listing()))).hasSize(1);
        assertThat(world.list(world.listing("refresh", true)).failure(LONG))
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("List failed in List: There is no restic repository at ");
        assertThat(world.leftovers()).isEqualTo(before);
        assertThat(list(world.list(world.listing()))).as("nothing is lost").hasSize(1);
    }

    @Test
    void aRefreshGoesOnAfterARestart() throws Exception {
        world.site.repositories().hold("shop");
        HeadlessStep step = world.list(world.listing("refresh", true));
        world.awaitJob();
        byte[] stored = step.store();
        world.restart();

        step.resume(stored);
        world.site.repositories().release("shop");

        assertThat(list(step)).hasSize(1);
        assertThat(step.consoleText()).contains("Going on after a restart, in List");
    }

    @Test
    void theBuildShowsTheRunOfARefresh() throws Exception {
        HeadlessRun build = world.build();
        list(world.list(world.listing("refresh", true), build));

        RunResultAction shown = build.getAction(RunResultAction.class);
        assertThat(shown.getView().getTitle())
                .isEqualTo("List of repository " + world.site.repositories().url("shop"));
        assertThat(shown.getRecord().getValues()).containsEntry("snapshots", 1L);
    }

    @Test
    void theRightsOfAVerificationSuffice() throws Exception {
        KubernetesExamples examples = KubernetesExamples.verification();
        world.site
                .kubernetes()
                .access()
                .allowOnly(attempt ->
                        examples.allow(attempt.verb(), attempt.group(), attempt.resource(), attempt.namespace()));

        assertThat(list(world.list(world.listing("refresh", true)))).hasSize(1);
    }
}
