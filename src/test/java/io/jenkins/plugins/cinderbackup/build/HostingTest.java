package io.jenkins.plugins.cinderbackup.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** What the Jenkins project asks of a plugin that it hosts: the verifiers in jenkins-infra/repository-permissions-updater, of August 2026. */
class HostingTest {
    private static final Path ROOT = ProjectFolder.root();
    private static final String REPOSITORY = "jenkinsci/cinder-snapshot-backup-plugin";

    @Test
    void thePomSaysWhatAndWhereThePluginIs() throws Exception {
        assertThat(pom("groupId")).isEqualTo("io.jenkins.plugins");
        assertThat(pom("artifactId") + "-plugin").isEqualTo(REPOSITORY.replace("jenkinsci/", ""));
        assertThat(pom("artifactId")).hasSizeLessThan(37).isLowerCase();
        assertThat(pom("name")).isNotEmpty().doesNotContainIgnoringCase("jenkins");
        assertThat(pom("properties/gitHubRepo")).isEqualTo(REPOSITORY);
        assertThat(pom("url")).isEqualTo("https://github.com/${gitHubRepo}");
        assertThat(pom("licenses/license/name")).isEqualTo("MIT License");
        assertThat(pom("scm/connection")).isEqualTo("scm:git:https://github.com/${gitHubRepo}");
        assertThat(pom("scm/developerConnection")).isEqualTo("scm:git:https://github.com/${gitHubRepo}");
        assertThat(pom("scm/url")).startsWith("https://");
        assertThat(pom("scm/tag")).isEqualTo("${scmTag}");
        assertThat(nodes("developers").getLength())
                .as("developers are known to the update site")
                .isZero();
    }

    @Test
    void theVersionIsCountedFromTheCommits() throws Exception {
        assertThat(pom("version")).isEqualTo("${changelist}");
        assertThat(pom("properties/changelist")).isEqualTo("999999-SNAPSHOT");
        assertThat(Files.readAllLines(ROOT.resolve(".mvn/maven.config"))).contains("-Dchangelist.format=%d.v%s");
        assertThat(read(".mvn/extensions.xml")).contains("git-changelist-maven-extension");
        assertThat(read(".github/workflows/cd.yaml")).contains("maven-cd.yml@");
        assertThat(ROOT.resolve(".github/release-drafter.yml"))
                .as("cd.yaml drafts the notes")
                .doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ban-commons-lang-2",
                "ban-deprecated-stapler",
                "ban-junit4-imports",
                "banObsoleteDependencyOverrides",
                "spotless.check"
            })
    void noCheckOfTheParentIsLeftOut(String check) throws Exception {
        assertThat(pom("properties/" + check + ".skip")).isEqualTo("false");
    }

    /** Else a finding is seen for the first time where the Jenkins repository can be reached. */
    @ParameterizedTest
    @ValueSource(strings = {"spotbugs-maven-plugin", "maven-enforcer-plugin", "spotless-maven-plugin"})
    void theCentralBuildRunsTheParentsChecksThatItCanHave(String check) throws Exception {
        String plugin = "build/plugins/plugin[artifactId='" + check + "']";
        assertThat(central(plugin + "/executions/execution/goals/goal")).isIn("check", "enforce");
        assertThat(read("central/pom.xml")).doesNotContain("<skip>", ".skip>", "<failOnError>", "<fail>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "disabledTestInjection",
                "spotbugs.skip",
                "access-modifier-checker.skip",
                "maven.compiler.release",
                "java.level"
            })
    void nothingOfTheParentIsChangedForTheWorse(String setting) throws Exception {
        assertThat(read("pom.xml")).doesNotContain(setting);
    }

    @Test
    void theBaselineIsOneThatIsTaken() throws Exception {
        assertThat(pom("properties/jenkins.version")).isEqualTo("${jenkins.baseline}.3");
        assertThat(pom("dependencyManagement/dependencies/dependency/artifactId"))
                .isEqualTo("bom-${jenkins.baseline}.x");
        assertThat(pom("properties/hpi.strictBundledArtifacts")).isEqualTo("true");
        assertThat(read("Jenkinsfile"))
                .contains("buildPlugin(", "jdk: 21", "jdk: 25")
                .doesNotContain("jdk: 17");
    }

    /** The plugins that the baseline's newest BOM of August 2026 has, which the central build cannot ask. */
    @Test
    void bothBuildsNameTheSamePluginsInTheVersionsOfTheBom() throws Exception {
        assertThat(pom("dependencyManagement/dependencies/dependency/version")).isEqualTo("6916.v15ec97679743");
        assertThat(central("properties/plugin.dependencies").split(","))
                .contains("credentials:1511.v2e3cb_0008ef0")
                .extracting(dependency -> dependency.replaceFirst(":.*", ""))
                .containsExactlyInAnyOrderElementsOf(pluginsOfTheStandardBuild());
    }

    private static List<String> pluginsOfTheStandardBuild() throws Exception {
        NodeList names =
                nodes("dependencies/dependency[not(scope)][starts-with(groupId, 'org.jenkins-ci.plugins')]/artifactId");
        return IntStream.range(0, names.getLength())
                .mapToObj(i -> names.item(i).getTextContent())
                .toList();
    }

    @Test
    void theFilesForTheHostAreThere() throws Exception {
        assertThat(Files.readAllLines(ROOT.resolve(".github/CODEOWNERS"))).contains("* @" + REPOSITORY + "-developers");
        assertThat(Files.readAllLines(ROOT.resolve(".gitignore"))).contains("target/", "work/");
        assertThat(ROOT.resolve(".github/dependabot.yml")).isRegularFile();
        assertThat(read(".github/workflows/jenkins-security-scan.yml")).contains("jenkins-security-scan.yaml@");
        assertThat(read("src/main/resources/index.jelly")).hasSizeLessThan(400);
    }

    private static String pom(String path) throws Exception {
        return XPathFactory.newInstance()
                .newXPath()
                .evaluate("/project/" + path, document("pom.xml"))
                .strip();
    }

    private static String central(String path) throws Exception {
        return XPathFactory.newInstance()
                .newXPath()
                .evaluate("/project/" + path, document("central/pom.xml"))
                .strip();
    }

    private static NodeList nodes(String path) throws Exception {
        return (NodeList) XPathFactory.newInstance()
                .newXPath()
                .evaluate("/project/" + path, document("pom.xml"), XPathConstants.NODESET);
    }

    private static Document document(String file) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(ROOT.resolve(file).toFile());
    }

    private static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }
}
