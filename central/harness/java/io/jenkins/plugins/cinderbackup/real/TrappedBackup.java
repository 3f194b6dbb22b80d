package io.jenkins.plugins.cinderbackup.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.cinderbackup.files.FolderTexts;
import io.jenkins.plugins.cinderbackup.headless.Describables;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.leftovers.LeftoverRemoval;
import io.jenkins.plugins.cinderbackup.steps.CinderSnapshotBackupStep;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.util.List;
import java.util.Map;

/** A backup that something happens to, and how it must end. Whatever happens, no secret is told and no stack trace is shown. */
final class TrappedBackup {
    private final TrapSite traps;
    private final HeadlessRun build;
    private final HeadlessStep step;

    TrappedBackup(TrapSite traps, Map<String, Object> arguments) {
        this.traps = traps;
        build = traps.jenkins().build();
        step = HeadlessStep.start(Describables.make(CinderSnapshotBackupStep.class, arguments), build);
    }

    /** Waits for these words on the console. */
    void awaitConsole(String words) {
        await().atMost(RealJenkins.LIMIT).until(() -> {
            boolean there = step.consoleText().contains(words);
            if (!there && step.timesOver() > 0) {
                throw new AssertionError("'" + words + "' was never said:\n" + step.consoleText());
            }
            return there;
        });
    }

    /** Waits until it is in that phase. */
    void awaitPhase(String phase) {
        awaitConsole("] " + phase + "\n");
    }

    /** It fails in that phase and says all of this; answers all that it says. */
    String fails(String phase, String... words) throws Exception {
        Throwable failure = step.failure(RealJenkins.LIMIT);
        build.finish(Result.FAILURE);
        assertThat(failure).isInstanceOf(AbortException.class);
        assertThat(failure.getMessage())
                .startsWith("Backup failed in " + phase + ": ")
                .contains(words);
        assertThat(step.consoleText()).contains("FAILED in " + phase, "Failed after ");
        tellsNothingThatItShouldNot(failure.getMessage());
        return failure.getMessage();
    }

    /** The backup is made, but something is not as it should be, of which all of this is said. */
    Map<String, Object> isUnstable(String... words) throws Exception {
        Map<String, Object> returned = RealJenkins.result(step);
        build.finish(Result.SUCCESS);
        assertThat(returned).as(step.consoleText()).containsEntry("result", "UNSTABLE");
        assertThat(build.getResult()).isEqualTo(Result.UNSTABLE);
        assertThat(step.warning().getMessage()).contains(words);
        tellsNothingThatItShouldNot(step.warning().getMessage());
        return returned;
    }

    /** Nothing came of it but a line or two on the console. */
    void succeeds() throws Exception {
        Map<String, Object> returned = RealJenkins.result(step);
        build.finish(Result.SUCCESS);
        assertThat(returned).as(step.consoleText()).containsEntry("result", "SUCCESS");
        assertThat(build.getResult()).isEqualTo(Result.SUCCESS);
        tellsNothingThatItShouldNot("");
    }

    /** All of this is on the console. */
    void says(String... words) {
        assertThat(step.consoleText()).contains(words);
    }

    /** None of this is on the console. */
    void doesNotSay(String... words) {
        assertThat(step.consoleText()).doesNotContain(words);
    }

    /** Nothing of it is left, in Cinder, Ceph or Kubernetes, nor its journal. */
    void leavesNothing() {
        assertThat(traps.site().leftovers()).isEmpty();
        assertThat(BackupServices.get().journals().runs()).isEmpty();
    }

    /** The background removal takes away what it could not. */
    void isRemovedInTheBackground() {
        assertThat(BackupServices.get().journals().runs()).hasSize(1);
        traps.jenkins().controller().extension(LeftoverRemoval.class).run();
        await().atMost(RealJenkins.LIMIT)
                .until(() -> BackupServices.get().journals().runs().isEmpty());
        assertThat(traps.site().leftovers()).isEmpty();
    }

    /** Of what it could not remove this is there. */
    void leaves(String... words) {
        assertThat(String.join("\n", traps.site().leftovers())).contains(words);
    }

    private void tellsNothingThatItShouldNot(String message) {
        assertThat(step.consoleText()).doesNotContain("\tat ", "Exception");
        FolderTexts.of(traps.home())
                .forEach((file, text) -> assertThat(text).as(file.toString()).doesNotContain(secrets()));
        assertThat(step.consoleText() + message).doesNotContain(secrets());
    }

    /** All that a test makes has the word canary in it. */
    private static List<String> secrets() {
        String key = RigCluster.kubeconfig().replaceFirst("(?s).*client-key-data: (\\S{60}).*", "$1");
        return List.of(
                "canary",
                key,
                Rigs.OPENSTACK.get("OS_PASSWORD"),
                Rigs.OPENSTACK.get("RIG_APPCRED_SECRET"),
                Rigs.S3.get("RIG_S3_SECRET_KEY"));
    }
}
