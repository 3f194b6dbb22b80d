package io.jenkins.plugins.cinderbackup.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.headless.Describables;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.leftovers.LeftoverRemoval;
import io.jenkins.plugins.cinderbackup.removal.OrphanScanner;
import io.jenkins.plugins.cinderbackup.steps.CinderVolumeBackupDeleteStep;
import io.jenkins.plugins.cinderbackup.steps.CinderVolumeBackupStep;
import io.jenkins.plugins.cinderbackup.steps.CinderVolumeRestoreStep;
import io.jenkins.plugins.cinderbackup.steps.RunStep;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.util.List;
import java.util.Map;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Backups by Cinder itself of a volume that nobody can read but who has its key, on the real services: byte for byte what it was comes back. On it is a LUKS header that
 * cryptsetup has made, and behind that random bytes, which is how ciphertext looks. To Cinder it is a plain volume, of no encrypted volume type.
 */
@Real
class RealVolumeBackupTest {
    private static final FlowInterruptedException STOP_BUTTON =
            new FlowInterruptedException(Result.ABORTED, true, new CauseOfInterruption.UserInterruption("alice"));
    /** MiB; Cinder takes some seconds for that. */
    private static final int CIPHERTEXT = 400;

    @RegisterExtension
    final FreshSite fresh = new FreshSite();

    /** Whether the backup driver is that for Ceph. */
    boolean ceph() {
        return false;
    }

    @BeforeEach
    void allow() {
        CinderBackupConfiguration.get().setClouds(List.of(fresh.jenkins().cloud(Map.of("volumeBackupsAllowed", true))));
    }

    String vault() {
        String vault = fresh.site().volume("vault");
        VolumeMount.write(vault, file -> {
            Formats.make("crypto_LUKS", file);
            random(file, 16, CIPHERTEXT);
        });
        return vault;
    }

    /** Writes so many MiB anew, in the middle. */
    static void overwrite(String volumeId, int mebibytes) {
        VolumeMount.write(volumeId, file -> random(file, 100, mebibytes));
    }

    private static void random(String file, int from, int mebibytes) {
        Command.run(
                "dd", "if=/dev/urandom", "of=" + file, "bs=1M", "seek=" + from, "count=" + mebibytes, "conv=notrunc");
    }

    HeadlessStep start(Class<? extends RunStep> step, Map<String, Object> arguments) {
        return start(step, arguments, fresh.jenkins().build());
    }

    private static HeadlessStep start(Class<? extends RunStep> step, Map<String, Object> arguments, HeadlessRun build) {
        return HeadlessStep.start(Describables.make(step, arguments), build);
    }

    private Map<String, Object> run(Class<? extends RunStep> step, Map<String, Object> arguments) throws Exception {
        Map<String, Object> returned = RealJenkins.result(start(step, arguments));
        FreshSite.assertSucceeded(returned);
        return returned;
    }

    String backUp(String volumeId, String source, String incremental) throws Exception {
        return (String) run(
                        CinderVolumeBackupStep.class,
                        Map.of("volumeId", volumeId, "source", source, "incremental", incremental))
                .get("backupId");
    }

    /** The volume that is made of a backup. */
    String restored(String backup, int sizeGiB) throws Exception {
        String restored = (String) run(
                        CinderVolumeRestoreStep.class,
                        Map.of("backup", backup, "newVolume", Map.of("name", "restored-" + backup, "size", sizeGiB)))
                .get("volumeId");
        fresh.site().takes(restored);
        return restored;
    }

    void remove(String backup) throws Exception {
        run(CinderVolumeBackupDeleteStep.class, Map.of("backup", backup, "dependents", true));
    }

    /** The id of the one backup, once Cinder has begun to make it. */
    String begun() {
        return await().atMost(RealJenkins.LIMIT)
                .until(() -> fresh.site().cinder().list("backups"), backups -> backups.size() == 1)
                .get(0)
                .path("id")
                .asText();
    }

    @Test
    void anEncryptedVolumeComesBackByteForByteFromAFullBackupAndFromAnIncrement() throws Exception {
        String vault = vault();
        String first = Ceph.digest(vault);
        String full = backUp(vault, "volume", "false");
        overwrite(vault, 32);
        String second = Ceph.digest(vault);
        assertThat(second).isNotEqualTo(first);
        String increment = backUp(vault, "volume", "true");

        String made = restored(increment, 1);
        assertThat(Ceph.digest(made)).isEqualTo(second);
        VolumeMount.write(made, RealVolumeBackupTest::assertOpens);
        String larger = restored(full, 2);
        VolumeMount.write(larger, RealVolumeBackupTest::assertOpens);
        // Written over what is newer: nothing of that may stay
        run(CinderVolumeRestoreStep.class, Map.of("backup", full, "volumeId", made, "confirm", true));
        assertThat(Ceph.digest(made)).isEqualTo(first);

        assertAScanRemovesNothing();
        assertThat(fresh.site().cinder().list("volumes"))
                .extracting(volume -> volume.path("id").asText())
                .contains(vault, made, larger);
        remove(full);
        assertThat(fresh.site().cinder().list("backups")).isEmpty();
    }

    /** The key fits; no device is made of it. */
    private static void assertOpens(String file) {
        Command.run(
                Map.of("DEVICE", file),
                List.of("bash", "-c", "echo -n key | cryptsetup open --test-passphrase --key-file - \"$DEVICE\""));
    }

    private static void assertAScanRemovesNothing() {
        OrphanScanner scanner = BackupServices.get().scanner();
        scanner.scan();
        await().atMost(RealJenkins.LIMIT).until(() -> !scanner.report().scanning());
        assertThat(scanner.remove(scanner.report().startedAt(), null)).isZero();
    }

    @Test
    void snapshotsAreBackedUpAndDoNotStay() throws Exception {
        String vault = vault();
        fresh.site().look();
        String first = backUp(vault, "snapshot", "auto");
        assertThat(fresh.site().cinder().list("snapshots")).isEmpty();
        String digest = Ceph.digest(vault);
        if (!ceph()) {
            overwrite(vault, 8);
            String increment = backUp(vault, "snapshot", "true");
            assertThat(Ceph.digest(restored(increment, 1))).isEqualTo(Ceph.digest(vault));
        }
        assertThat(Ceph.digest(restored(first, 1))).isEqualTo(digest);
        remove(first);
    }

    @Test
    void anAbortInTheMiddleEndsAtOnceAndTheBackgroundRemovesTheBackupWhenCinderIsDone() throws Exception {
        String vault = vault();
        fresh.site().look();
        HeadlessRun build = fresh.jenkins().build();
        HeadlessStep step = start(CinderVolumeBackupStep.class, Map.of("volumeId", vault, "source", "volume"), build);
        String id = begun();

        step.stop(STOP_BUTTON);

        assertThat(step.failure(RealJenkins.LIMIT)).isSameAs(STOP_BUTTON);
        assertThat(step.consoleText()).contains("Cinder is still making it, which only an administrator can end");
        build.finish(Result.ABORTED);
        fresh.jenkins().controller().extension(LeftoverRemoval.class).run();
        await().atMost(RealJenkins.LIMIT).untilAsserted(() -> {
            BackupServices.get().journals().runs().forEach(BackupServices.get().removal()::retryNow);
            BackupServices.get().removal().next();
            assertThat(fresh.site().cinder().list("backups"))
                    .extracting(backup -> backup.path("id").asText())
                    .doesNotContain(id);
            assertThat(BackupServices.get().journals().runs()).isEmpty();
        });
        assertThat(fresh.site().leftovers())
                // The driver for Ceph leaves that on the volume, until this goes
                .filteredOn(left -> !(ceph() && left.contains("@backup.")))
                .isEmpty();
    }
}
