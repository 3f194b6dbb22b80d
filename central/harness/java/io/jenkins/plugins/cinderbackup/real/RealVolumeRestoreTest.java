package io.jenkins.plugins.cinderbackup.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.files.FileTree;
import io.jenkins.plugins.cinderbackup.files.SampleFiles;
import io.jenkins.plugins.cinderbackup.headless.Describables;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.steps.CinderVolumeBackupDeleteStep;
import io.jenkins.plugins.cinderbackup.steps.CinderVolumeBackupStep;
import io.jenkins.plugins.cinderbackup.steps.CinderVolumeRestoreStep;
import io.jenkins.plugins.cinderbackup.steps.RunStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Increments that Cinder itself restores, on the real services: every file is there, and nothing on the volume lets anybody remove it. */
@Real
class RealVolumeRestoreTest {
    private static final String OURS = "cinder-snapshot-backup.";

    /** Of a run that is long over: by these a scan would take the volume for a leftover. */
    private static final Map<String, String> OLD_TAGS = Map.of(
            OURS + "managed-by", "cinder-snapshot-backup",
            OURS + "jenkins", "another",
            OURS + "job", "old",
            OURS + "build", "1",
            OURS + "run", "99887766554433aa",
            OURS + "created-at", "2026-01-01T00:00:00Z",
            OURS + "may-live-until", "2026-01-02T00:00:00Z",
            OURS + "keep", "false");

    @RegisterExtension
    private final FreshSite fresh = new FreshSite();

    private RealSite.Source source;
    private FileTree changed;
    private String full;
    private String increment;

    @BeforeEach
    void backUp() throws Exception {
        CinderBackupConfiguration.get().setClouds(List.of(fresh.jenkins().cloud(Map.of("volumeBackupsAllowed", true))));
        source = fresh.site().source("db", "ext4", root -> SampleFiles.fill(root, 60, 4));
        metadata(source.volumeId(), OLD_TAGS);
        full = backUp("false");
        try (VolumeMount mount = VolumeMount.open(source.volumeId())) {
            Files.writeString(mount.root().resolve("late"), "in the increment");
            mount.sync();
            changed = ResticClient.withoutLostAndFound(FileTree.of(mount.root()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        increment = backUp("true");
    }

    private String backUp(String incremental) throws Exception {
        return (String) run(
                        CinderVolumeBackupStep.class,
                        Map.of("volumeId", source.volumeId(), "incremental", incremental, "source", "volume"))
                .get("backupId");
    }

    private Map<String, Object> run(Class<? extends RunStep> step, Map<String, Object> arguments) throws Exception {
        Map<String, Object> returned = RealJenkins.result(HeadlessStep.start(
                Describables.make(step, arguments), fresh.jenkins().build()));
        FreshSite.assertSucceeded(returned);
        return returned;
    }

    private void metadata(String volumeId, Map<String, String> metadata) {
        fresh.site().cinder().send("PUT", "/volumes/" + volumeId + "/metadata", Map.of("metadata", metadata));
    }

    private JsonNode volume(String id) {
        return fresh.site().cinder().send("GET", "/volumes/" + id, null).path("volume");
    }

    private static FileTree tree(String volumeId) {
        try (VolumeMount mount = VolumeMount.open(volumeId)) {
            return ResticClient.withoutLostAndFound(FileTree.of(mount.root()));
        }
    }

    private void removeBackups() throws Exception {
        run(CinderVolumeBackupDeleteStep.class, Map.of("backup", full, "dependents", true));
    }

    @Test
    void anIncrementBecomesANewVolumeThatNobodyTakesForALeftover() throws Exception {
        Map<String, Object> returned = run(
                CinderVolumeRestoreStep.class,
                Map.of("backup", increment, "newVolume", Map.of("name", "restored-" + increment, "size", 2)));

        String restored = (String) returned.get("volumeId");
        fresh.site().takes(restored);
        assertThat(changed.differencesTo(tree(restored))).isEmpty();
        assertThat(volume(restored).path("name").asText()).isEqualTo("restored-" + increment);
        assertThat(volume(restored).path("size").asInt()).isEqualTo(2);
        JsonNode metadata = volume(restored).path("metadata");
        assertThat(metadata.path(OURS + "keep").asText()).isEqualTo("true");
        assertThat(metadata.path(OURS + "job").asText()).isEqualTo("nightly");
        assertThat(metadata.has("src_backup_id")).isFalse();
        removeBackups();
    }

    @Test
    void anIncrementIsWrittenOverAVolumeThatCarriesWhatItDidBefore() throws Exception {
        String target = fresh.site().volume("target");
        metadata(target, Map.of("owner", "shop"));

        Map<String, Object> returned =
                run(CinderVolumeRestoreStep.class, Map.of("backup", increment, "volumeId", target, "confirm", true));

        assertThat(returned).containsEntry("volumeId", target);
        assertThat(changed.differencesTo(tree(target))).isEmpty();
        assertThat(volume(target).path("metadata").toString()).isEqualTo("{\"owner\":\"shop\"}");
        removeBackups();
    }

    @Test
    void aVolumeBecomesAgainWhatItWasAtItsFullBackup() throws Exception {
        metadata(source.volumeId(), Map.of("owner", "shop"));

        run(CinderVolumeRestoreStep.class, Map.of("backup", full, "volumeId", source.volumeId(), "confirm", true));

        assertThat(source.tree().differencesTo(tree(source.volumeId()))).isEmpty();
        assertThat(volume(source.volumeId()).path("metadata").toString()).isEqualTo("{\"owner\":\"shop\"}");
        removeBackups();
    }
}
