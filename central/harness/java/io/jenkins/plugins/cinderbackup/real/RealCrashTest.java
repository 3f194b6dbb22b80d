package io.jenkins.plugins.cinderbackup.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.ProxyConfiguration;
import hudson.model.Result;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.files.SampleFiles;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.leftovers.LeftoverRemoval;
import io.jenkins.plugins.cinderbackup.wiring.BackupServices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of a home, and calls that are carried out long after their connection broke, on the real services. */
@Real
class RealCrashTest {
    private static final FlowInterruptedException STOP_BUTTON =
            new FlowInterruptedException(Result.ABORTED, true, new CauseOfInterruption.UserInterruption("alice"));

    @TempDir
    private Path temp;

    private RealSite site;
    private Path home;
    private RealJenkins jenkins;

    @BeforeEach
    void open() throws Exception {
        site = RealSite.open();
        home = Files.createDirectory(temp.resolve("home"));
        jenkins = new RealJenkins(site, home);
        site.source("db", "ext4", root -> SampleFiles.fill(root, 200, 4));
    }

    @AfterEach
    void close() {
        jenkins.close();
        site.close();
    }

    private Path copy() throws IOException {
        Path copy = temp.resolve("copy");
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, copy.resolve(home.relativize(file).toString()));
            }
        }
        return copy;
    }

    private void restartIn(Path other) {
        var nightly = jenkins.controller().job("nightly");
        jenkins.close();
        jenkins = new RealJenkins(site, other);
        jenkins.controller().add(nightly);
    }

    /** The cluster by another name of the same host, which the proxy's exceptions can name. */
    private void reachClusterAs(String host) {
        Matcher server = Pattern.compile("server: *(\\S+)").matcher(RigCluster.kubeconfig());
        assertThat(server.find()).isTrue();
        CinderBackupConfiguration.get()
                .setClusters(List.of(
                        jenkins.cluster(Map.of("serverUrl", server.group(1).replace("127.0.0.1", host)))));
    }

    @Test
    void aPipelineInACopyOfTheHomeTouchesNothingAndTheOriginalGoesOn() throws Exception {
        HeadlessStep step = jenkins.start(jenkins.arguments("db"));
        await().atMost(RealJenkins.LIMIT)
                .until(() ->
                        step.status().endsWith("CreatingPVC") || step.status().endsWith("Backup"));
        byte[] stored = step.store();
        BackupServices.stop();
        Path copy = copy();
        restartIn(copy);
        List<String> before = site.leftovers().stream()
                .filter(line -> line.startsWith("Cinder") || line.contains("persistentvolume"))
                .toList();

        step.resume(stored);
        jenkins.controller().extension(LeftoverRemoval.class).run();

        await().atMost(RealJenkins.LIMIT).until(() -> step.consoleText().contains("this Jenkins home may be a copy"));
        assertThat(site.leftovers()).containsAll(before);

        restartIn(home);
        step.resume(stored);
        assertThat(RealJenkins.result(step)).containsEntry("result", "SUCCESS");
    }

    @Test
    void aSnapshotThatCinderMakesLongAfterTheAbortIsRemovedInTheBackground() throws Exception {
        try (LateProxy proxy = new LateProxy("POST", "/snapshots", Duration.ofSeconds(20))) {
            reachClusterAs("localhost");
            jenkins.controller().useProxy(new ProxyConfiguration("127.0.0.1", proxy.port(), null, null, "localhost"));
            HeadlessRun build = jenkins.build();
            HeadlessStep step = jenkins.start(jenkins.arguments("db"), build);
            proxy.awaitCut();

            step.stop(STOP_BUTTON);

            assertThat(step.failure(Duration.ofSeconds(45))).isSameAs(STOP_BUTTON);
            build.finish(Result.ABORTED);
            assertThat(BackupServices.get().journals().runs()).hasSize(1);
            proxy.awaitPassedOn();
            jenkins.controller().extension(LeftoverRemoval.class).run();
            await().atMost(Duration.ofSeconds(120))
                    .until(() -> site.cinder().list("snapshots").stream()
                            .noneMatch(snapshot ->
                                    snapshot.path("name").asText().startsWith("backup-" + site.namespace())));
            assertThat(site.leftovers()).isEmpty();
        }
    }
}
