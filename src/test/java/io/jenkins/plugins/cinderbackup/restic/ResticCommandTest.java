package io.jenkins.plugins.cinderbackup.restic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResticCommandTest {
    private static final Instant TAKEN_AT = Instant.parse("2026-02-28T23:59:07.999Z");
    private static final String ID = "5e".repeat(32);

    private static BackupSource source(List<String> paths, List<String> excludes) {
        return new BackupSource("shop-db", List.of("src:c/shop/db", "nightly"), paths, excludes);
    }

    @Test
    void aBackupOfTheWholeVolume() {
        assertThat(ResticCommand.backup(TAKEN_AT, source(List.of("/"), List.of("lost+found")))
                        .args())
                .containsExactly(
                        "backup",
                        "--json",
                        "--time=2026-02-28 23:59:07",
                        "--host=shop-db",
                        "--tag=src:c/shop/db",
                        "--tag=nightly",
                        "--exclude=/data/**/lost+found",
                        "--",
                        "/data");
    }

    @Test
    void aComparisonReadsAllOfWhatWasBackedUpAndWritesNothing() {
        assertThat(ResticCommand.compare(List.of("/data/a", "/data/-b"), List.of("/data/**/lost+found"), false)
                        .args())
                .containsExactly(
                        "backup",
                        "--json",
                        "--dry-run",
                        "--force",
                        "--exclude=/data/**/lost+found",
                        "--",
                        "/data/a",
                        "/data/-b");
        assertThat(ResticCommand.compare(List.of("/data"), List.of(), true).args())
                .contains("--verbose=2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/etc", "/database", "data", "/data/../etc", "/data/a\nb", ""})
    void aComparisonReadsNothingThatIsNotOnTheVolume(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResticCommand.compare(List.of("/data", path), List.of(), false))
                .withMessageContaining("which is not on a volume at /data");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResticCommand.compare(List.of(), List.of(), false))
                .withMessageContaining("no paths");
    }

    @ParameterizedTest
    @CsvSource({
        "/, /data",
        "/var/lib, /data/var/lib",
        "var//lib/, /data/var/lib",
        "./a/./b, /data/a/b",
        "-rf, /data/-rf",
        "a b, /data/a b",
        "/data, /data/data"
    })
    void pathsAreThoseOfTheVolume(String path, String mounted) {
        assertThat(ResticCommand.backup(TAKEN_AT, source(List.of(path, path), List.of()))
                        .args())
                .endsWith("--", mounted);
    }

    @ParameterizedTest
    @CsvSource({
        "/tmp/*, /data/tmp/*",
        "!/tmp/keep, !/data/tmp/keep",
        "*.log, /data/**/*.log",
        "!*.log, !/data/**/*.log",
        "data, /data/**/data"
    })
    void excludesMatchBelowTheVolumesRootOnly(String exclude, String mounted) {
        assertThat(ResticCommand.backup(TAKEN_AT, source(List.of("/"), List.of(exclude)))
                        .args())
                .contains("--exclude=" + mounted);
    }

    @Test
    void allProblemsOfASourceAreToldAtOnce() {
        BackupSource bad = new BackupSource(
                " ",
                List.of("a,b", "", "x\ny", " z"),
                List.of("", "../etc", "a/../b", "x\ny"),
                List.of("/..", "!", "[a", "[]", "a\\", "a[b-]"));
        assertThat(bad.problems())
                .hasSize(1 + 4 + 4 + 6)
                .anyMatch(p -> p.contains("'a,b' has a comma"))
                .anyMatch(p -> p.contains("'../etc' has a '..'"))
                .anyMatch(p -> p.contains("'x\\u000ay' has a control character"))
                .anyMatch(p -> p.contains("'[a' is malformed"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResticCommand.backup(TAKEN_AT, bad))
                .withMessageContaining("a comma");
    }

    @Test
    void noPathAtAllIsAProblem() {
        assertThat(source(List.of(), List.of()).problems())
                .singleElement()
                .asString()
                .contains("paths is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..foo", "a..b", "[a-z]*", "[^a]", "\\[x", "[\\]]", "**/x", "{a,b}", "日本/*"})
    void harmlessPatternsAreNoProblem(String exclude) {
        assertThat(source(List.of("/"), List.of(exclude)).problems()).isEmpty();
    }

    private static final SnapshotGroup GROUP = new SnapshotGroup("c/shop/db", "shop-db", List.of("/"));
    private static final String RUN = "00112233445566aa";

    @Test
    void aForgetIsForTheSoundOnesOfOneGroupAndKeepsWhatTheRunHasMade() {
        RetentionPolicy policy = new RetentionPolicy(3, 0, 7, 4, 0, 0, " 1y6m ", List.of("keep"), true);
        assertThat(ResticCommand.forget(GROUP, RUN, policy).args())
                .containsExactly(
                        "forget",
                        "--json",
                        "--host=shop-db",
                        "--tag=src:c/shop/db," + GROUP.pathsTag(),
                        "--group-by=host,paths",
                        "--keep-tag=run=00112233445566aa",
                        "--keep-last=3",
                        "--keep-daily=7",
                        "--keep-weekly=4",
                        "--keep-within=1y6m",
                        "--keep-tag=keep",
                        "--prune");
    }

    @Test
    void aForgetOfWhatIsNotSoundKeepsAllThatIs() {
        RetentionPolicy policy = new RetentionPolicy(3, 0, 0, 0, 0, 0, "", List.of(), false);
        assertThat(ResticCommand.forgetUnsound(GROUP, RUN, policy).args())
                .containsExactly(
                        "forget",
                        "--json",
                        "--host=shop-db",
                        "--tag=src:c/shop/db," + GROUP.pathsTag(),
                        "--tag=unsound:c/shop/db," + GROUP.pathsTag(),
                        "--group-by=host",
                        "--keep-tag=src:c/shop/db",
                        "--keep-tag=run=00112233445566aa",
                        "--keep-last=3");
    }

    @Test
    void aForgetThatCouldTouchOthersOrKeepNothingIsNotMade() {
        RetentionPolicy one = new RetentionPolicy(1, 0, 0, 0, 0, 0, "", List.of(), false);
        SnapshotGroup noHost = new SnapshotGroup("c/shop/db", "", List.of("/"));
        SnapshotGroup twoTags = new SnapshotGroup("a,b", "h", List.of("/"));
        assertThatIllegalArgumentException().isThrownBy(() -> ResticCommand.forget(noHost, RUN, one));
        assertThatIllegalArgumentException().isThrownBy(() -> ResticCommand.forget(twoTags, RUN, one));
        assertThatIllegalArgumentException().isThrownBy(() -> ResticCommand.forget(GROUP, RUN, RetentionPolicy.NONE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResticCommand.forgetUnsound(GROUP, RUN, RetentionPolicy.NONE));
    }

    @Test
    void aPrivateCaComesBeforeThePaths() {
        assertThat(ResticCommand.backup(TAKEN_AT, source(List.of("/"), List.of()))
                        .withCaCertificate("/run/ca.pem")
                        .args())
                .startsWith("backup", "--cacert=/run/ca.pem", "--json")
                .endsWith("--", "/data");
        assertThat(ResticCommand.unlock().withCaCertificate("/run/ca.pem").args())
                .containsExactly("unlock", "--cacert=/run/ca.pem", "--json");
        assertThat(ResticCommand.init().args()).containsExactly("init", "--json");
    }

    @Test
    void aRestoreOfAllGoesToTheContainersRootSoThatTheVolumesOwnFolderComesBack() {
        assertThat(ResticCommand.restore(ID, RestoreScope.ALL, false).args())
                .containsExactly(
                        "restore",
                        "--json",
                        "--target=/",
                        "--verify",
                        "--sparse",
                        "--exclude-xattr=trusted.*",
                        "--exclude-xattr=security.selinux",
                        "--",
                        ID);
    }

    @Test
    void aRestoreOfAPartTakesOutWhatIsExcludedByWhatItIncludes() {
        assertThat(ResticCommand.restore(
                                ID,
                                new RestoreScope(List.of("/etc", "*.conf"), List.of("*.tmp", "!/keep"), false),
                                false)
                        .args())
                .containsSubsequence(
                        "--include=/data/etc",
                        "--include=/data/**/*.conf",
                        "--include=!/data/**/*.tmp",
                        "--include=/data/keep")
                .noneMatch(arg -> arg.startsWith("--exclude=") || arg.equals("--delete"));
    }

    @Test
    void aDeletionIsNeverOneInAllOfTheContainerAndLeavesWhatTheFileSystemNeeds() {
        assertThat(ResticCommand.restore(ID, new RestoreScope(List.of(), List.of(), true), false)
                        .args())
                .containsSubsequence("--delete", "--include=/data", "--include=!/data/lost+found");
        assertThat(ResticCommand.restore(ID, new RestoreScope(List.of("/etc"), List.of(), true), false)
                        .args())
                .containsSubsequence("--delete", "--include=/data/etc", "--include=!/data/lost+found")
                .doesNotContain("--include=/data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "", "0123456789abcdef", "-rf"})
    void onlyAWholeIdIsRestored(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> ResticCommand.restore(id, RestoreScope.ALL, false));
        assertThatIllegalArgumentException().isThrownBy(() -> ResticCommand.stats(id));
    }

    @Test
    void anOldResticIsAskedWithoutWhatItDoesNotKnowNorWhatCameLater() {
        ResticCommand restore = ResticCommand.restore(ID, RestoreScope.ALL, false);
        assertThat(restore.canDoWithout("--sparse")).isTrue();
        assertThat(restore.without("--sparse").args())
                .containsExactly("restore", "--json", "--target=/", "--verify", "--", ID);
        assertThat(restore.without("--exclude-xattr").args())
                .contains("--sparse")
                .noneMatch(arg -> arg.startsWith("--exclude-xattr"));
        assertThat(restore.without("--exclude-xattr").canDoWithout("--exclude-xattr"))
                .isFalse();
        assertThat(ResticCommand.restore(ID, new RestoreScope(List.of(), List.of(), true), false)
                        .canDoWithout("--delete"))
                .isFalse();
        assertThat(ResticCommand.stats(ID).canDoWithout("--sparse")).isFalse();
    }

    @Test
    void whatOnlyReadsNeedsNoLock() {
        assertThat(ResticCommand.list(SnapshotFilter.ofSource("c/n/p")).args())
                .containsExactly("snapshots", "--json", "--no-lock", "--tag=src:c/n/p", "--tag=unsound:c/n/p");
        assertThat(ResticCommand.stats(ID).args())
                .containsExactly("stats", "--json", "--no-lock", "--mode=restore-size", "--", ID);
        assertThat(ResticCommand.paths(ID, new RestoreScope(List.of("/etc", "*.conf", "/v[1]"), List.of("/a"), false))
                        .args())
                .containsExactly("ls", "--json", "--no-lock", "--", ID, "/data/etc");
        assertThat(ResticCommand.stats(ID).withoutLock()).isEqualTo(ResticCommand.stats(ID));
        assertThat(ResticCommand.restore(ID, RestoreScope.ALL, false)
                        .withoutLock()
                        .args())
                .startsWith("restore", "--no-lock")
                .endsWith("--", ID);
    }
}
