package io.jenkins.plugins.cinderbackup.restic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.cinderbackup.simulator.ResticRestServer;
import io.jenkins.plugins.cinderbackup.simulator.ResticRestServer.Fault;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.NeedsRestic;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What real restics say of a repository in trouble, the installed one and the newest, and what we make of it. */
@Timeout(120)
@NeedsRestic
class ResticTroubleTest {
    private static final SnapshotGroup GROUP = new SnapshotGroup("c/n/p", "host", List.of("/"));
    private static final RetentionPolicy KEEP_ONE = new RetentionPolicy(1, 0, 0, 0, 0, 0, "", List.of(), true);

    @TempDir
    private Path folder;

    private ResticRestServer server;
    private Path volume;
    private RepositoryEnvironment environment;

    @BeforeEach
    void start() throws Exception {
        server = ResticRestServer.start();
        volume = Files.createDirectories(folder.resolve("data"));
        Files.writeString(volume.resolve("file"), "content");
        environment = environment("main");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static List<Path> binaries() {
        return ResticProcess.binaries().toList();
    }

    private RepositoryEnvironment environment(String repository) {
        return RepositoryEnvironment.of(RepositoryUrl.parse(server.url(repository)), "password");
    }

    private ResticProcess initialised(Path binary) {
        server.initialise("main", "password");
        return new ResticProcess(binary, volume, folder);
    }

    private static ResticCommand backup() {
        return ResticCommand.backup(
                Instant.EPOCH,
                new BackupSource(
                        GROUP.host(),
                        GROUP.tags("99887766554433bb", BackedUpVolume.of(List.of())),
                        List.of("/"),
                        List.of()));
    }

    private static ResticCommand forget() {
        return ResticCommand.forget(GROUP, "00112233445566aa", KEEP_ONE);
    }

    @ParameterizedTest
    @MethodSource("binaries")
    void theLockOfALivingResticStaysThroughAnUnlockAndGoesWithIt(Path binary) throws Exception {
        ResticProcess restic = initialised(binary);
        Process holder = restic.holdLock(environment);
        await().atMost(Duration.ofSeconds(60)).until(() -> server.count("main", "locks") == 1);

        ResticResult refused = restic.run(forget(), environment);
        assertThat(refused.verdict()).as(refused.toString()).isEqualTo(ResticVerdict.LOCKED);
        assertThat(refused.lockIsStale()).isFalse();
        restic.run(ResticCommand.unlock(), environment);
        assertThat(server.count("main", "locks")).isEqualTo(1);

        holder.getOutputStream().close();
        holder.waitFor();
        assertThat(restic.run(forget(), environment).verdict()).isEqualTo(ResticVerdict.SUCCESS);
        assertThat(server.count("main", "locks")).isZero();
    }

    @ParameterizedTest
    @MethodSource("binaries")
    void aStaleLockGoesWithAPlainUnlock(Path binary) throws Exception {
        ResticProcess restic = initialised(binary);
        Process holder = restic.holdLock(environment);
        await().atMost(Duration.ofSeconds(60)).until(() -> server.count("main", "locks") == 1);
        holder.destroyForcibly().waitFor();
        assertThat(restic.run(forget(), environment).verdict()).isEqualTo(ResticVerdict.LOCKED);

        assertThat(restic.run(ResticCommand.unlock(), environment).verdict()).isEqualTo(ResticVerdict.SUCCESS);

        assertThat(server.count("main", "locks")).isZero();
        assertThat(restic.run(forget(), environment).verdict()).isEqualTo(ResticVerdict.SUCCESS);
    }

    @ParameterizedTest
    @MethodSource("binaries")
    void aFullStorageIsToldByTheResticThatGoesOnTrying(Path binary) throws Exception {
        ResticProcess restic = initialised(binary);
        server.setFault(Fault.FULL);

        ResticResult ended = restic.endOnce("507", backup(), environment);

        assertThat(ended.verdict()).isNotEqualTo(ResticVerdict.SUCCESS);
        assertThat(ended.keyLine()).contains("507");
    }

    @ParameterizedTest
    @MethodSource("binaries")
    void aRepositoryThatGoesAwayInTheMiddleIsToldByTheResticThatGoesOnTrying(Path binary) throws Exception {
        ResticProcess restic = initialised(binary);
        Process holder = restic.holdLock(environment);
        await().atMost(Duration.ofSeconds(60)).until(() -> server.count("main", "locks") == 1);
        server.setFault(Fault.DROP_CONNECTIONS);

        ResticResult ended = restic.endOnce("EOF", backup(), environment);
        holder.destroyForcibly().waitFor();

        assertThat(ended.verdict()).isNotEqualTo(ResticVerdict.SUCCESS);
        assertThat(ended.keyLine()).contains("EOF");
    }

    static Stream<Arguments> refusalsOfS3() {
        return binaries().stream()
                .flatMap(binary -> Stream.of(
                        Arguments.of(
                                binary,
                                403,
                                "InvalidAccessKeyId",
                                "The Access Key Id you provided does not exist in our records.",
                                ResticVerdict.ACCESS_DENIED),
                        Arguments.of(
                                binary,
                                403,
                                "SignatureDoesNotMatch",
                                "The request signature we calculated does not match.",
                                ResticVerdict.ACCESS_DENIED),
                        Arguments.of(binary, 403, "AccessDenied", "Access Denied.", ResticVerdict.ACCESS_DENIED),
                        Arguments.of(
                                binary,
                                404,
                                "NoSuchBucket",
                                "The specified bucket does not exist",
                                ResticVerdict.NO_REPOSITORY)));
    }

    /** From 0.18 on restic does not end by itself. */
    @ParameterizedTest
    @MethodSource("refusalsOfS3")
    void whatS3RefusesIsKnownSoonWhetherResticEndsOrGoesOnTrying(
            Path binary, int status, String code, String words, ResticVerdict verdict) throws Exception {
        byte[] body = ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code + "</Code><Message>" + words
                        + "</Message></Error>")
                .getBytes(StandardCharsets.UTF_8);
        HttpServer s3 = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        s3.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/xml");
            exchange.sendResponseHeaders(status, exchange.getRequestMethod().equals("HEAD") ? -1 : body.length);
            exchange.getResponseBody().write(exchange.getRequestMethod().equals("HEAD") ? new byte[0] : body);
            exchange.close();
        });
        s3.start();
        RepositoryUrl url =
                RepositoryUrl.parse("s3:http://127.0.0.1:" + s3.getAddress().getPort() + "/bucket/path");
        try {
            ResticResult result = new ResticProcess(binary, volume, folder)
                    .runUntilInVain(
                            backup(), RepositoryEnvironment.of(url, "password").withLogin(url, "key", "secret"));

            assertThat(result.verdict()).as(result.toString()).isEqualTo(verdict);
            assertThat(result.keyLine()).contains(words.substring(0, words.length() - 1));
        } finally {
            s3.stop(0);
        }
    }

    @ParameterizedTest
    @MethodSource("binaries")
    void aCorruptedPackIsNoSuccessOfAForgetThatPrunes(Path binary) throws Exception {
        ResticProcess restic = initialised(binary);
        assertThat(restic.run(backup(), environment).verdict()).isEqualTo(ResticVerdict.SUCCESS);
        Files.writeString(volume.resolve("file"), "other content");
        assertThat(restic.run(backup(), environment).verdict()).isEqualTo(ResticVerdict.SUCCESS);
        server.corrupt("main", "data");

        // As in a new pod: without a cache, in which the packs are still whole
        ResticProcess another = new ResticProcess(binary, volume, Files.createDirectory(folder.resolve("another")));
        ResticResult forget = another.run(forget(), environment);

        assertThat(forget.verdict()).as(forget.toString()).isNotEqualTo(ResticVerdict.SUCCESS);
        assertThat(forget.keyLine()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("binaries")
    void aConfigThatAnotherInitialisationHasOverwrittenIsNamed(Path binary) throws Exception {
        ResticProcess restic = initialised(binary);
        assertThat(restic.run(ResticCommand.init(), environment("other")).verdict())
                .isEqualTo(ResticVerdict.SUCCESS);
        server.replaceConfig("main", "other");

        ResticResult result = restic.run(backup(), environment);

        assertThat(result.verdict()).as(result.toString()).isEqualTo(ResticVerdict.CONFIG_DAMAGED);
        assertThat(result.keyLine()).contains("is damaged");
    }

    @ParameterizedTest
    @MethodSource("binaries")
    void ofManyUnreadableFilesFiftyAreNamedAndAllAreCounted(Path binary) throws Exception {
        initialised(binary);
        for (int i = 0; i < 60; i++) {
            Files.setPosixFilePermissions(Files.writeString(volume.resolve("secret-" + i), "x"), Set.of());
        }
        // Root reads everything, unless that capability is dropped
        boolean root = "root".equals(System.getProperty("user.name"));
        ResticProcess restic = root
                ? new ResticProcess(
                        binary,
                        volume,
                        folder,
                        "setpriv",
                        "--bounding-set=-dac_override,-dac_read_search",
                        "--inh-caps=-dac_override,-dac_read_search")
                : new ResticProcess(binary, volume, folder);

        ResticResult result = restic.run(backup(), environment);

        assertThat(result.verdict()).as(result.toString()).isEqualTo(ResticVerdict.INCOMPLETE);
        assertThat(result.output().unreadableCount()).isEqualTo(60);
        assertThat(result.output().unreadable())
                .hasSize(50)
                .allMatch(file -> file.item().contains("/data/secret-"));
        assertThat(result.output().summary().orElseThrow().totalFilesProcessed())
                .isEqualTo(1);
    }
}
