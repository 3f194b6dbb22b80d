package io.jenkins.plugins.cinderbackup.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.files.SampleFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One backup where Ceph and Kubernetes take their time: the other tests have set their intervals short. */
@Real
@Tag("true-defaults")
class TrueDefaultsTest {
    /** How often Kubernetes' binder looks again by itself. */
    private static final long RESYNC_MILLIS = 15_000;

    @Test
    void theClaimIsBoundWithoutWaitingForTheBindersNextRound(@TempDir Path temp) throws Exception {
        try (RealSite site = RealSite.open();
                RealJenkins jenkins = new RealJenkins(site, Files.createDirectory(temp.resolve("home")))) {
            RealSite.Source source = site.source("db", "ext4", root -> SampleFiles.fill(root, 300, 2));

            Map<String, Object> returned = jenkins.run(jenkins.arguments("db"));

            assertThat(returned).containsEntry("result", "SUCCESS");
            assertThat((Long) ((Map<?, ?>) returned.get("phases")).get("CreatingPVC"))
                    .isLessThan(RESYNC_MILLIS / 2);
            assertThat(site.leftovers()).containsExactlyInAnyOrderElementsOf(site.retained(source, (String)
                    returned.get("cinderSnapshotName")));
            assertThat(source.tree().differencesTo(jenkins.restic().restore("latest", temp.resolve("restored"))))
                    .isEmpty();
        }
    }
}
