package io.jenkins.plugins.cinderbackup.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a real kubelet does with what a user has written: nothing. It would put the values of the pod's variables in place of their names. */
@Real
class KubeletTrapsTest {
    private static final String PASSWORD = "$(RESTIC_PASSWORD)";
    private static final String KEY = "$(AWS_SECRET_ACCESS_KEY)";

    @RegisterExtension
    private final FreshSite fresh = new FreshSite();

    @Test
    void whatLooksLikeAVariableOfThePodIsTakenAsItIsWritten() throws Exception {
        fresh.site().source("db", "ext4", KubeletTrapsTest::fill);
        Map<String, Object> arguments = arguments();

        HeadlessStep step = fresh.jenkins().start(arguments);

        Map<String, Object> returned = RealJenkins.result(step);
        assertThat(step.consoleText()).contains("/data/missing " + KEY);
        assertTakenAsItIsWritten(step, returned);
    }

    /** Of the user's own Secret the plugin knows no value that it could mask. */
    @Test
    void noValueOfTheUsersOwnSecretIsSeen() throws Exception {
        fresh.site().source("db", "ext4", KubeletTrapsTest::fill);
        fresh.site()
                .cluster()
                .createSecret(
                        fresh.site().backupNamespace(),
                        "keys",
                        Map.of(
                                "RESTIC_PASSWORD", RealJenkins.REPOSITORY_PASSWORD,
                                "AWS_ACCESS_KEY_ID", Rigs.S3.get("RIG_S3_ACCESS_KEY"),
                                "AWS_SECRET_ACCESS_KEY", Rigs.S3.get("RIG_S3_SECRET_KEY")));
        CinderBackupConfiguration.get().setClusters(List.of(fresh.jenkins().cluster(Map.of("secretRefAllowed", true))));
        Map<String, Object> arguments = arguments();
        arguments.put("repository", Map.of("url", fresh.site().bucket().repository("shop"), "secretRef", "keys"));

        HeadlessStep step = fresh.jenkins().start(arguments);

        Map<String, Object> returned = RealJenkins.result(step);
        assertThat(step.consoleText()).contains("/data/missing " + KEY);
        assertTakenAsItIsWritten(step, returned);
    }

    private Map<String, Object> arguments() {
        Map<String, Object> arguments = fresh.jenkins().arguments("db");
        arguments.put("host", PASSWORD);
        arguments.put("tags", List.of(PASSWORD, KEY));
        arguments.put("paths", List.of("/" + PASSWORD, "/missing " + KEY));
        arguments.put("exclude", List.of("a$$b"));
        return arguments;
    }

    private void assertTakenAsItIsWritten(HeadlessStep step, Map<String, Object> returned) throws IOException {
        String listing = fresh.jenkins().restic().run("snapshots", "--json");
        JsonNode snapshot = new ObjectMapper().readTree(listing).path(0);
        assertThat(snapshot.path("hostname").asText()).isEqualTo(PASSWORD);
        assertThat(snapshot.path("tags").toString()).contains(PASSWORD, KEY);
        assertThat(snapshot.path("paths").toString()).contains("/data/" + PASSWORD);
        assertThat(fresh.jenkins().restic().run("ls", (String) returned.get("resticSnapshotId")))
                .contains("/data/" + PASSWORD + "/a$b")
                .doesNotContain("a$$b");
        assertThat(listing + step.consoleText())
                .doesNotContain(RealJenkins.REPOSITORY_PASSWORD, Rigs.S3.get("RIG_S3_SECRET_KEY"));
    }

    private static void fill(Path root) {
        try {
            Path folder = Files.createDirectory(root.resolve(PASSWORD));
            Files.writeString(folder.resolve("a$b"), "kept");
            Files.writeString(folder.resolve("a$$b"), "excluded");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
