package io.jenkins.plugins.cinderbackup.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.files.SampleFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The step as shipped, from a real Cinder through a real kubelet to a real S3 server, and back. */
@Real
class RealBackupTest {
    private static final int FILES = 3000;

    @TempDir
    private Path temp;

    private RealSite site;
    private RealJenkins jenkins;

    @BeforeEach
    void open() throws Exception {
        site = RealSite.open();
        jenkins = new RealJenkins(site, Files.createDirectory(temp.resolve("home")));
    }

    @AfterEach
    void close() {
        jenkins.close();
        site.close();
    }

    @Test
    void everyFileComesBackAndNothingButTheSnapshotIsLeft() throws Exception {
        RealSite.Source source = site.source("db", "ext4", root -> SampleFiles.fill(root, FILES, 16));

        Map<String, Object> returned = jenkins.run(jenkins.arguments("db"));

        assertThat(returned).containsEntry("result", "SUCCESS").containsEntry("volumeId", source.volumeId());
        assertThat((List<?>) returned.get("leftovers")).isEmpty();
        assertThat(site.leftovers()).containsExactlyInAnyOrderElementsOf(site.retained(source, (String)
                returned.get("cinderSnapshotName")));
        assertThat(jenkins.restic().snapshots()).containsExactly((String) returned.get("resticSnapshotId"));
        assertThat(source.tree().differencesTo(jenkins.restic().restore("latest", temp.resolve("restored"))))
                .isEmpty();
        tell(returned);
    }

    /** For the summary of {@code ./dev real}. */
    private static void tell(Map<String, Object> returned) throws Exception {
        String phases = ((Map<?, ?>) returned.get("phases"))
                .entrySet().stream()
                        .map(phase ->
                                String.format("%-18s %6.1f s%n", phase.getKey(), (Long) phase.getValue() / 1000.0))
                        .collect(Collectors.joining());
        Files.writeString(
                Rigs.folder().resolve("phases"),
                phases + String.format("%-18s %6.1f s%n", "in all", (Long) returned.get("durationMillis") / 1000.0));
    }
}
