package io.jenkins.plugins.cinderbackup.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.jenkins.plugins.cinderbackup.files.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A site and a controller for each test, and what is to be seen after a backup. */
final class FreshSite implements BeforeEachCallback, AfterEachCallback {
    private Path temp;
    private RealSite site;
    private RealJenkins jenkins;

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        temp = Files.createTempDirectory("real");
        site = RealSite.open();
        jenkins = new RealJenkins(site, Files.createDirectory(temp.resolve("home")));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        jenkins.close();
        site.cluster()
                .client()
                .storage()
                .v1()
                .storageClasses()
                .withName(RigCluster.STORAGE_CLASS)
                .delete();
        site.close();
        Command.run("rm", "-rf", temp.toString());
    }

    /** Makes the storage class that the sources have, until the test is over: what is restored is made of it. */
    void addStorageClass() {
        addStorageClass("Immediate");
    }

    /**
     * Makes it with this binding mode.
     *
     * @param binding {@code Immediate} or {@code WaitForFirstConsumer}
     */
    void addStorageClass(String binding) {
        site.cluster()
                .client()
                .resource(new StorageClassBuilder()
                        .withNewMetadata()
                        .withName(RigCluster.STORAGE_CLASS)
                        .endMetadata()
                        .withProvisioner(Rigs.KUBERNETES.get("RIG_CSI_DRIVER"))
                        .withReclaimPolicy("Delete")
                        .withVolumeBindingMode(binding)
                        .build())
                .createOr(NonDeletingOperation::update);
    }

    RealSite site() {
        return site;
    }

    RealJenkins jenkins() {
        return jenkins;
    }

    /** A new folder with a restic snapshot's files; the volume's root is {@code data} in it. */
    Path restore(ResticClient restic, String resticSnapshot) {
        try {
            Path target = Files.createTempDirectory(temp, "restored");
            restic.run("restore", resticSnapshot, "--target", target.toString());
            return target.resolve("data");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails unless the backup succeeded and each file, as it was then, comes back from it. */
    void assertRestorable(FileTree tree, Map<String, Object> returned) {
        assertSucceeded(returned);
        assertThat(tree.differencesTo(
                        FileTree.of(restore(jenkins.restic(), (String) returned.get("resticSnapshotId")))))
                .isEmpty();
    }

    /** Fails unless the backup succeeded, and says that it left nothing. */
    static void assertSucceeded(Map<String, Object> returned) {
        assertThat(returned)
                .as("what the step returned")
                .containsEntry("result", "SUCCESS")
                .containsEntry("leftovers", List.of());
    }

    /** Fails unless nothing has come to Cinder, Ceph and Kubernetes but the Cinder snapshots of these backups. */
    @SafeVarargs
    final void assertNothingLeftBut(RealSite.Source source, Map<String, Object>... kept) {
        String[] names = List.of(kept).stream()
                .map(returned -> (String) returned.get("cinderSnapshotName"))
                .toArray(String[]::new);
        assertThat(site.leftovers()).containsExactlyInAnyOrderElementsOf(site.retained(source, names));
    }

    /** When Cinder accepted the order for the backup's snapshot; Ceph takes it after that. */
    Instant snapshotOrdered(Map<String, Object> returned) {
        return site.cinder().list("snapshots").stream()
                .filter(snapshot -> snapshot.path("id").asText().equals(returned.get("cinderSnapshotId")))
                .map((JsonNode snapshot) -> LocalDateTime.parse(
                                snapshot.path("created_at").asText())
                        .toInstant(ZoneOffset.UTC))
                .findFirst()
                .orElseThrow();
    }
}
