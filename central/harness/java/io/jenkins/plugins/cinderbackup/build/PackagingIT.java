package io.jenkins.plugins.cinderbackup.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The finished {@code .hpi}, whose path the build gives as system property {@code hpi}. */
class PackagingIT {
    private static final String NAME = "cinder-snapshot-backup";
    private static final String OUR_JAR = "WEB-INF/lib/" + NAME + ".jar";
    private static final String BUNDLED = "WEB-INF/lib/openstack4j-core-3.12.jar";
    private static final String OURS = "io/jenkins/plugins/cinderbackup/";

    private final Path hpi = Path.of(System.getProperty("hpi"));

    @Test
    void ourJarAndOpenstack4jAreAllThatIsBundled() throws IOException {
        assertThat(files(hpi)).containsExactlyInAnyOrder("META-INF/MANIFEST.MF", OUR_JAR, BUNDLED);
    }

    @Test
    void ourJarHoldsNoClassButOurOwn() throws IOException {
        List<String> classes =
                ourFiles().stream().filter(name -> name.endsWith(".class")).toList();
        assertThat(classes).isNotEmpty().allSatisfy(name -> assertThat(name).startsWith(OURS));
        assertThat(classes).noneSatisfy(name -> assertThat(name).startsWith(OURS + "central/"));
    }

    @Test
    void ourJarHoldsTheDescriptionThatThePluginManagerShows() throws IOException {
        assertThat(ourFiles()).contains("index.jelly");
    }

    /** XStream refuses classes of a jar without Short-Name and version: a job's configuration would lose them. */
    @Test
    void bothManifestsSayTheSame() throws IOException {
        Map<String, String> outer = attributes(manifest(hpi));
        Map<String, String> inner = attributes(ourManifest());
        outer.remove("Ant-Version"); // what Ant adds of itself
        assertThat(inner).isEqualTo(outer).isNotEmpty();
    }

    @Test
    void theManifestSaysWhatJenkinsReads() throws IOException {
        assertThat(attributes(manifest(hpi)))
                .containsEntry("Short-Name", NAME)
                .containsEntry("Long-Name", "Cinder Snapshot Backup")
                .containsEntry("Group-Id", "io.jenkins.plugins")
                .containsEntry("Artifact-Id", NAME)
                .containsEntry("Hudson-Version", "2.541.3")
                .containsEntry("Jenkins-Version", "2.541.3")
                .containsEntry("Support-Dynamic-Loading", "true")
                .containsEntry("Plugin-License-Name", "MIT License")
                .containsEntry("Plugin-License-Url", "https://opensource.org/licenses/MIT")
                .hasEntrySatisfying(
                        "Plugin-Version", version -> assertThat(version).matches("\\d.*"));
    }

    /** As the standard build writes them; Jenkins asks for no other Java than its own. */
    @Test
    void theManifestsTitlesAreThePluginsName() throws IOException {
        for (Manifest manifest : List.of(manifest(hpi), ourManifest())) {
            assertThat(attributes(manifest))
                    .containsEntry("Specification-Title", "Cinder Snapshot Backup")
                    .containsEntry("Implementation-Title", "Cinder Snapshot Backup")
                    .containsEntry(
                            "Implementation-Version", attributes(manifest).get("Plugin-Version"))
                    .doesNotContainKey("Minimum-Java-Version");
        }
    }

    @Test
    void theManifestNamesThePluginsThatBringWhatIsNotBundled() throws IOException {
        String dependencies = attributes(manifest(hpi)).get("Plugin-Dependencies");
        assertThat(Arrays.stream(dependencies.split(",")).map(dependency -> dependency.replaceFirst(":\\d.+$", "")))
                .containsExactlyInAnyOrder(
                        "credentials",
                        "jackson2-api",
                        "kubernetes-client-api",
                        "plain-credentials",
                        "structs",
                        "workflow-api",
                        "workflow-step-api");
    }

    private static List<String> files(Path archive) throws IOException {
        try (JarFile jar = new JarFile(archive.toFile())) {
            return jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .toList();
        }
    }

    private static Manifest manifest(Path archive) throws IOException {
        try (JarFile jar = new JarFile(archive.toFile())) {
            return jar.getManifest();
        }
    }

    private List<String> ourFiles() throws IOException {
        try (JarInputStream jar = ourJar()) {
            List<String> names = new ArrayList<>();
            for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                names.add(entry.getName());
            }
            return names;
        }
    }

    private Manifest ourManifest() throws IOException {
        try (JarInputStream jar = ourJar()) {
            return jar.getManifest();
        }
    }

    private JarInputStream ourJar() throws IOException {
        try (JarFile outer = new JarFile(hpi.toFile())) {
            byte[] bytes = outer.getInputStream(outer.getEntry(OUR_JAR)).readAllBytes();
            return new JarInputStream(new ByteArrayInputStream(bytes));
        }
    }

    private static Map<String, String> attributes(Manifest manifest) {
        Attributes main = manifest.getMainAttributes();
        return main.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().toString(), entry -> (String) entry.getValue()));
    }
}
