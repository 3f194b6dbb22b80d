package io.jenkins.plugins.cinderbackup.restic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResticCommandTest {
    private static BackupSource source(List<String> paths, List<String> excludes) {
        return new BackupSource("shop-db", List.of("src:c/shop/db", "nightly"), paths, excludes);
    }

    @Test
    void aBackupOfTheWholeVolume() {
        assertThat(ResticCommand.backup(source(List.of("/"), List.of("lost+found")))
                        .args())
                .containsExactly(
                        "backup",
                        "--json",
                        "--host=shop-db",
                        "--tag=src:c/shop/db",
                        "--tag=nightly",
                        "--exclude=/data/**/lost+found",
                        "--",
                        "/data");
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
        assertThat(ResticCommand.backup(source(List.of(path, path), List.of())).args())
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
        assertThat(ResticCommand.backup(source(List.of("/"), List.of(exclude))).args())
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
                .isThrownBy(() -> ResticCommand.backup(bad))
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
        assertThat(ResticCommand.backup(source(List.of("/"), List.of()))
                        .withCaCertificate("/run/ca.pem")
                        .args())
                .startsWith("backup", "--cacert=/run/ca.pem", "--json")
                .endsWith("--", "/data");
        assertThat(ResticCommand.unlock().withCaCertificate("/run/ca.pem").args())
                .containsExactly("unlock", "--cacert=/run/ca.pem", "--json");
        assertThat(ResticCommand.init().args()).containsExactly("init", "--json");
    }
}
