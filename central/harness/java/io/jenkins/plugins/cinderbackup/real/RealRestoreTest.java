package io.jenkins.plugins.cinderbackup.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.cinderbackup.examples.Runbook;
import io.jenkins.plugins.cinderbackup.files.FileTree;
import io.jenkins.plugins.cinderbackup.files.SampleFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** docs/restore.md, run as it stands there after a backup: with the machine's restic and openstack client, and the rig's kubectl. */
@Real
class RealRestoreTest {
    private static final String FILE = "conf/app.conf";

    @TempDir
    private Path temp;

    @RegisterExtension
    private final FreshSite fresh = new FreshSite();

    private RealSite.Source source;
    private Runbook runbook;
    private HttpServer images;

    @BeforeEach
    void open() throws Exception {
        fresh.addStorageClass();
        source = fresh.site().source("db", "ext4", RealRestoreTest::fill);
        FreshSite.assertSucceeded(fresh.jenkins().run(fresh.jenkins().arguments("db")));
        images = imageService();
        runbook = runbook(Files.createDirectory(temp.resolve("restore")));
    }

    /** The rig has no Glance, and the openstack client makes no volume without asking for the versions of one. */
    private static HttpServer imageService() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String self = "http://127.0.0.1:" + server.getAddress().getPort() + "/v2/";
        byte[] versions =
                ("{\"versions\": [{\"id\": \"v2.0\", \"status\": \"CURRENT\", \"links\": [{\"rel\": \"self\", \"href\": \""
                                + self + "\"}]}]}")
                        .getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, versions.length);
            exchange.getResponseBody().write(versions);
            exchange.close();
        });
        server.start();
        return server;
    }

    private String clouds() {
        try {
            String text = Files.readString(Rigs.OPENSTACK.state().resolve("clouds.yaml"))
                    .replace(
                            "volume_api_version: 3",
                            "volume_api_version: 3\n    image_endpoint_override: \"http://127.0.0.1:"
                                    + images.getAddress().getPort() + "/v2/\"");
            return Files.writeString(temp.resolve("clouds.yaml"), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fill(Path root) {
        try {
            SampleFiles.fill(root, 200, 2);
            Files.writeString(Files.createDirectory(root.resolve("conf")).resolve("app.conf"), "a = 1\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Runbook runbook(Path folder) {
        Path tools = Path.of(Rigs.KUBERNETES.get("RIG_KUBECTL")).getParent();
        return new Runbook(
                folder,
                Map.of(
                        "PATH", System.getenv("PATH") + ":" + tools,
                        "KUBECONFIG", Rigs.KUBERNETES.get("KUBECONFIG"),
                        "RESTIC_CACHE_DIR", folder.resolve("cache").toString(),
                        "OS_CLIENT_CONFIG_FILE", clouds(),
                        "OS_CLOUD", Rigs.OPENSTACK.get("OS_USERNAME")),
                Map.of(
                        "RESTIC_REPOSITORY", fresh.site().bucket().repository("shop"),
                        "RESTIC_PASSWORD", RealJenkins.REPOSITORY_PASSWORD,
                        "AWS_ACCESS_KEY_ID", Rigs.S3.get("RIG_S3_ACCESS_KEY"),
                        "AWS_SECRET_ACCESS_KEY", Rigs.S3.get("RIG_S3_SECRET_KEY")),
                Map.of(
                        "NAMESPACE",
                        fresh.site().namespace(),
                        "CLAIM",
                        "db",
                        "SOURCE",
                        "src:real/" + fresh.site().namespace() + "/db",
                        "FILE",
                        FILE,
                        "IMAGE",
                        Rigs.KUBERNETES.get("RIG_IMAGE_RESTIC"),
                        "STORAGE_CLASS",
                        RigCluster.STORAGE_CLASS,
                        "SIZE",
                        RealSite.VOLUME_GIB + "Gi"));
    }

    @AfterEach
    void close() {
        if (images != null) {
            images.stop(0);
        }
    }

    @Test
    void resticAloneBringsFilesAndFoldersBack() throws Exception {
        runbook.run("Find the backup", "Single files", "The whole volume into a folder");

        assertThat(runbook.folder().resolve("restored-file")).hasContent("a = 1\n");
        assertThat(runbook.folder().resolve("restored-part/data").resolve(FILE)).hasContent("a = 1\n");
        assertThat(source.tree().differencesTo(FileTree.of(runbook.folder().resolve("restored/data"))))
                .isEmpty();
    }

    @Test
    void aJobRestoresTheWholeVolumeIntoANewClaim() {
        runbook.run("The whole volume into a new PVC");

        String volume = fresh.site()
                .cluster()
                .awaitVolume(source.namespace(), "db-restored")
                .getSpec()
                .getCsi()
                .getVolumeHandle();
        fresh.site().takes(volume);
        // The claim stays, and so does the kubelet's mount for a moment after the Job.
        fresh.site().cluster().remove(fresh.site().namespace());
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !Ceph.rbd("status", "volume-" + volume).contains("watcher="));
        assertThat(source.tree().differencesTo(RealSite.content(volume))).isEmpty();
    }

    @Test
    void aRetainedCinderSnapshotBecomesAClaimOfItsOwn() {
        runbook.run("From a Cinder snapshot");

        String volume = fresh.site().cinder().list("volumes").stream()
                .filter(one -> one.path("name").asText().equals("db-from-snapshot"))
                .map(one -> one.path("id").asText())
                .findFirst()
                .orElseThrow();
        try {
            JsonNode snapshot = fresh.site().cinder().list("snapshots").get(0);
            assertThat(snapshot.path("volume_id").asText()).isEqualTo(source.volumeId());
            assertThat(source.tree().differencesTo(RealSite.content(volume))).isEmpty();
        } finally {
            fresh.site().cluster().remove(fresh.site().namespace());
            fresh.site().cinder().deleteVolume(volume);
        }
    }
}
