package io.jenkins.plugins.cinderbackup.restic;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.simulator.ResticRestServer;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.NeedsRestic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our command lines, understood by the restic that is installed, and its answers, understood by us. */
@NeedsRestic
class ResticRunTest {
    private static final RetentionPolicy KEEP_ONE = new RetentionPolicy(1, 0, 0, 0, 0, 0, "", List.of(), true);
    private static final String LOGIN = "p/w@:é+ %";

    @TempDir
    private static Path folder;

    private static ResticRestServer server;
    private static RepositoryUrl url;
    private static RepositoryEnvironment environment;

    @BeforeAll
    static void initialiseOneRepositoryForAll() throws Exception {
        server = ResticRestServer.startWithLogin("bo b", LOGIN);
        url = RepositoryUrl.parse(server.url("main"));
        environment = RepositoryEnvironment.of(url, "repo-password").withLogin(url, "bo b", LOGIN);
        ResticResult made = restic(folder).run(ResticCommand.init(), environment);
        assertThat(made.verdict()).as(made.toString()).isEqualTo(ResticVerdict.SUCCESS);
        assertThat(made.output().initialized()).isTrue();
        assertThat(made.toString()).doesNotContain(LOGIN).doesNotContain(RepositoryUrl.encoded(LOGIN));
    }

    @AfterAll
    static void stopTheServer() {
        server.close();
    }

    private static final String RUN = "00112233445566aa";
    private static final String NEXT_RUN = "00112233445566bb";
    private static final AtomicReference<Instant> takenAt =
            new AtomicReference<>(Instant.parse("2026-02-28T23:59:07Z"));

    private static ResticProcess restic(Path volume) {
        return new ResticProcess(volume, folder);
    }

    private static BackupSource source(String host, List<String> paths, List<String> excludes) {
        return source(host, volume(10L << 30, "fast", "nova"), paths, excludes);
    }

    private static BackedUpVolume volume(long bytes, String storageClass, String zone) {
        return new BackedUpVolume(
                "11111111-2222-3333-4444-555555555555",
                bytes,
                storageClass,
                "ext4",
                zone,
                List.of("ReadWriteOnce"),
                BackedUpVolume.CRASH);
    }

    private static BackupSource source(String host, BackedUpVolume volume, List<String> paths, List<String> excludes) {
        List<String> tags = Stream.concat(group(host).tags(RUN, volume).stream(), Stream.of("build-1"))
                .toList();
        return new BackupSource(host, tags, paths, excludes);
    }

    /** Each of a volume that has not changed since a minute after the one before: restic counts them in seconds. */
    private static ResticCommand backup(BackupSource source) {
        return ResticCommand.backup(takenAt.updateAndGet(before -> before.plusSeconds(60)), source);
    }

    private static SnapshotGroup group(String host) {
        return new SnapshotGroup("c/n/" + host, host, List.of("/"));
    }

    private static Path volume(String name) throws Exception {
        // Named as the mount, since that is what unanchored patterns could match
        Path volume = Files.createDirectories(folder.resolve(name).resolve("data"));
        Files.createDirectory(volume.resolve("lost+found"));
        Files.writeString(volume.resolve("lost+found/inode"), "x");
        Files.writeString(volume.resolve("größe 日本.txt"), "content");
        return volume;
    }

    @Test
    void theSecondBackupFindsItsParentAndForgetLeavesTheLast() throws Exception {
        Path volume = volume("twice");
        ResticProcess restic = restic(volume);
        ResticCommand backup = backup(source("twice", List.of("/"), List.of("lost+found")));

        ResticResult first = restic.run(backup, environment);
        assertThat(first.verdict()).as(first.toString()).isEqualTo(ResticVerdict.SUCCESS);
        assertThat(first.output().summary().orElseThrow().filesNew()).isEqualTo(1);
        assertThat(first.output().summary().orElseThrow().totalBytesProcessed()).isEqualTo(7);

        Files.writeString(volume.resolve("new"), "more");
        // Grown and moved meanwhile: other tags, the same group
        ResticCommand later =
                backup(source("twice", volume(20L << 30, "größer, 2", "az-2"), List.of("/"), List.of("lost+found")));
        ResticResult second = restic.run(later, environment);
        BackupSummary summary = second.output().summary().orElseThrow();
        assertThat(summary.filesNew()).isEqualTo(1);
        assertThat(summary.filesUnmodified()).isEqualTo(1);
        assertThat(summary.dataAdded()).isPositive();
        assertThat(summary.snapshotId()).matches("[0-9a-f]{8}|[0-9a-f]{64}");

        ResticResult forget = restic.run(ResticCommand.forget(group("twice"), NEXT_RUN, KEEP_ONE), environment);
        assertThat(forget.verdict()).as(forget.toString()).isEqualTo(ResticVerdict.SUCCESS);
        ForgetSummary forgotten = forget.output().forgotten().orElseThrow();
        assertThat(forgotten.kept())
                .singleElement()
                .matches(kept -> kept.isCalled(summary.snapshotId()))
                .satisfies(kept -> assertThat(SnapshotTags.of(kept.tags()).orElseThrow())
                        .isEqualTo(new SnapshotTags(
                                "c/n/twice",
                                true,
                                group("twice").pathsHash(),
                                RUN,
                                volume(20L << 30, "größer, 2", "az-2"),
                                List.of("build-1"))));
        assertThat(forgotten.removed())
                .singleElement()
                .matches(removed ->
                        removed.isCalled(first.output().summary().orElseThrow().snapshotId()))
                .satisfies(removed -> assertThat(removed.tags()).contains("src:c/n/twice", "build-1"));
    }

    @Test
    void whatIsListedIsWhatWasBackedUpAndNothingIsNoError() throws Exception {
        ResticProcess restic = restic(volume("listed"));
        restic.run(backup(source("listed", List.of("/"), List.of())), environment);

        ResticResult listed = restic.run(ResticCommand.list(group("listed").soundOrNot()), environment);

        assertThat(listed.verdict()).as(listed.toString()).isEqualTo(ResticVerdict.SUCCESS);
        assertThat(listed.output().snapshots().orElseThrow()).singleElement().satisfies(snapshot -> {
            assertThat(snapshot.host()).isEqualTo("listed");
            assertThat(snapshot.tree()).hasSize(64);
            assertThat(snapshot.time()).isEqualTo(takenAt.get());
            assertThat(SnapshotTags.of(snapshot.tags()).orElseThrow().volume())
                    .isEqualTo(volume(10L << 30, "fast", "nova"));
        });
        ResticResult none = restic.run(ResticCommand.list(group("nobody").sound()), environment);
        assertThat(none.output().snapshots()).contains(List.of());
    }

    @Test
    void aListIsNotOneOfAllWhereASnapshotCannotBeLoaded() throws Exception {
        RepositoryUrl damagedUrl = RepositoryUrl.parse(server.url("damaged"));
        RepositoryEnvironment damaged =
                RepositoryEnvironment.of(damagedUrl, "x").withLogin(damagedUrl, "bo b", LOGIN);
        server.initialise("damaged", "x");
        ResticProcess restic = restic(volume("damaged"));
        restic.run(backup(source("damaged", List.of("/"), List.of())), damaged);
        server.corrupt("damaged", "snapshots");

        // Elsewhere, so that no cache has it
        ResticResult listed = new ResticProcess(folder, Files.createDirectory(folder.resolve("elsewhere")))
                .run(ResticCommand.list(group("damaged").soundOrNot()), damaged);

        assertThat(listed.exitCode()).isZero();
        assertThat(listed.verdict()).isEqualTo(ResticVerdict.INCOMPLETE);
        assertThat(listed.output().snapshots()).isEmpty();
        assertThat(listed.keyLine()).contains("could not load snapshot");
    }

    @Test
    void whereNothingCanBeDeletedChangedTagsLeaveTheOldSnapshotAndResticEndsWith0() throws Exception {
        RepositoryUrl keptUrl = RepositoryUrl.parse(server.url("kept"));
        RepositoryEnvironment kept = RepositoryEnvironment.of(keptUrl, "x").withLogin(keptUrl, "bo b", LOGIN);
        server.initialise("kept", "x");
        server.refuseDeletions("kept");
        ResticProcess restic = restic(volume("kept"));
        restic.run(backup(source("kept", List.of("/"), List.of())), kept);

        ResticResult changed = restic.run(ResticCommand.setApart(group("kept"), List.of(RUN)), kept);

        assertThat(changed.exitCode()).isZero();
        assertThat(changed.output().passedOver().orElseThrow())
                .startsWith("unable to modify the tags for snapshot ID ");
        assertThat(restic.run(ResticCommand.find(RUN), kept)
                        .output()
                        .snapshots()
                        .orElseThrow())
                .extracting(snapshot -> snapshot.tags().contains(group("kept").sourceTag()))
                .containsExactlyInAnyOrder(true, false);
    }

    @Test
    void aSnapshotThatIsNotThereIsPassedOverByAForgetAndResticEndsWith0() throws Exception {
        ResticResult forgotten =
                restic(volume("unknown")).run(ResticCommand.forgetEmpty("0123456789abcdef"), environment);

        assertThat(forgotten.exitCode()).isZero();
        assertThat(forgotten.output().passedOver().orElseThrow()).startsWith("Ignoring \"0123456789abcdef\"");
    }

    @Test
    void excludesApplyBelowTheVolumesRootAndNotToTheMountItself() throws Exception {
        Path volume = volume("excludes");
        for (String file : List.of(
                "cache",
                "data/x",
                "sub/data/x",
                "sub/data/cache",
                "tmp/gone",
                "tmp/keep",
                "sub/tmp/stays",
                "a.log",
                "sub/a.log")) {
            Files.createDirectories(volume.resolve(file).getParent());
            Files.writeString(volume.resolve(file), file);
        }
        // Left: größe, lost+found/inode, cache, tmp/keep, sub/tmp/stays, and sub/data/x
        ResticResult result = restic(volume)
                .run(
                        backup(source(
                                "excludes",
                                List.of("/"),
                                List.of("/data", "data/cache", "*.log", "/tmp/*", "!/tmp/keep"))),
                        environment);
        assertThat(result.output().summary().orElseThrow().totalFilesProcessed())
                .isEqualTo(6);

        // Every data below the root, but not the root, whose name is data
        ResticResult byName =
                restic(volume).run(backup(source("excludes", List.of("/"), List.of("data"))), environment);
        assertThat(byName.output().summary().orElseThrow().totalFilesProcessed())
                .isEqualTo(8);
    }

    @Test
    void aMissingPathIsSeenThoughVersionsDifferInTheirExitCode() throws Exception {
        ResticProcess restic = restic(volume("missing"));
        ResticResult one =
                restic.run(backup(source("missing", List.of("/nope", "/größe 日本.txt"), List.of())), environment);
        assertThat(one.verdict()).isEqualTo(ResticVerdict.INCOMPLETE);
        assertThat(one.output().missingPaths()).singleElement().asString().endsWith("/data/nope");
        assertThat(one.output().summary()).isPresent();

        ResticResult all = restic.run(backup(source("missing", List.of("/nope"), List.of())), environment);
        assertThat(all.verdict()).isEqualTo(ResticVerdict.ALL_PATHS_MISSING);
    }

    @Test
    void aFileThatMayNotBeReadIsNamedAndTheRestIsKept() throws Exception {
        boolean root = "root".equals(System.getProperty("user.name"));
        Path volume = volume("unreadable");
        Path secret = Files.writeString(volume.resolve("secret"), "x");
        Files.setPosixFilePermissions(secret, Set.of());
        // Root reads everything, unless that capability is dropped
        ResticProcess restic = root
                ? new ResticProcess(
                        volume,
                        folder,
                        "setpriv",
                        "--bounding-set=-dac_override,-dac_read_search",
                        "--inh-caps=-dac_override,-dac_read_search")
                : restic(volume);
        ResticResult result = restic.run(backup(source("unreadable", List.of("/"), List.of())), environment);
        assertThat(result.verdict()).as(result.toString()).isEqualTo(ResticVerdict.INCOMPLETE);
        assertThat(result.output().unreadable())
                .singleElement()
                .satisfies(file -> assertThat(file.item()).endsWith("/data/secret"));
        assertThat(result.output().summary().orElseThrow().totalFilesProcessed())
                .isEqualTo(2);
    }

    @Test
    void aLockThatStayedBehindIsRecognisedWithItsAge() throws Exception {
        Path volume = volume("locked");
        RepositoryUrl lockedUrl = RepositoryUrl.parse(server.url("locked"));
        RepositoryEnvironment locked = RepositoryEnvironment.of(lockedUrl, "x").withLogin(lockedUrl, "bo b", LOGIN);
        ResticProcess restic = restic(volume);
        assertThat(restic.run(ResticCommand.init(), locked).verdict()).isEqualTo(ResticVerdict.SUCCESS);
        server.keepLocks("locked");
        assertThat(restic.run(backup(source("locked", List.of("/"), List.of())), locked)
                        .verdict())
                .isEqualTo(ResticVerdict.SUCCESS);
        assertThat(server.count("locked", "locks")).isPositive();

        ResticResult forget = restic.run(ResticCommand.forget(group("locked"), RUN, KEEP_ONE), locked);
        assertThat(forget.verdict()).as(forget.toString()).isEqualTo(ResticVerdict.LOCKED);
        assertThat(forget.output().lockAge().orElseThrow()).isLessThan(Duration.ofMinutes(1));
        assertThat(forget.lockIsStale()).isFalse();
        assertThat(restic.run(ResticCommand.unlock(), locked).verdict()).isEqualTo(ResticVerdict.SUCCESS);
    }

    @Test
    void aSecondInitFindsTheFirst() throws Exception {
        assertThat(restic(folder).run(ResticCommand.init(), environment).verdict())
                .isEqualTo(ResticVerdict.REPOSITORY_EXISTS);
    }

    @Test
    void whatIsWrongWithTheRepositoryIsRecognised() throws Exception {
        ResticProcess restic = restic(volume("wrong"));
        ResticCommand backup = backup(source("wrong", List.of("/"), List.of()));
        RepositoryUrl nowhere = RepositoryUrl.parse(server.url("nowhere"));

        ResticResult missing =
                restic.run(backup, RepositoryEnvironment.of(nowhere, "x").withLogin(nowhere, "bo b", LOGIN));
        assertThat(missing.verdict()).as(missing.toString()).isEqualTo(ResticVerdict.NO_REPOSITORY);

        ResticResult password =
                restic.run(backup, RepositoryEnvironment.of(url, "wrong").withLogin(url, "bo b", LOGIN));
        assertThat(password.verdict()).as(password.toString()).isEqualTo(ResticVerdict.WRONG_PASSWORD);

        ResticResult denied = restic.run(
                backup, RepositoryEnvironment.of(url, "repo-password").withLogin(url, "bo b", "wrong"));
        assertThat(denied.verdict()).as(denied.toString()).isEqualTo(ResticVerdict.ACCESS_DENIED);
    }
}
