package io.jenkins.plugins.cinderbackup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.cinderbackup.engine.RunReport;
import io.jenkins.plugins.cinderbackup.engine.RunResult;
import io.jenkins.plugins.cinderbackup.journal.FileJournalStore;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.Faults;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.KubernetesSimulator;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.VolumeFolders;
import io.jenkins.plugins.cinderbackup.simulator.openstack.Fault;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The controller's process is killed with SIGKILL in the middle of a call; another goes on with what is on the disk. */
@Timeout(300)
class KilledControllerTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    /** A restic that needs no repository. */
    private static final String RESTIC = """
            #!/bin/sh
            case $1 in
              backup) echo '{"message_type":"summary","files_new":4,"files_changed":0,"files_unmodified":0,"data_added":1,\
            "total_files_processed":4,"total_bytes_processed":4096,"total_duration":1.0,"snapshot_id":"0123456789abcdef"}';;
              forget) echo '[{"keep":[{"id":"0123456789abcdef"}],"remove":[]}]';;
            esac
            """;

    @TempDir
    private Path temp;

    private OpenstackSimulator openstack;
    private KubernetesSimulator kubernetes;
    private String source;
    private Process controller;

    @BeforeEach
    void start() throws IOException {
        openstack = OpenstackSimulator.start();
        kubernetes = new KubernetesSimulator(new Volumes());
        source = openstack.addVolume("pvc-of-db", 2);
        openstack.attach(source);
        kubernetes.createNamespace("shop");
        kubernetes.createNamespace("backups");
        kubernetes.createSource("shop", "db", source, 2L << 30);
        Path program = temp.resolve("restic");
        Files.writeString(program, RESTIC);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        kubernetes.node().program(program);
    }

    @AfterEach
    void stop() {
        if (controller != null) {
            controller.destroyForcibly();
        }
        kubernetes.close();
        openstack.close();
    }

    @ParameterizedTest(name = "in {0} {1}, carried out: {2}")
    @CsvSource({
        "POST, /snapshots$, false",
        "POST, /snapshots$, true",
        "POST, /volumes$, true",
        "POST, /persistentvolumeclaims$, true",
        "POST, /jobs$, true",
        "DELETE, /volumes/, true"
    })
    void anotherGoesOnFromTheJournalAndNothingIsMadeTwiceOrLeft(String method, String path, boolean carriedOut)
            throws Exception {
        // The answer never comes, so that the process is killed in the very call
        openstack.fail(
                Fault.on(method, path).does(carriedOut ? new Fault.Trickle(Duration.ofHours(1)) : new Fault.Hang()));
        kubernetes
                .faults()
                .on(
                        method,
                        path,
                        1,
                        carriedOut ? new Faults.Effect.Trickle(Duration.ofHours(1)) : new Faults.Effect.Hang());
        controller = child();
        await().atMost(LONG).until(() -> reached(method, path));
        // SIGKILL, as the JDK documents it for Linux
        controller.destroyForcibly().waitFor();
        assertThat(new FileJournalStore(temp.resolve("journals")).runs()).containsExactly(ControllerProcess.RUN);

        RunReport report = ControllerProcess.run(openstack.authUrl(), kubernetes.url(), temp.resolve("journals"));

        assertThat(report.result()).isEqualTo(RunResult.SUCCESS);
        assertThat(report.leftovers()).isEmpty();
        assertThat(openstack.made()).hasSize(2).doesNotHaveDuplicates();
        assertThat(kubernetes.made().stream().filter(made -> !made.startsWith("events")))
                .doesNotHaveDuplicates();
        assertThat(left()).isEmpty();
        // What the call that was not answered may still bring is looked for until then
        ControllerProcess.removeTheRest(
                openstack.authUrl(), kubernetes.url(), temp.resolve("journals"), Duration.ofMinutes(11));
        assertThat(left()).isEmpty();
        assertThat(new FileJournalStore(temp.resolve("journals")).runs()).isEmpty();
    }

    private Process child() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        ControllerProcess.class.getName(),
                        openstack.authUrl(),
                        kubernetes.url(),
                        temp.resolve("journals").toString())
                .redirectErrorStream(true)
                .redirectOutput(temp.resolve("controller.log").toFile())
                .start();
    }

    /** Whether the call that is not answered has come, and was carried out if it was to be. */
    private boolean reached(String method, String path) throws IOException {
        assertThat(controller.isAlive()).as(() -> log()).isTrue();
        if (path.contains("claims")) {
            return kubernetes.made().stream().anyMatch(made -> made.startsWith("persistentvolumeclaims backups/"));
        }
        return path.contains("jobs")
                ? kubernetes.made().stream().anyMatch(made -> made.startsWith("jobs "))
                : !openstack.requests(method, path).isEmpty();
    }

    private String log() {
        try {
            return Files.readString(temp.resolve("controller.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private List<String> left() {
        List<String> left = new ArrayList<>();
        openstack.volumes().stream()
                .filter(volume -> !volume.id().equals(source))
                .forEach(volume -> left.add("volume " + volume.name()));
        for (String kind : List.of("persistentvolumeclaims", "persistentvolumes", "secrets", "jobs", "pods")) {
            kubernetes.list(kind).stream()
                    .filter(object -> !object.at("/metadata/labels/app.kubernetes.io~1managed-by")
                            .isMissingNode())
                    .forEach(object ->
                            left.add(kind + " " + object.at("/metadata/name").asText()));
        }
        return left;
    }

    private final class Volumes implements VolumeFolders {
        @Override
        public Optional<Path> folderOf(String volumeId) {
            return openstack.volumes().stream()
                    .filter(volume -> volume.id().equals(volumeId))
                    .findFirst()
                    .map(found -> temp);
        }
    }
}
