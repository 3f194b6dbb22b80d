package io.jenkins.plugins.cinderbackup.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.cinderbackup.files.SampleFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stays in a real repository after backups that are not sound, with the oldest restic and the newest. */
@Real
class RealRetentionTest {
    @RegisterExtension
    private final FreshSite fresh = new FreshSite();

    @ParameterizedTest
    @MethodSource("io.jenkins.plugins.cinderbackup.real.RealResticVersionsTest#versions")
    void whatIsNotSoundTakesThePlaceOfNothingAndGoesInTheEnd(String version) throws Exception {
        RealSite.Source source = fresh.site().source("db", "ext4", root -> SampleFiles.fill(folder(root, "a"), 20, 1));
        change(source, root -> SampleFiles.fill(folder(root, "b"), 5, 2));
        Map<String, Object> arguments = fresh.jenkins().arguments("db");
        arguments.put("job", Map.of("image", "localhost/restic:" + version));
        arguments.put("retention", Map.of("keepLast", 1));
        arguments.put("paths", List.of("/a", "/b"));
        String sound = id("SUCCESS", fresh.jenkins().run(arguments));

        change(source, root -> move(root.resolve("b"), root.resolve("away")));
        String incomplete = id("UNSTABLE", fresh.jenkins().run(arguments));
        assertThat(ids("src:")).containsExactly(sound);
        assertThat(ids("unsound:")).containsExactly(incomplete);

        change(source, root -> move(root.resolve("away"), root.resolve("b")));
        String last = id("SUCCESS", fresh.jenkins().run(arguments));
        assertThat(ids("src:")).containsExactly(last);
        assertThat(ids("unsound:")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.jenkins.plugins.cinderbackup.real.RealResticVersionsTest#versions")
    void aSnapshotOfNothingIsTakenOut(String version) throws Exception {
        fresh.site().source("db", "ext4", root -> folder(root, "empty"));
        Map<String, Object> arguments = fresh.jenkins().arguments("db");
        arguments.put("job", Map.of("image", "localhost/restic:" + version));

        assertThat(fresh.jenkins().start(arguments).failure(RealJenkins.LIMIT))
                .hasMessageContaining("The backup is empty");

        assertThat(ids("src:")).isEmpty();
    }

    private static String id(String result, Map<String, Object> returned) {
        assertThat(returned).as("%s", returned.get("warnings")).containsEntry("result", result);
        return ((String) returned.get("resticSnapshotId")).substring(0, 8);
    }

    /** What has this beginning of the source's tag. */
    private List<String> ids(String beginning) throws IOException {
        String tag = beginning + "real/" + fresh.site().namespace() + "/db";
        return new ObjectMapper()
                .readTree(fresh.jenkins().restic().run("snapshots", "--json", "--tag", tag))
                .findValuesAsText("short_id");
    }

    private static void change(RealSite.Source source, Consumer<Path> change) {
        try (VolumeMount mount = VolumeMount.open(source.volumeId())) {
            change.accept(mount.root());
            mount.sync();
        }
    }

    private static Path folder(Path root, String name) {
        try {
            return Files.createDirectory(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
