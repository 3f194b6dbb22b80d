package io.jenkins.plugins.cinderbackup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.Finding;
import io.jenkins.plugins.cinderbackup.model.JobState;
import io.jenkins.plugins.cinderbackup.model.JobState.Unmountable.Content;
import io.jenkins.plugins.cinderbackup.model.TransientException;
import io.jenkins.plugins.cinderbackup.operation.backup.BackupOperation;
import io.jenkins.plugins.cinderbackup.phase.restic.Invocations;
import io.jenkins.plugins.cinderbackup.restic.ResticCommand.Kind;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the run for each way in which restic or its pod may end. */
class ResticEndsTest {
    private final World world = new World();

    @AfterEach
    void nothingIsLeft() {
        world.assertNothingLeft();
    }

    private String failure() {
        RunReport report = world.runToEnd();
        assertThat(report.result()).isEqualTo(RunResult.FAILURE);
        assertThat(report.failure().phase()).isEqualTo(BackupOperation.BACKUP);
        assertThat(report.failure().findings().get(0).hints()).isNotEmpty();
        return report.failure().message();
    }

    @Test
    void filesThatCannotBeReadMakeTheBuildUnstableAndAreNamed() {
        world.workloads.script(Kind.BACKUP, ResticScript.partial("/data/a", "/data/ü b"));

        RunReport report = world.runToEnd();

        assertThat(report.result()).isEqualTo(RunResult.UNSTABLE);
        assertThat(report.warnings())
                .containsExactly("2 files could not be read and are not in the backup: /data/a, /data/ü b");
        assertThat(report.values().get("resticSnapshotId")).isEqualTo(ResticScript.AGAIN);
        assertThat(world.storage.keptSnapshots()).hasSize(1);
    }

    @Test
    void aPathThatDoesNotExistMakesTheBuildUnstableAlthoughResticSaysNothingIsWrong() {
        world.workloads.script(
                Kind.BACKUP,
                ResticScript.exit(0, "/data/nowhere does not exist, skipping\n" + ResticScript.summary(4)));

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.UNSTABLE);
        assertThat(world.warnings()).containsExactly("Paths that do not exist on the volume: /data/nowhere");
    }

    @Test
    void aPathThatDoesNotExistIsKnownAlsoWhereTheLogHasLostItsBeginning() {
        String beginning = "/data/nowhere does not exist, skipping\n";
        world.workloads.script(
                Kind.BACKUP,
                ResticScript.exit(0, beginning + ResticScript.summary(4))
                        .running(Duration.ofMinutes(1))
                        .losing(beginning));

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.UNSTABLE);
        assertThat(world.warnings()).containsExactly("Paths that do not exist on the volume: /data/nowhere");
    }

    @Test
    void aVolumeWithoutAFileSystemIsNeverASuccessAndNotWaitedFor() {
        world.workloads.script(
                Kind.BACKUP,
                ResticScript.ends(new JobState.Unmountable(
                        Content.BLANK, "FailedMount: cannot mount unformatted disk /dev/vdb")));

        assertThat(failure())
                .isEqualTo(
                        "The node finds no file system on the copy of PVC shop/db, so there is nothing to back up; nothing was formatted."
                                + " Kubernetes says: FailedMount: cannot mount unformatted disk /dev/vdb");
        assertThat(world.elapsed()).isLessThan(Duration.ofMinutes(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ENCRYPTED | The copy of PVC shop/db is encrypted with LUKS, so that the node finds no files on it. Kubernetes says: FailedMount: why",
                "FOREIGN | The node cannot mount the copy of PVC shop/db as ext4: there is another file system on it, LUKS, or a partition table.",
                "UNSUPPORTED | The node has no driver for the file system ext4 of the copy of PVC shop/db. Kubernetes says: FailedMount: why",
                "DAMAGED | The file system ext4 on the copy of PVC shop/db is damaged, and most likely so is the source's."
            })
    void aVolumeThatNoNodeCanMountIsNotWaitedForAndSaidToBeWhatItIs(Content content, String message) {
        world.workloads.script(Kind.BACKUP, ResticScript.ends(new JobState.Unmountable(content, "FailedMount: why")));

        assertThat(failure()).startsWith(message).endsWith("Kubernetes says: FailedMount: why");
        assertThat(world.elapsed()).isLessThan(Duration.ofMinutes(2));
    }

    @Test
    void anEmptyBackupIsNeverASuccess() {
        world.workloads.script(Kind.BACKUP, ResticScript.exit(0, ResticScript.summary(0)));

        assertThat(failure()).startsWith("The backup is empty: restic found 0 files in [/]");
    }

    @Test
    void anIncompleteBackupOfNothingIsAFailureToo() {
        world.workloads.script(Kind.BACKUP, ResticScript.exit(3, ResticScript.summary(0)));

        assertThat(failure()).startsWith("The backup is empty");
    }

    @Test
    void anEndWithoutASummaryIsNoSuccess() {
        world.workloads.script(Kind.BACKUP, ResticScript.exit(0, "no parent snapshot found\n"));

        assertThat(failure()).startsWith("restic ended well but says nothing of a snapshot");
    }

    @Test
    void aLogThatBreaksOffIsReadAgain() {
        world.workloads.brokenLogs = 3;

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.workloads.brokenLogs).isZero();
    }

    @Test
    void aSummaryOfNoSnapshotIsNoSuccess() {
        world.workloads.script(
                Kind.BACKUP, ResticScript.exit(0, ResticScript.summary(4).replace("0123456789abcdef", "")));

        assertThat(failure()).startsWith("restic ended well but says nothing of a snapshot");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("failures")
    void aFailureOfResticIsExplained(int code, String said, String message) {
        world.workloads.script(Kind.BACKUP, ResticScript.exitError(code, said));

        assertThat(failure()).startsWith(message);
    }

    static Stream<Arguments> failures() {
        String url = "s3:https://s3.example.com/backups";
        return Stream.of(
                Arguments.of(
                        12,
                        "wrong password or no key found",
                        "The repository " + url + " does not open with this password."),
                Arguments.of(1, "Access Denied.", "The storage of " + url + " refuses the keys or the operation."),
                Arguments.of(
                        1, "dial tcp: no such host", "The repository " + url + " cannot be reached from the cluster."),
                Arguments.of(
                        1, "write: no space left on device", "There is no space left for the repository " + url + "."),
                Arguments.of(
                        1, "all target directories/files do not exist", "None of the paths [/] exists on the volume."),
                Arguments.of(143, "", "restic backup was ended from outside (exit code 143)."),
                Arguments.of(137, "", "restic backup was ended from outside (exit code 137)."),
                Arguments.of(1, "something new", "restic backup failed with exit code 1. restic says: something new"),
                Arguments.of(99, "odd", "restic backup failed with exit code 99."));
    }

    @Test
    void aKernelThatEndsResticForItsMemoryIsNamedWithTheLimit() {
        world.workloads.script(Kind.BACKUP, ResticScript.ends(new JobState.Exited(137, "OOMKilled")));

        assertThat(failure()).endsWith("was ended by the kernel: restic needed more memory than 2Gi.");
    }

    @Test
    void whatResticTriesAgainIsSaidMeanwhile() {
        String trouble =
                "Save(<data/c588cc8a4f>) returned error, retrying after 21.1s: dial tcp 10.1.2.3:443: connect: connection refused";
        world.workloads.script(
                Kind.BACKUP,
                ResticScript.exit(0, trouble + "\n" + ResticScript.summary(4)).running(Duration.ofMinutes(1)));

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.notes()).contains("restic says: " + trouble);
    }

    /** A restic from 0.18 on: it would go on for a quarter of an hour, and end with 1. */
    private static ResticScript trying(String why, String... pauses) {
        StringBuilder log = new StringBuilder();
        for (String pause : pauses) {
            log.append("Stat(<config/>) returned error, retrying after " + pause + ": Stat: " + why + "\n");
        }
        return ResticScript.exit(1, log.toString()).running(Duration.ofMinutes(15));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The Access Key Id you provided does not exist in our records. | refuses the keys or the operation",
                "The request signature we calculated does not match the signature you provided. Check your key and signing method. | refuses the keys",
                "Get \"https://s3.example.com/\": tls: failed to verify certificate: x509: certificate signed by unknown authority | cannot be reached",
            })
    void whatResticTriesAgainAlthoughItCannotPassEndsTheJobAtOnce(String why, String message) {
        world.workloads.script(Kind.BACKUP, trying(why, "1.1s", "2.9s", "3.2s"));

        assertThat(failure())
                .contains(message, "restic says: Stat(<config/>) returned error, retrying after 3.2s: Stat: " + why);
        assertThat(world.elapsed()).isLessThan(Duration.ofMinutes(1));
        assertThat(world.notes())
                .contains(
                        "restic would try that for a quarter of an hour; since waiting does not help, it is ended now");
    }

    @Test
    void aHostThatStaysUnknownEndsTheJobAfterTwoMinutes() {
        String unknown =
                "Get \"https://s3.example.com/\": dial tcp: lookup s3.example.com on 10.96.0.10:53: no such host";
        world.workloads.script(Kind.BACKUP, trying(unknown, "1s", "2s", "4s", "8s", "16s", "32s", "1m0.5s"));

        assertThat(failure()).contains("cannot be reached from the cluster", "no such host");
        assertThat(world.elapsed()).isLessThan(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Get \"https://s3.example.com/\": dial tcp 10.1.2.3:443: connect: connection refused",
                "Please reduce your request rate.",
                "503 Service Unavailable",
                "Get \"https://s3.example.com/\": dial tcp: lookup s3.example.com on 10.96.0.10:53: no such host"
            })
    void whatMayPassIsGivenTheTime(String why) {
        ResticScript trying = trying(why, "1.1s", "2.9s", "3.2s", "9s");
        world.workloads.script(
                Kind.BACKUP,
                ResticScript.exit(0, trying.log() + ResticScript.summary(4)).running(Duration.ofMinutes(5)));

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
        assertThat(world.elapsed()).isGreaterThan(Duration.ofMinutes(5));
        assertThat(world.notes())
                .contains("restic says: Stat(<config/>) returned error, retrying after 9s: Stat: " + why);
    }

    @Test
    void aRetentionThatIsRefusedEndsEarlyTooAndTheBackupCounts() {
        world.plan.retention = World.KEEP_SEVEN;
        world.workloads.script(Kind.FORGET, ResticScript.exit(1, """
                Remove(<snapshot/aaaaaaaa>) returned error, retrying after 1s: Access Denied.
                Remove(<snapshot/aaaaaaaa>) returned error, retrying after 2s: Access Denied.
                Remove(<snapshot/aaaaaaaa>) returned error, retrying after 4s: Access Denied.
                """).running(Duration.ofMinutes(15)));

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.UNSTABLE);
        assertThat(world.warnings())
                .singleElement()
                .asString()
                .startsWith("Retention failed: The storage of")
                .contains("Access Denied.");
        assertThat(world.elapsed()).isLessThan(Duration.ofMinutes(2));
    }

    @Test
    void aResticThatSaysNothingAtAllIsToldOf() {
        ResticScript silent =
                new ResticScript(Duration.ofSeconds(1), Duration.ofMinutes(5), "", new JobState.Exited(1, "Error"), "");
        world.workloads.script(Kind.BACKUP, silent);

        failure();

        assertThat(world.notes()).anyMatch(note -> note.startsWith("restic has said nothing for "));
    }

    @Test
    void whatResticTriedInVainUntilItsTimeWasOverIsSaid() {
        ResticScript full = ResticScript.exit(1, """
                {"message_type":"status","percent_done":0.5,"total_files":4,"files_done":2,"total_bytes":4096,"bytes_done":2048}
                Save(<data/c588cc8a4f>) returned error, retrying after 21.1s: client.PutObject: No space left on device.
                {"message_type":"exit_error","code":1,"message":"Fatal: unable to save snapshot: context canceled"}
                """);
        world.plan.timeout = Duration.ofMinutes(1);
        world.workloads.script(
                Kind.BACKUP,
                new ResticScript(full.startTakes(), full.runTakes(), "", new JobState.Overrun(), full.log()));

        List<Finding> findings = world.runToEnd().failure().findings();

        assertThat(findings).hasSize(2);
        assertThat(findings.get(0).message())
                .contains("There is no space left for the repository", "No space left on device");
        assertThat(findings.get(1).message()).endsWith("ran for more than 60 s.");
    }

    @Test
    void alsoWhatNobodyKnowsIsSaidIfResticTriedItUntilItsTimeWasOver() {
        world.plan.timeout = Duration.ofMinutes(1);
        ResticScript trying = trying("Something entirely new.", "1s", "2s", "4s");
        world.workloads.script(
                Kind.BACKUP,
                new ResticScript(trying.startTakes(), Duration.ofMinutes(1), "", new JobState.Overrun(), trying.log()));

        assertThat(world.runToEnd().failure().findings())
                .extracting(Finding::message)
                .first()
                .asString()
                .startsWith("restic was still trying: Stat(<config/>)")
                .endsWith("Something entirely new.");
    }

    @Test
    void aBackupThatTakesTooLongWithoutAComplaintIsSaidToTakeTooLong() {
        world.plan.timeout = Duration.ofMinutes(1);
        world.workloads.script(Kind.BACKUP, ResticScript.ends(new JobState.Overrun()));

        assertThat(failure()).endsWith("ran for more than 60 s.");
    }

    @Test
    void aLostPodIsToldInTheClustersWords() {
        world.workloads.script(
                Kind.BACKUP, ResticScript.ends(new JobState.Lost("Evicted: The node was low on resource: memory.")));

        assertThat(failure())
                .contains("was lost while restic was to backup: Evicted: The node was low on resource: memory.");
    }

    @Test
    void aPodThatDoesNotStartIsToldWithTheLastEvent() {
        world.workloads.script(
                Kind.BACKUP, ResticScript.neverStarts("0/3 nodes are available: 3 Insufficient memory."));

        assertThat(failure())
                .contains(
                        "did not start within 600 s. Kubernetes says: 0/3 nodes are available: 3 Insufficient memory.");
        assertThat(world.elapsed()).isBetween(Duration.ofSeconds(600), Duration.ofSeconds(625));
    }

    @Test
    void aResticThatDoesNotEndIsStoppedAfterItsLimit() {
        world.plan.timeout = Duration.ofMinutes(1);
        world.plan.lockTimeout = Duration.ZERO;
        world.plan.startTimeout = Duration.ofSeconds(10);
        world.workloads.script(Kind.BACKUP, ResticScript.success(Kind.BACKUP).running(Duration.ofDays(2)));

        assertThat(failure()).endsWith("ran for more than 60 s.");
    }

    @Test
    void aLogThatNobodyCanReadMakesNoSuccess() {
        world.workloads.script(Kind.BACKUP, ResticScript.success(Kind.BACKUP).withoutLog());

        assertThat(failure())
                .contains("its log cannot be read, so nobody can tell what it has done. Its exit code was 0.");
        assertThat(world.elapsed()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(110));
    }

    @Test
    void aLogThatFailsForLongMakesNoSuccessAndEndsInTime() {
        world.begin().drive(j -> Invocations.of(j).all().stream().anyMatch(i -> i.runningSince() != null));
        world.calls.refuseAlways(
                "log", new TransientException("500: dial tcp 10.0.0.7:10250: connect: connection refused", null));

        assertThat(failure()).contains("its log cannot be read").contains("connection refused");
        assertThat(world.elapsed()).isLessThan(Duration.ofMinutes(12));
    }

    @Test
    void aLogThatComesBackAfterAWhileIsRead() {
        world.begin().drive(j -> Invocations.of(j).all().stream().anyMatch(i -> i.runningSince() != null));
        world.calls.refuse("log", 8, Errors.network());

        assertThat(world.runToEnd().result()).isEqualTo(RunResult.SUCCESS);
    }
}
