package io.jenkins.plugins.cinderbackup.restic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts are what restic 0.14.0, 0.18.1 and 0.19.1 printed; those of S3, Swift and others are of their client libraries. */
class ResticResultTest {
    private static ResticResult result(int exitCode, String log) {
        return ResticResult.of(exitCode, ResticOutput.parse(log));
    }

    @ParameterizedTest
    @CsvSource({
        "0, SUCCESS",
        "3, INCOMPLETE",
        "10, NO_REPOSITORY",
        "11, LOCKED",
        "12, WRONG_PASSWORD",
        "130, INTERRUPTED",
        "143, INTERRUPTED",
        "137, KILLED",
        "1, FAILURE",
        "2, FAILURE",
        "42, FAILURE",
        "-1, FAILURE"
    })
    void exitCodesAloneDecideWhereThereIsNoText(int exitCode, ResticVerdict verdict) {
        assertThat(result(exitCode, "")).isEqualTo(new ResticResult(verdict, exitCode, "", ResticOutput.parse("")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NO_REPOSITORY | Fatal: unable to open config file: <config/> does not exist",
                "NO_REPOSITORY | Fatal: unable to open config file: stat /r/config: no such file or directory",
                "NO_REPOSITORY | Fatal: unable to open config file: Stat: The specified key does not exist.",
                "NO_REPOSITORY | Fatal: unable to open config file: Stat: The specified bucket does not exist",
                "NO_REPOSITORY | Fatal: unable to open config file: conn.Object: Object Not Found",
                "WRONG_PASSWORD | Fatal: wrong password or no key found",
                "CONFIG_DAMAGED | Fatal: config or key 4c929033565d is damaged: ciphertext verification failed",
                "ALL_PATHS_MISSING | Fatal: all target directories/files do not exist",
                "REPOSITORY_EXISTS | Fatal: create repository at rest:http://h/r/ failed: Fatal: config file already exists",
                "REPOSITORY_EXISTS | Fatal: create key in repository at x failed: repository already contains keys",
                "UNREACHABLE | Fatal: unable to open config file: unexpected HTTP response (503): 503 Service Unavailable",
                "UNREACHABLE | Fatal: unable to open config file: client.Head: Head \"http://h/r/config\": EOF",
                "UNREACHABLE | Fatal: unable to open config file: client.Head: Head \"http://h/\": dial tcp 127.0.0.1:1: connect: connection refused",
                "UNREACHABLE | Fatal: unable to open config file: client.Head: Head \"http://h/\": dial tcp: lookup h on 10.0.0.1:53: no such host",
                "UNREACHABLE | Fatal: unable to open config file: Head \"https://h/\": x509: certificate signed by unknown authority",
                "ACCESS_DENIED | Fatal: unable to open config file: unexpected HTTP response (401): 401 Unauthorized",
                "ACCESS_DENIED | Fatal: unable to open config file: Stat: Access Denied.",
                "ACCESS_DENIED | Fatal: unable to open config file: The Access Key Id you provided does not exist in our records.",
                "ACCESS_DENIED | Fatal: unable to open repository at swift:c:/: conn.Authenticate: Object Not Found",
                "OUT_OF_SPACE | Fatal: unable to save snapshot: server response unexpected: 507  (507)",
                "OUT_OF_SPACE | write /tmp/restic-temp-pack-1: no space left on device",
                "FAILURE | Fatal: --exclude: invalid pattern(s) provided:"
            })
    void versionsBefore017AreUnderstoodByTheirText(ResticVerdict verdict, String text) {
        ResticResult result =
                result(1, text + "\nIs there a repository at the following location?\nrest:http://h/r/\n");
        assertThat(result.verdict()).isEqualTo(verdict);
        if (verdict != ResticVerdict.FAILURE) {
            assertThat(result.keyLine()).isEqualTo(text);
        }
    }

    @Test
    void whereASnapshotIsPassedOverTheEndIsIncompleteThoughTheExitCodeIs0() {
        String line = "could not load snapshot 8b8c60b2: client.Get: Access Denied.";
        ResticResult result = result(0, line + "\n[0:00] 100.00%  1 / 1 files deleted\nno snapshots were modified\n");
        assertThat(result.verdict()).isEqualTo(ResticVerdict.INCOMPLETE);
        assertThat(result.keyLine()).isEqualTo(line);
    }

    @Test
    void aLockOfAnOldVersionHasAnAge() {
        ResticResult result = result(1, """
                unable to create lock in backend: repository is already locked exclusively by PID 6171 on vm by root (UID 0, GID 0)
                lock was created at 2026-11-22 16:30:42 (31m1.5s ago)
                storage ID e96764f4
                the `unlock` command can be used to remove stale locks
                """);
        assertThat(result.verdict()).isEqualTo(ResticVerdict.LOCKED);
        assertThat(result.output().lockAge()).contains(Duration.ofSeconds(31 * 60 + 1));
        assertThat(result.lockIsStale()).isTrue();
        assertThat(result.keyLine())
                .startsWith(
                        "unable to create lock in backend: repository is already locked exclusively by PID 6171 on vm");
    }

    @ParameterizedTest
    @CsvSource({"30m0.9s, false", "30m1s, true", "5s, false", "2h0m0s, true"})
    void aLockIsStaleAfterHalfAnHour(String age, boolean stale) {
        ResticResult result = result(
                11,
                "{\"message_type\":\"exit_error\",\"code\":11,\"message\":\"unable to create lock in backend: repository is already "
                        + "locked by PID 1 on vm by root (UID 0, GID 0)\\nlock was created at 2026-11-22 16:30:44 ("
                        + age + " ago)\\nstorage ID e3cc434a\"}");
        assertThat(result.verdict()).isEqualTo(ResticVerdict.LOCKED);
        assertThat(result.lockIsStale()).isEqualTo(stale);
        assertThat(result.keyLine())
                .contains("vm by root (UID 0, GID 0); lock was created at")
                .doesNotContain("\n");
    }

    @Test
    void aLockOfUnknownAgeIsNotStale() {
        assertThat(result(11, "").lockIsStale()).isFalse();
    }

    @Test
    void aCauseThatResticOvercameIsNoCause() {
        String retried =
                "Save(<data/436e7c4ba1>) returned error, retrying after 552ms: dial tcp: connect: connection refused\n";
        assertThat(result(0, retried).keyLine()).isEmpty();
        assertThat(result(0, retried).verdict()).isEqualTo(ResticVerdict.SUCCESS);
        assertThat(result(1, "Fatal: wrong password or no key found\n" + retried)
                        .verdict())
                .isEqualTo(ResticVerdict.WRONG_PASSWORD);
        assertThat(result(1, retried + "Fatal: wrong password or no key found\n")
                        .verdict())
                .isEqualTo(ResticVerdict.WRONG_PASSWORD);
    }

    @Test
    void whatResticWasRetryingWhenItWasEndedIsTold() {
        String log = """
                Stat(<config/>) returned error, retrying after 5.7s: Head "http://:***@h/r/config": dial tcp 127.0.0.1:1: connect: connection refused
                \u001b[2Ksignal terminated received, cleaning up
                {"message_type":"exit_error","code":1,"message":"Fatal: unable to open config file: context canceled\\nIs there a repository"}
                """;
        assertThat(result(1, log).verdict()).isEqualTo(ResticVerdict.UNREACHABLE);
        assertThat(result(143, log).verdict()).isEqualTo(ResticVerdict.INTERRUPTED);
        assertThat(result(143, log).keyLine()).contains("connection refused");
    }

    @Test
    void whatIsBrokenOffBecauseResticIsToldToEndIsNoFailureOfItsOwn() {
        String log = """
                \u001b[2Ksignal terminated received, cleaning up
                {"message_type":"exit_error","code":1,"message":"Fatal: unable to save snapshot: context canceled"}
                """;
        assertThat(result(1, log).verdict()).isEqualTo(ResticVerdict.INTERRUPTED);
        assertThat(result(1, log).keyLine()).isEqualTo("Fatal: unable to save snapshot: context canceled");
        assertThat(result(1, log.substring(log.indexOf('{'))).verdict()).isEqualTo(ResticVerdict.FAILURE);
    }

    @Test
    void ofAnUnknownTroubleTooTheLineIsTold() {
        String log = """
                Stat(<config/>) returned error, retrying after 6.358502323s: Stat: Something entirely new.
                \u001b[2Ksignal terminated received, cleaning up
                {"message_type":"exit_error","code":1,"message":"Fatal: unable to open config file: context canceled\\nIs there a repository"}
                """;
        assertThat(result(143, log).keyLine())
                .startsWith("Stat(<config/>) returned error")
                .endsWith("Something entirely new.");
    }

    /** As restic 0.14.0, 0.16.5, 0.18.1 and 0.19.1 print what this plugin knows nothing of. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Fatal: unable to open config file: Stat: Something entirely new.\\nIs there a repository at the following location?\\ns3:http://h/b/p",
                "Fatal: unable to open config file: Stat: Something entirely new.\\nIs there a repository at the following location?\\ns3:http://h/b/p\\n",
                "Fatal: unable to open config file: Stat: Something entirely new.\\ns3:http://h/b/p",
                "using parent snapshot 1b2c3d4e\\nFatal: unable to open config file: Stat: Something entirely new.\\n"
            })
    void aFailureThatNobodyKnowsIsToldByItsFatalLineNotByTheLastSentence(String log) {
        assertThat(result(1, log.replace("\\n", "\n")).keyLine())
                .isEqualTo("Fatal: unable to open config file: Stat: Something entirely new.");
        String json = "{\"message_type\":\"exit_error\",\"code\":1,\"message\":\"" + log + "\"}";
        assertThat(result(1, json).keyLine())
                .isEqualTo("Fatal: unable to open config file: Stat: Something entirely new.");
    }

    @Test
    void theFirstLineOfAFatalErrorIsNotAllOfIt() {
        assertThat(result(1, "Fatal: --exclude: invalid pattern(s) provided:\n/data/[\n")
                        .keyLine())
                .isEqualTo("Fatal: --exclude: invalid pattern(s) provided:; /data/[");
    }

    @Test
    void whatLibrariesHaveLoggedIsNotWhyResticEnded() {
        String said =
                "config file has zero size, invalid repository?\nmain.OpenRepository\n\t/restic/cmd/restic/global.go:700"
                        + "also, the following messages were logged by a library:\n2026/03/01 some library is verbose";

        assertThat(result(1, said).keyLine()).isEqualTo("config file has zero size, invalid repository?");
        String json = "{\"message_type\":\"exit_error\",\"code\":1,\"message\":\""
                + said.replace("\n", "\\n").replace("\t", "\\t") + "\"}";
        assertThat(result(1, json).keyLine()).isEqualTo("config file has zero size, invalid repository?");
    }

    @Test
    void theExitCodeWinsOverTheText() {
        assertThat(result(10, "Fatal: wrong password or no key found").verdict())
                .isEqualTo(ResticVerdict.NO_REPOSITORY);
        assertThat(result(3, "Fatal: wrong password or no key found").verdict()).isEqualTo(ResticVerdict.INCOMPLETE);
    }

    @Test
    void namesOfFilesDoNotDecide() {
        ResticResult result = result(1, """
                {"message_type":"error","error":{"message":"open: x"},"item":"/data/repository is already locked"}
                /data/wrong password or no key found does not exist, skipping
                {"message_type":"exit_error","code":1,"message":"Fatal: something new"}
                """);
        assertThat(result.verdict()).isEqualTo(ResticVerdict.FAILURE);
        assertThat(result.keyLine()).isEqualTo("Fatal: something new");
    }

    @Test
    void ofAStackTraceTheSentenceIsTheKey() {
        assertThat(result(1, """
                config file has zero size, invalid repository?
                main.OpenRepository
                \t/restic/cmd/restic/global.go:700
                runtime.main
                """).keyLine()).isEqualTo("config file has zero size, invalid repository?");
        assertThat(result(2, "fatal error: runtime: out of memory\n\nruntime.throw\n")
                        .keyLine())
                .isEqualTo("fatal error: runtime: out of memory");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown flag: --sparse\n",
                "{\"message_type\":\"exit_error\",\"code\":1,\"message\":\"unknown flag: --sparse\"}\n"
            })
    void anOptionThatAnOldResticDoesNotKnowIsNamed(String log) {
        ResticResult result = ResticResult.of(1, ResticOutput.parse(log));
        assertThat(result.verdict()).isEqualTo(ResticVerdict.UNKNOWN_OPTION);
        assertThat(result.unknownOption()).contains("--sparse");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invalid id \"deadbeef\": no matching ID found for prefix \"deadbeef\"\n",
                "Fatal: failed to find snapshot: no matching ID found for prefix \"deadbeef\"\n"
            })
    void aSnapshotThatIsGoneIsToldFromOtherFailures(String log) {
        assertThat(ResticResult.of(1, ResticOutput.parse(log)).verdict()).isEqualTo(ResticVerdict.NO_SNAPSHOT);
    }

    @Test
    void aLockThatMayNotBeWrittenIsToldFromOneThatSomebodyHolds() {
        ResticResult denied = ResticResult.of(
                1,
                ResticOutput.parse(
                        "{\"message_type\":\"exit_error\",\"code\":1,\"message\":\"unable to create lock in backend: client.PutObject: Access Denied\"}\n"));
        assertThat(denied.verdict()).isEqualTo(ResticVerdict.ACCESS_DENIED);
        assertThat(denied.isLockRefused()).isTrue();
        ResticResult held = ResticResult.of(
                11,
                ResticOutput.parse(
                        "unable to create lock in backend: repository is already locked by PID 7 on host\n"));
        assertThat(held.verdict()).isEqualTo(ResticVerdict.LOCKED);
        assertThat(held.isLockRefused()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ignoring error for /data/d/f1: ciphertext verification failed\nFatal: There were 1 errors",
                "ignoring error for /: id 78bf1a01427627c04b1b393c59595577267b13933656a391bf1fa947942a848d not found in repository",
                "Fatal: load <index/9480bed07c>: invalid data returned",
                "Fatal: load <index/9480bed07c>: <index/9480bed07c> does not exist",
                "ignoring error for /data/a: StreamPack: unexpected HTTP response (404): 404 Not Found",
                "ignoring error for /data/a: StreamPack: The specified key does not exist.",
                "Fatal: repository contains errors",
                "{\"message_type\":\"error\",\"error\":{\"message\":\"ciphertext verification failed\"},\"during\":\"restore\",\"item\":\"/data/a\"}",
                "{\"message_type\":\"exit_error\",\"code\":1,\"message\":\"Fatal: tree 78bf1a01 not found in repository\"}"
            })
    void whatIsMissingOrDamagedInTheRepositoryIsTold(String log) {
        assertThat(result(1, log).tellsOfDamage()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ignoring error for /data/a: StreamPack: Get \"http://h/\": dial tcp 127.0.0.1:1: connect: connection refused",
                "ignoring error for /data/a: StreamPack: ReadFull: unexpected EOF",
                "ignoring error for /data/a: lchown /data/a: operation not permitted",
                "ignoring error for /data/a: UtimesNano: no such file or directory",
                "ignoring error for /data/a: write /data/a: no space left on device",
                "Load(<data/94644f5515>, 12, 0) returned error, retrying after 552ms: <data/94644f5515> does not exist",
                "Fatal: unable to open config file: <config/> does not exist",
                "Fatal: wrong password or no key found",
                "{\"message_type\":\"error\",\"error\":{\"message\":\"xattr.LSet /data/a: operation not supported\"},\"during\":\"restore\",\"item\":\"/data/a\"}"
            })
    void troubleWithNetworkKeysOrTargetIsNone(String log) {
        assertThat(result(1, log).tellsOfDamage()).isFalse();
    }

    @Test
    void whatHasEndedWellTellsOfNoDamage() {
        assertThat(result(0, "ciphertext verification failed").tellsOfDamage()).isFalse();
    }
}
