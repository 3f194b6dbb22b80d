package io.jenkins.plugins.cinderbackup.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.cinderbackup.headless.HeadlessCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a real restic repository in a real S3 can do to a backup. */
@Real
class RepositoryTrapsTest {
    @RegisterExtension
    static final TrapSite TRAPS = new TrapSite(48);

    @TempDir
    private Path temp;

    @AfterEach
    void restore() {
        Rigs.S3.control("start");
        TRAPS.restic().run("unlock", "--remove-all");
    }

    @Test
    void aBackupOfSomebodyElsePutsRetentionOffAndDoesNotHinderTheBackup() throws Exception {
        Map<String, Object> arguments = TRAPS.arguments();
        arguments.put("retention", Map.of("keepLast", 5));
        TrapSite.set(arguments, "repository", "lockTimeout", 6);
        try (LiveRestic other = LiveRestic.backup(TRAPS.restic())) {
            TRAPS.awaitLock();

            TrappedBackup backup = TRAPS.start(arguments);

            Map<String, Object> returned =
                    backup.isUnstable("Retention failed: ", "was locked by somebody else for 6 s");
            assertThat(TRAPS.restic().snapshots()).contains((String) returned.get("resticSnapshotId"));
            backup.leavesNothing();
            assertThat(other.isAlive()).isTrue();
        }
    }

    @Test
    void aRepositoryThatSomebodyHoldsAloneIsWaitedFor() throws Exception {
        try (LiveRestic other = holdAlone()) {
            TrappedBackup backup = TRAPS.start(TRAPS.arguments());
            backup.awaitConsole("The repository is locked by somebody else; trying again");
            other.close();

            backup.succeeds();
            backup.leavesNothing();
        }
    }

    @Test
    void aRepositoryThatSomebodyHoldsAloneForTooLongFailsTheBackup() throws Exception {
        Map<String, Object> arguments = TRAPS.arguments();
        TrapSite.set(arguments, "repository", "lockTimeout", 6);
        try (LiveRestic other = holdAlone()) {
            TrappedBackup backup = TRAPS.start(arguments);

            backup.fails("Backup", "was locked by somebody else for 6 s", "increase `repository.lockTimeout`");
            backup.leavesNothing();
            assertThat(other.isAlive()).isTrue();
        }
    }

    private LiveRestic holdAlone() throws IOException {
        byte[] bytes = new byte[2 << 20];
        new Random(1).nextBytes(bytes);
        TRAPS.restic().run("backup", Files.write(temp.resolve("bytes"), bytes).toString());
        LiveRestic check = LiveRestic.slowCheck(TRAPS.restic());
        TRAPS.awaitLock();
        return check;
    }

    @Test
    void aGatewayThatIsAwayForAWhileIsOnlyWaitedFor() throws Exception {
        TrappedBackup backup = TRAPS.start(TRAPS.slowArguments());
        TRAPS.awaitLock();
        Rigs.S3.control("stop");
        await().atMost(RealJenkins.LIMIT).until(() -> podLog().contains("retrying after"));
        Rigs.S3.control("start");

        backup.succeeds();
        backup.leavesNothing();
        assertThat(TRAPS.locks()).isEmpty();
    }

    private static String podLog() {
        KubernetesClient client = TRAPS.site().cluster().client();
        StringBuilder log = new StringBuilder();
        for (Pod pod :
                client.pods().inNamespace(TRAPS.site().backupNamespace()).list().getItems()) {
            log.append(client.pods().resource(pod).getLog());
        }
        return log.toString();
    }

    @Test
    void aGatewayThatStaysAwayFailsTheBackupAndIsNamed() throws Exception {
        Map<String, Object> arguments = TRAPS.slowArguments();
        TrapSite.set(arguments, "job", "timeout", 40);
        TrappedBackup backup = TRAPS.start(arguments);
        TRAPS.awaitLock();
        Rigs.S3.control("stop");

        backup.fails(
                "Backup",
                "cannot be reached from the cluster",
                "connection refused",
                "ran for more than 40 s",
                "increase `job.timeout`");
        backup.leavesNothing();
    }

    static Stream<String> images() {
        return Stream.of(Rigs.KUBERNETES.get("RIG_IMAGES_RESTIC").split(","));
    }

    /** From 0.18 on restic would go on for a quarter of an hour. */
    @ParameterizedTest
    @MethodSource("images")
    void keysThatTheStorageRefusesEndTheBackupSoon(String image) throws Exception {
        TRAPS.jenkins()
                .controller()
                .add(HeadlessCredentials.login("s3", Rigs.S3.get("RIG_S3_ACCESS_KEY"), "canary-wrong-key"));
        Map<String, Object> arguments = TRAPS.arguments();
        TrapSite.set(arguments, "job", "image", image);

        TrappedBackup backup = TRAPS.start(arguments);

        assertThat(backup.fails(
                        "Backup",
                        "refuses the keys or the operation",
                        "check the credential `repository.credentialsId`"))
                .doesNotContain("Is there a repository");
        backup.leavesNothing();
    }

    @ParameterizedTest
    @MethodSource("images")
    void aBucketThatIsMissingEndsTheBackupSoonWhereItMayNotBeCreated(String image) throws Exception {
        Map<String, Object> arguments = TRAPS.arguments();
        TrapSite.set(arguments, "job", "image", image);
        TrapSite.set(arguments, "repository", "url", "s3:" + Rigs.S3.get("RIG_S3_URL") + "/no-such-bucket/shop");
        TrapSite.set(arguments, "repository", "create", false);

        TrappedBackup backup = TRAPS.start(arguments);

        backup.fails("Backup", "There is no restic repository at", "bucket does not exist", "check `repository.url`");
        backup.leavesNothing();
    }

    @Test
    void aBucketThatIsReadOnlyFailsTheBackupAndIsSaidSo() throws Exception {
        Rigs.S3.control("readonly");
        Map<String, Object> arguments = TRAPS.arguments();
        TrapSite.set(arguments, "job", "timeout", 60);

        TrappedBackup backup = TRAPS.start(arguments);

        backup.fails("Backup", "refuses the keys or the operation", "list, read, write and delete");
        backup.leavesNothing();
    }

    @Test
    void aBucketThatIsFullFailsTheBackupAndIsSaidSo() throws Exception {
        try (S3Bucket small = S3Bucket.ofSize("24M")) {
            Map<String, Object> arguments = TRAPS.arguments();
            TrapSite.set(arguments, "repository", "url", small.repository("shop"));
            TrapSite.set(arguments, "job", "timeout", 90);

            TrappedBackup backup = TRAPS.start(arguments);

            backup.fails(
                    "Backup",
                    "There is no space left for the repository",
                    "No space left on device",
                    "free or add space");
            backup.leavesNothing();
        }
    }
}
