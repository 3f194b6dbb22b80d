package io.jenkins.plugins.cinderbackup.restic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.Reader;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResticOutputTest {
    private static final String SUMMARY = """
            {"message_type":"summary","files_new":3,"files_changed":1,"files_unmodified":2,"dirs_new":8,"dirs_changed":4,"dirs_unmodified":5,\
            "data_blobs":3,"tree_blobs":9,"data_added":3857,"data_added_packed":2828,"total_files_processed":6,"total_bytes_processed":60,\
            "total_duration":0.65,"backup_start":"2026-01-31T10:00:00Z","snapshot_id":"dfa6cd8f"}
            """;

    @Test
    void theLastStatusIsTheProgress() {
        ResticOutput output = ResticOutput.parse("""
                {"message_type":"status","percent_done":0,"total_files":1,"total_bytes":2}
                {"message_type":"status","seconds_elapsed":12,"seconds_remaining":30,"percent_done":0.25,"total_files":40,"files_done":10,\
                "total_bytes":4000000000,"bytes_done":1000000000,"error_count":2,"current_files":["/data/x"]}
                """);
        assertThat(output.progress())
                .contains(new Progress(
                        0.25,
                        1_000_000_000L,
                        4_000_000_000L,
                        10,
                        40,
                        Duration.ofSeconds(12),
                        Duration.ofSeconds(30),
                        2));
        assertThat(output.summary()).isEmpty();
    }

    @Test
    void theSummaryIsReadWhereverStandardErrorPutItsLines() {
        ResticOutput output = ResticOutput.parse(
                "/data/nope does not exist, skipping\n" + SUMMARY
                        + "{\"message_type\":\"exit_error\",\"code\":3,\"message\":\"Warning: at least one source file could not be read\"}\n");
        assertThat(output.summary()).contains(new BackupSummary("dfa6cd8f", 3, 1, 2, 8, 4, 5, 3857, 6, 60, 0.65));
        assertThat(output.missingPaths()).containsExactly("/data/nope");
        assertThat(output.exitError())
                .contains(new ResticMessage.ExitError(3, "Warning: at least one source file could not be read"));
        assertThat(output.lastLines()).containsExactly("/data/nope does not exist, skipping");
    }

    @Test
    void unreadableFilesOfOldAndNewVersionsAreNamed() {
        ResticOutput output = ResticOutput.parse("""
                {"message_type":"error","error":{"Op":"open","Path":"/data/a","Err":13},"during":"archival","item":"/data/a"}
                {"message_type":"error","error":{"message":"open /data/b\\u001b[0m: permission denied"},"during":"archival","item":"/data/b\\u001b[0m"}
                """);
        assertThat(output.unreadable())
                .containsExactly(
                        new ResticMessage.Unreadable("/data/a", ""),
                        new ResticMessage.Unreadable("/data/b\\u001b[0m", "open /data/b\\u001b[0m: permission denied"));
        assertThat(output.unreadableCount()).isEqualTo(2);
    }

    @Test
    void whatTheBeginningOfALogHasNamedAsMissingIsNotNamedTwice() {
        assertThat(ResticOutput.parse("/data/b does not exist, skipping\n", List.of("/data/a", "/data/b"))
                        .missingPaths())
                .containsExactly("/data/a", "/data/b");
    }

    @Test
    void aMillionUnreadableFilesAreCountedNotKept() {
        String line = "{\"message_type\":\"error\",\"error\":{},\"during\":\"archival\",\"item\":\"/data/a\"}\n";
        ResticOutput output = ResticOutput.parse(line.repeat(100_000));
        assertThat(output.unreadableCount()).isEqualTo(100_000);
        assertThat(output.unreadable()).hasSize(50);
    }

    @Test
    void whatAForgetRemovedIsReadInSpiteOfTheTextOfPrune() {
        String kept = "{\"time\":\"2026-01-31T10:00:00Z\",\"id\":\"" + "a".repeat(64) + "\",\"short_id\":\"aaaaaaaa\"}";
        String gone = "{\"time\":\"2026-01-30T10:00:00Z\",\"id\":\"" + "b".repeat(64) + "\",\"short_id\":\"bbbbbbbb\"}";
        ResticOutput output = ResticOutput.parse("[{\"tags\":null,\"host\":\"h\",\"paths\":null,\"keep\":[" + kept + ","
                + kept + "],\"remove\":[" + gone + "],\"reasons\":[]},{\"keep\":[" + kept
                + "],\"remove\":null}]\nloading indexes...\n[0:00] 100.00%  1 / 1 snapshots\n\ndone\n");
        ForgetSummary forgotten = output.forgotten().orElseThrow();
        assertThat(forgotten.kept())
                .extracting(ListedSnapshot::id)
                .containsOnly("a".repeat(64))
                .hasSize(3);
        assertThat(forgotten.removed()).extracting(ListedSnapshot::id).containsExactly("b".repeat(64));
        assertThat(output.lastLines()).containsExactly("loading indexes...", "done");
        assertThat(output.progress())
                .contains(new Progress(1, 0, 0, 1, 1, Duration.ZERO, Duration.ZERO, 0, "snapshots"));
    }

    @Test
    void theEndOfABackupThatWritesNothingIsNoSnapshotAndSaysWhatIsNew() {
        ResticOutput output = ResticOutput.parse("""
                {"message_type":"verbose_status","action":"scan_finished","item":"","duration":0.2,"data_size":8242886,"total_files":2}
                {"message_type":"verbose_status","action":"new","item":"/data/a","duration":0.9,"data_size":0,"data_size_in_repo":0,"metadata_size":0}
                {"message_type":"verbose_status","action":"new","item":"/data/b","duration":0.9,"data_size":848776,"data_size_in_repo":848880}
                {"message_type":"verbose_status","action":"new","item":"/data/","duration":0.9,"data_size":0,"metadata_size":688}
                {"message_type":"summary","files_new":2,"files_changed":0,"files_unmodified":0,"dirs_new":1,"data_blobs":1,"tree_blobs":6,\
                "data_added":853456,"total_files_processed":2,"total_bytes_processed":8242886,"snapshot_id":"3735a6db","dry_run":true}
                """);

        assertThat(output.compared()).contains(new DryRunSummary(1, 2, 8242886));
        assertThat(output.newItems()).containsExactly("/data/b");
        assertThat(output.items()).isEqualTo(3);
        assertThat(output.summary()).isEmpty();
        assertThat(output.isSilent()).isFalse();
    }

    @Test
    void oneThatDoesNotSayHowManyBlobsAreNewSaysNothing() {
        assertThat(ResticOutput.parse("{\"message_type\":\"summary\",\"files_new\":5,\"dry_run\":true}\n")
                        .compared())
                .isEmpty();
    }

    @Test
    void aListOfSnapshotsIsReadWithAllThatACatalogNeeds() {
        String id = "a".repeat(64);
        String tree = "b".repeat(64);
        String original = "c".repeat(64);
        ResticOutput output = ResticOutput.parse("""
                [{"time":"2026-01-31T11:00:00.123456789+01:00","parent":"%s","tree":"%s","paths":["/data"],"hostname":"shop-db","username":"root",\
                "excludes":["/data/**/lost+found"],"tags":["src:c/shop/db","größe"],"original":"%s","program_version":"restic 0.18.1","summary":{"total_files_processed":0,\
                "total_bytes_processed":12,"data_added":5,"data_added_packed":4},"id":"%s","short_id":"aaaaaaaa"},{"id":"%s"}]
                """.formatted(original, tree, original, id, tree));

        assertThat(output.snapshots().orElseThrow())
                .containsExactly(
                        new ListedSnapshot(
                                id,
                                original,
                                tree,
                                Instant.parse("2026-01-31T10:00:00.123456789Z"),
                                "shop-db",
                                List.of("/data"),
                                List.of("/data/**/lost+found"),
                                List.of("src:c/shop/db", "größe"),
                                0L,
                                12L,
                                5L),
                        new ListedSnapshot(
                                tree, "", "", Instant.EPOCH, "", List.of(), List.of(), List.of(), null, null, null));
    }

    @Test
    void anEmptyListIsOneAndAPartOfOneIsNone() {
        assertThat(ResticOutput.parse("[]\n").snapshots()).contains(List.of());
        assertThat(ResticOutput.parse("[{\"id\":\"" + "a".repeat(64) + "\"},{\"id\":\"bb")
                        .snapshots())
                .isEmpty();
        assertThat(ResticOutput.parse("\"}]\n").snapshots()).isEmpty();
    }

    /** The texts of 0.14, and of later versions. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "could not load snapshot 8b8c60b2: load <snapshot/8b8c60b2ab>: invalid data returned",
                "could not load snapshots: client.List: 503 Slow Down",
                "Ignoring \"8b8c60b2\": no matching ID found for prefix \"8b8c60b2\"",
                "Ignoring \"8b8c60b2\", could not load snapshot: load <snapshot/8b8c60b2ab>: invalid data returned"
            })
    void aListWithoutASnapshotThatCouldNotBeLoadedIsNotOneOfAll(String line) {
        ResticOutput output = ResticOutput.parse(line + "\n[{\"id\":\"" + "a".repeat(64) + "\"}]\n");

        assertThat(output.snapshots()).isEmpty();
        assertThat(output.listed().orElseThrow()).hasSize(1);
        assertThat(output.passedOver()).contains(line);
    }

    @Test
    void aNewRepositoryIsSeenInJsonAndInTheTextOfOldVersions() {
        assertThat(ResticOutput.parse("{\"message_type\":\"initialized\",\"id\":\"ab\",\"repository\":\"x\"}")
                        .initialized())
                .isTrue();
        assertThat(ResticOutput.parse("created restic repository 2ea1012745 at rest:http://h/\n\nPlease note\n")
                        .initialized())
                .isTrue();
        assertThat(ResticOutput.parse("Fatal: no").initialized()).isFalse();
    }

    @Test
    void theTailOfALogMayBeginAndEndInTheMiddleOfALine() {
        ResticOutput output =
                ResticOutput.parse("ne\":0.5,\"total_files\":1}\n" + SUMMARY + "{\"message_type\":\"exit_err");
        assertThat(output.summary()).isPresent();
        assertThat(output.exitError()).isEmpty();
        assertThat(output.lastLines()).containsExactly("ne\":0.5,\"total_files\":1}", "{\"message_type\":\"exit_err");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n\n",
                "{",
                "{}",
                "[]",
                "[{}]",
                "[{\"keep\":5,\"remove\":{\"id\":[]}}]",
                "null",
                "{\"message_type\":{}}",
                "{\"message_type\":\"status\"}x",
                "{\"message_type\":\"status\",\"percent_done\":1e999999999,\"total_bytes\":-5,\"bytes_done\":99999999999999999999999999}",
                "{\"message_type\":\"status\",\"percent_done\":\"NaN\",\"seconds_remaining\":9223372036854775807,\"files_done\":1e30}",
                "{\"message_type\":\"summary\",\"total_duration\":\"x\",\"snapshot_id\":\"../../etc\"}",
                "{\"message_type\":\"exit_error\",\"code\":\"ten\",\"message\":{\"a\":1}}",
                "{\"message_type\":\"summary\",\"message_type\":\"status\",\"files_new\":1,\"files_new\":2}",
                "[99999999999:99] 999.99%  99999999999999999999 / 0 packs",
                "\u0000\ud800\uffff"
            })
    void noLineMakesItFail(String line) {
        assertThatCode(() -> ResticOutput.parse(line)).doesNotThrowAnyException();
        assertThatCode(() -> ResticOutput.parse(SUMMARY + line + "\n" + SUMMARY))
                .doesNotThrowAnyException();
    }

    @Test
    void aCheckCountsPacksInPlainText() {
        ResticOutput output = ResticOutput.parse("""
                check all packs
                [0:00] 100.00%  7 / 7 snapshots
                [1:01:02] 66.67%  2 / 3 packs
                no errors were found
                """);

        assertThat(output.progress())
                .contains(new Progress(
                        0.6667, 0, 0, 2, 3, Duration.ofHours(1).plusSeconds(62), Duration.ZERO, 0, "packs"));
        assertThat(output.lastLines()).containsExactly("check all packs", "no errors were found");
    }

    @Test
    void senselessNumbersAndIdsAreNotBelieved() {
        ResticOutput output = ResticOutput.parse("""
                {"message_type":"status","percent_done":1e99,"total_bytes":-5,"bytes_done":99999999999999999999999999}
                {"message_type":"summary","files_new":1e40,"total_duration":-3,"snapshot_id":"latest; rm"}
                """);
        assertThat(output.progress()).contains(new Progress(1, 0, 0, 0, 0, Duration.ZERO, Duration.ZERO, 0));
        assertThat(output.summary()).contains(new BackupSummary("", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void deepNestingIsTakenAsText() {
        String deep = "{\"a\":".repeat(100_000);
        assertThat(ResticOutput.parse(deep + "\n" + SUMMARY).summary()).isPresent();
    }

    @Test
    void aLineOfHundredsOfMegabytesCostsLittle() throws IOException {
        ResticOutput output = ResticOutput.read(new Endless(400L << 20));
        assertThat(output.lastLines()).singleElement().asString().hasSize(1000);
    }

    @Test
    void onlyTheLastLinesOfTextAreKeptAndNeutral() {
        ResticOutput output =
                ResticOutput.parse("line\n".repeat(1000) + "\u001b[2Ksignal terminated received, cleaning up\r\n");
        assertThat(output.lastLines())
                .hasSize(50)
                .last()
                .isEqualTo("\\u001b[2Ksignal terminated received, cleaning up");
    }

    @ParameterizedTest
    @CsvSource({
        "600.063988ms, PT0S",
        "496µs, PT0S",
        "-12.5s, PT0S",
        "59.9s, PT59S",
        "5m3.2s, PT5M3S",
        "1h30m0.5s, PT1H30M",
        "1000h0m1s, PT1000H1S",
        "5m, PT5M"
    })
    void theAgeOfALockIsRead(String age, Duration expected) {
        assertThat(ResticOutput.parse(
                                "unable to create lock in backend: repository is already locked exclusively by PID 1 on a by root (UID 0, GID 0)\n"
                                        + "lock was created at 2026-11-22 16:30:42 (" + age
                                        + " ago)\nstorage ID e96764f4\n")
                        .lockAge())
                .contains(expected);
    }

    /** A line without end, that nobody could hold in memory. */
    private static final class Endless extends Reader {
        private long left;

        private Endless(long length) {
            left = length;
        }

        @Override
        public int read(char[] buffer, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            Arrays.fill(buffer, offset, offset + length, 'x');
            left -= length;
            return length;
        }

        @Override
        public void close() {}
    }

    @Test
    void aRestoreSaysHowFarItIsAndWhatItCameTo() {
        ResticOutput output = ResticOutput.parse("""
                {"message_type":"status","seconds_elapsed":20,"percent_done":0.25,"total_files":9,"files_restored":3,"total_bytes":4000,"bytes_restored":1000,\
                "bytes_skipped":400}
                {"message_type":"summary","total_files":9,"files_restored":9,"files_skipped":2,"files_deleted":5,"total_bytes":4000,"bytes_restored":4000,"bytes_skipped":400}
                """);
        assertThat(output.progress())
                .contains(new Progress(0.25, 1000, 4000, 3, 9, Duration.ofSeconds(20), Duration.ofSeconds(60), 0));
        assertThat(output.restored()).contains(new RestoreSummary(11, 4400, 4000, 5));
        assertThat(output.summary()).isEmpty();
    }

    @Test
    void aRestoreOfNothingHasASummaryWithoutAnyNumberAndACheckHasOneOfItsOwn() {
        assertThat(ResticOutput.parse("{\"message_type\":\"summary\"}\n").restored())
                .contains(new RestoreSummary(0, 0, 0, 0));
        assertThat(ResticOutput.parse("{\"message_type\":\"summary\",\"num_errors\":0,\"broken_packs\":null}\n")
                        .restored())
                .isEmpty();
    }

    @Test
    void whatARestoreCouldNotWriteIsNamedByOldAndNewVersions() {
        ResticOutput output = ResticOutput.parse("""
                ignoring error for /data/sub/b: write /data/sub/b: no space left on device
                {"message_type":"error","error":{"message":"lchown /data/sub: operation not permitted"},"during":"restore","item":"/data/sub"}
                Fatal: There were 2 errors
                """);
        assertThat(output.unreadable())
                .containsExactly(
                        new ResticMessage.Unreadable("/data/sub/b", "write /data/sub/b: no space left on device"),
                        new ResticMessage.Unreadable("/data/sub", "lchown /data/sub: operation not permitted"));
        ResticResult result = ResticResult.of(1, output);
        // The volume is full, not the repository
        assertThat(result.verdict()).isEqualTo(ResticVerdict.FAILURE);
        assertThat(result.keyLine()).isEqualTo("Fatal: There were 2 errors");
    }

    @Test
    void anOldRestoreSaysHowManyFilesItHasReadAgain() {
        assertThat(ResticOutput.parse("finished verifying 12 files in / (took 5ms)\n")
                        .verifiedFiles())
                .contains(12L);
    }

    @Test
    void theSizeOfASnapshotIsToldFromThatOfNone() {
        assertThat(ResticOutput.parse("{\"total_size\":3000003,\"total_file_count\":6,\"snapshots_count\":1}\n")
                        .size())
                .contains(new RestoreSize(1, 6, 3000003));
        assertThat(ResticOutput.parse("{\"total_size\":0,\"snapshots_count\":0}\n")
                        .size())
                .contains(new RestoreSize(0, 0, 0));
    }

    @Test
    void aListOfPathsIsReadWholeOrNotAtAll() {
        // 0.14, and from 0.17 on
        String old = "{\"paths\":[\"/data\"],\"struct_type\":\"snapshot\"}\n";
        String head = "{\"paths\":[\"/data\"],\"message_type\":\"snapshot\",\"struct_type\":\"snapshot\"}\n";
        String node = "{\"path\":\"/data/a\",\"message_type\":\"node\",\"struct_type\":\"node\"}\n";
        String many = IntStream.range(0, OutputReader.MAX_PATHS)
                .mapToObj(i -> node.replace("/a", "/" + i))
                .collect(Collectors.joining());

        assertThat(ResticOutput.parse(old).paths()).contains(Set.of());
        assertThat(ResticOutput.parse(head + node).paths()).contains(Set.of("/data/a"));
        assertThat(ResticOutput.parse(head + many).paths())
                .get()
                .asInstanceOf(InstanceOfAssertFactories.COLLECTION)
                .hasSize(OutputReader.MAX_PATHS);
        assertThat(ResticOutput.parse(head + many + node).paths()).isEmpty();
        assertThat(ResticOutput.parse(node).paths()).isEmpty();
        assertThat(ResticOutput.parse("").paths()).isEmpty();
    }
}
