package io.jenkins.plugins.cinderbackup.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.cinderbackup.kubernetes.watch.LogTail;
import io.jenkins.plugins.cinderbackup.model.JobState;
import io.jenkins.plugins.cinderbackup.model.Presence;
import io.jenkins.plugins.cinderbackup.model.ResourceKind;
import io.jenkins.plugins.cinderbackup.model.TrackedResource;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.Faults.Effect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs and volumes, with a program in restic's place that prints what a test wants. */
class LogTest {
    @TempDir
    Path folder;

    private SimulatedCluster kubernetes;

    @BeforeEach
    void start() {
        // Megabytes take a while on a busy machine
        kubernetes = new SimulatedCluster(Duration.ofSeconds(20));
        kubernetes.volumes.folders.put("volume", folder);
    }

    @AfterEach
    void stop() {
        kubernetes.close();
    }

    private TrackedResource run(String script) throws Exception {
        Path program = Files.writeString(folder.resolve("program"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        kubernetes.simulator.node().program(program);
        kubernetes.objects.makeVolume(kubernetes.workloads, "volume");
        TrackedResource job = kubernetes.objects.start(kubernetes.workloads, kubernetes.objects.job("backup"));
        await().until(() -> kubernetes.workloads.job(job) instanceof JobState.Exited);
        return job;
    }

    @Test
    void onlyTheLastLinesAreReadInTheOrderInWhichBothStreamsWereWritten() throws Exception {
        TrackedResource job = run("echo one; echo zwei-größer >&2; echo three");

        assertThat(kubernetes.workloads.log(job, 2)).contains("zwei-größer\nthree\n");
    }

    @Test
    void aLogWithHugeLinesIsCutAtItsBeginningAndAtALinesEnd() throws Exception {
        TrackedResource job = run(
                "i=0; while [ $i -lt 10 ]; do head -c 2000000 /dev/zero | tr '\\0' x; echo; i=$((i+1)); done; echo summary");

        String log = kubernetes.workloads.log(job, 100).orElseThrow();

        assertThat(log.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(LogTail.MAX_BYTES);
        assertThat(log).endsWith("x\nsummary\n");
        assertThat(log.lines().filter(line -> line.startsWith("x")).map(String::length))
                .isNotEmpty()
                .allMatch(length -> length == 2_000_000);
    }

    @Test
    void aLogWhoseConnectionIsCutIsReadOnceMore() throws Exception {
        TrackedResource job = run("echo summary");
        kubernetes.simulator.faults().on("GET", "/log", 1, new Effect.Reset());

        assertThat(kubernetes.workloads.log(job, 10)).contains("summary\n");
    }

    @Test
    void whatTheKubeletSaysOfAContainerThatIsGoneIsNotResticsLog() throws Exception {
        TrackedResource job = run("echo unable to retrieve container logs for containerd://568d2af8c44d");

        assertThat(kubernetes.workloads.log(job, 10)).isEmpty();
    }

    @Test
    void noMoreThanThatIsTakenAway() throws Exception {
        TrackedResource job =
                run("echo Fatal: unable to open; echo Unable to retrieve container logs for containerd://568d");

        assertThat(kubernetes.workloads.log(job, 10)).contains("Fatal: unable to open\n");
    }

    @Test
    void theEnvironmentOfThePodIsTheSecretsAndNothingOfThisMachines() throws Exception {
        TrackedResource job = run("env | cut -d= -f1 | sort | tr '\\n' ' '; echo; ls /data/program");

        Set<String> names = Set.of(kubernetes
                .workloads
                .log(job, 10)
                .orElseThrow()
                .lines()
                .findFirst()
                .orElseThrow()
                .split(" "));
        assertThat(names)
                .contains("RESTIC_PASSWORD", "RESTIC_REPOSITORY", "RESTIC_CACHE_DIR", "GOMEMLIMIT")
                .doesNotContain("HOME", "JAVA_HOME", "USER");
    }

    @Test
    void theVolumeIsAttachedWhileAPodUsesItAndThereIsNoLogOfAJobThatIsGone() throws Exception {
        TrackedResource job = run("true");
        await().untilAsserted(() ->
                assertThat(kubernetes.volumes.calls).containsExactly("attached volume", "detached volume"));

        kubernetes.workloads.delete(job, kubernetes.objects.run);

        await().until(() -> kubernetes.workloads.presence(job, kubernetes.objects.run) == Presence.GONE);
        assertThat(kubernetes.workloads.log(job, 10)).isEmpty();
        assertThat(kubernetes.workloads.presence(
                        kubernetes.objects.tracked(ResourceKind.SECRET, null), kubernetes.objects.run))
                .isEqualTo(Presence.PRESENT);
    }
}
