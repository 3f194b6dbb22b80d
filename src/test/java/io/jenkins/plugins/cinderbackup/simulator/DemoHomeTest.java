package io.jenkins.plugins.cinderbackup.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.build.ProjectFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What `./dev jenkins` starts with; a real Jenkins runs the same jobs in ExamplesJenkinsTest. */
class DemoHomeTest {
    @TempDir
    private Path folder;

    @Test
    void eachExampleIsAJobOfAHomeThatKnowsTheSite() throws Exception {
        Path home = folder.resolve("home");
        try (ConfiguredSite site = new ConfiguredSite(Files.createDirectory(folder.resolve("site")), 1)) {
            Path examples = ProjectFolder.root().resolve("examples");
            List<String> jobs = new DemoHome(home).write(site, examples);
            assertThat(jobs).contains("nightly", "parallel", "pre-upgrade");
            assertThat(Files.readString(home.resolve("jenkins.yaml")))
                    .contains(site.site().kubernetes().url())
                    .as("what the examples need is allowed")
                    .contains("volumeBackupsAllowed: true", "imageAllowed: true");
            assertThat(site.site().openstack().volumes())
                    .as("the server of volume-backup.Jenkinsfile has a boot disk")
                    .anySatisfy(volume -> {
                        assertThat(volume.name()).isEqualTo("boot-of-web");
                        assertThat(volume.status()).isEqualTo("in-use");
                    });
            for (String job : jobs) {
                Path file = home.resolve("jobs").resolve(job).resolve("config.xml");
                String script = DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(file.toFile())
                        .getElementsByTagName("script")
                        .item(0)
                        .getTextContent();
                Path example = examples.resolve(job.equals("nightly") ? "Jenkinsfile" : job + ".Jenkinsfile");
                assertThat(script).isEqualTo(Files.readString(example));
            }
        }
    }
}
