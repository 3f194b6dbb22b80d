package io.jenkins.plugins.cinderbackup.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.files.FileTree;
import io.jenkins.plugins.cinderbackup.files.SampleFiles;
import io.jenkins.plugins.cinderbackup.headless.HeadlessCredentials;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The oldest restic that is supported, Debian's, and the newest: alone, and on each other's repositories. */
@Real
class RealResticVersionsTest {
    private static final String PREFIX = "localhost/restic:";
    static final String DEBIANS = "debian";

    @RegisterExtension
    private final FreshSite fresh = new FreshSite();

    static Stream<String> versions() {
        return Stream.of(DEBIANS, newest());
    }

    static Stream<Arguments> pairs() {
        return Stream.of(Arguments.of(DEBIANS, newest()), Arguments.of(newest(), DEBIANS));
    }

    private static String newest() {
        return Stream.of(Rigs.KUBERNETES.get("RIG_IMAGES_RESTIC").split(","))
                .map(image -> image.substring(PREFIX.length()))
                .filter(version -> !version.equals(DEBIANS))
                .max(Comparator.comparing(Version::parse))
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void theRepositoryOfOneIsContinuedAndReadByTheOther(String one, String other) throws Exception {
        RealSite.Source source = fresh.site().source("db", "ext4", root -> SampleFiles.fill(root, 300, 2));

        Map<String, Object> first = fresh.jenkins().run(arguments(one));
        assertReadable(one, source.tree(), first);
        fresh.assertNothingLeftBut(source, first);
        assertReadable(other, source.tree(), first);

        FileTree changed;
        try (VolumeMount mount = VolumeMount.open(source.volumeId())) {
            SampleFiles.change(mount.root(), 7);
            mount.sync();
            changed = ResticClient.withoutLostAndFound(FileTree.of(mount.root()));
        }
        Map<String, Object> second = fresh.jenkins().run(arguments(other));
        assertThat(second).containsEntry("filesChanged", 20L).containsEntry("filesNew", 16L);
        fresh.assertNothingLeftBut(source, second);
        assertReadable(other, changed, second);
        assertReadable(one, changed, second);
        assertThat(client(one).snapshots()).hasSize(2).isEqualTo(client(other).snapshots());
    }

    @ParameterizedTest
    @MethodSource("versions")
    void aWrongPasswordIsNamedAndNothingIsLeft(String version) throws Exception {
        fresh.site().source("db", "ext4", root -> SampleFiles.fill(root, 20, 1));
        client(DEBIANS).run("init");
        fresh.jenkins().controller().add(HeadlessCredentials.text("wrong", "not the password"));

        HeadlessStep step = fresh.jenkins().start(withRepository(version, "passwordCredentialsId", "wrong"));

        assertThat(step.failure(RealJenkins.LIMIT)).hasMessageContaining("does not open with this password");
        assertThat(fresh.site().leftovers()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void aRepositoryThatIsNotThereAndMustNotBeMadeIsNamedAndNothingIsLeft(String version) throws Exception {
        fresh.site().source("db", "ext4", root -> SampleFiles.fill(root, 20, 1));

        HeadlessStep step = fresh.jenkins().start(withRepository(version, "create", false));

        assertThat(step.failure(RealJenkins.LIMIT)).hasMessageContaining("There is no restic repository at");
        assertThat(fresh.site().leftovers()).isEmpty();
    }

    private Map<String, Object> arguments(String version) {
        Map<String, Object> arguments = fresh.jenkins().arguments("db");
        arguments.put("job", Map.of("image", PREFIX + version));
        return arguments;
    }

    private Map<String, Object> withRepository(String version, String field, Object value) {
        Map<String, Object> arguments = arguments(version);
        Map<String, Object> repository = new LinkedHashMap<>();
        ((Map<?, ?>) arguments.get("repository")).forEach((name, set) -> repository.put((String) name, set));
        repository.put(field, value);
        arguments.put("repository", repository);
        return arguments;
    }

    private ResticClient client(String version) {
        String program = version.equals(DEBIANS)
                ? "/usr/bin/restic"
                : Path.of(Rigs.KUBERNETES.get("RIG_RESTIC"))
                        .resolveSibling("restic-" + version)
                        .toString();
        return new ResticClient(program, fresh.site().bucket().repository("shop"), RealJenkins.REPOSITORY_PASSWORD);
    }

    private void assertReadable(String version, FileTree tree, Map<String, Object> returned) {
        FreshSite.assertSucceeded(returned);
        ResticClient client = client(version);
        assertThat(client.run("version")).startsWith("restic " + (version.equals(DEBIANS) ? "0.14" : version));
        client.run("check", "--read-data");
        assertThat(tree.differencesTo(FileTree.of(fresh.restore(client, (String) returned.get("resticSnapshotId")))))
                .isEmpty();
    }
}
