package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.model.Result;
import io.jenkins.plugins.cinderbackup.headless.HeadlessCredentials;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.simulator.kubernetes.Faults;
import io.jenkins.plugins.cinderbackup.simulator.openstack.Fault;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No secret in what is printed, logged at the finest, kept, shown, thrown or sent as an object's description, however the run ends, and not even where a
 * server or restic itself quotes it.
 */
@Timeout(180)
class SecretCanaryStepTest {
    private static final String ALL =
            OpenstackSimulator.PASSWORD + " and " + StepWorld.TOKEN + " and " + StepWorld.REPOSITORY_PASSWORD;

    private final SecretWatch watch = new SecretWatch();

    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private HeadlessRun build;
    private HeadlessStep step;

    @BeforeEach
    void start() throws Exception {
        build = world.build();
    }

    @AfterEach
    void stop() {
        watch.close();
    }

    /** @param phase where the run fails, or null if it is only unstable */
    record Trouble(String phase, Consumer<StepWorld> cause) {
        @Override
        public String toString() {
            return phase;
        }
    }

    static Stream<Trouble> troubles() {
        String json = "{\"forbidden\": {\"code\": 403, \"message\": \"Not with " + ALL + "\"}}";
        return Stream.of(
                new Trouble(
                        "Pending",
                        w -> w.site.openstack()
                                .fail(Fault.on("GET", "/limits")
                                        .answers(403, json)
                                        .always())),
                new Trouble(
                        "CreatingSnapshot",
                        w -> w.site.openstack()
                                .fail(Fault.on("POST", "/snapshots$")
                                        .answers(403, json)
                                        .always())),
                new Trouble(
                        "CreatingVolume",
                        w -> w.site.openstack()
                                .fail(Fault.on("POST", "/volumes$")
                                        .answers(403, json)
                                        .always())),
                new Trouble(
                        "CreatingPVC",
                        w -> w.site.kubernetes()
                                .faults()
                                .on(
                                        "POST",
                                        "/persistentvolumes(\\?fieldManager=[^&]*)?$",
                                        9,
                                        Faults.status(403, "Forbidden", "Not with " + ALL))),
                new Trouble(
                        "Backup",
                        w -> w.resticSays("backup", 1, "Fatal: $RESTIC_PASSWORD does not open $RESTIC_REPOSITORY")));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void noSecretIsSeenAfterAFailureThatQuotesIt(Trouble trouble) throws Exception {
        trouble.cause().accept(world);
        step = world.start(world.arguments(), build);

        Throwable failure = step.failure(LONG);

        assertThat(failure)
                .hasMessageStartingWith("Backup failed in " + trouble.phase())
                .hasMessageContaining("****");
        watch.addWithCauses(failure);
        watch.assertNoSecret(world, build, step);
    }

    @Test
    void noSecretIsSeenAfterASuccessNorInWhatTheClusterAndTheCloudHaveMeanwhile() throws Exception {
        world.site.repositories().hold("shop");
        step = world.start(world.arguments(), build);
        await().atMost(LONG)
                .until(() -> world.site.kubernetes().list("pods").stream()
                        .anyMatch(pod -> pod.at("/status/phase").asText().equals("Running")));
        for (String kind :
                List.of("pods", "jobs", "persistentvolumeclaims", "persistentvolumes", "secrets", "events")) {
            world.site.kubernetes().list(kind).forEach(object -> watch.add(withoutData(object)));
        }
        world.site.openstack().volumes().forEach(volume -> watch.add(volume.toString()));
        world.site.openstack().snapshots().forEach(snapshot -> watch.add(snapshot.toString()));
        ProcessHandle.current()
                .descendants()
                .forEach(process -> watch.add(process.info().commandLine().orElse("") + argumentsOf(process.pid())));
        assertThat(watch.texts()).anyMatch(text -> text.contains("backup") && text.contains("--host=shop-db"));
        watch.assertNoSecret(world, build, step);
        world.site.repositories().release("shop");

        watch.add(String.valueOf(step.await(LONG)));
        watch.assertNoSecret(world, build, step);
        assertThat(watch.logged()).as("the libraries have logged").anyMatch(line -> line.startsWith("io.fabric8"));
    }

    @Test
    void whatLooksLikeAVariableOfThePodIsTakenAsItIsWritten() throws Exception {
        List<String> variables =
                List.of("RESTIC_PASSWORD", "RESTIC_REPOSITORY", "AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID");
        String all = String.join(
                " ", variables.stream().map(name -> "$(" + name + ")").toList());
        Files.createDirectories(world.content.resolve(all));
        Files.writeString(world.content.resolve(all).resolve("kept"), "text");
        Files.writeString(world.content.resolve(all).resolve("a$$b"), "text");
        Map<String, Object> arguments = world.arguments();
        Map<String, Object> repository = world.repository();
        repository.put("url", world.site.repositories().url("$(RESTIC_PASSWORD)"));
        arguments.put("repository", repository);
        arguments.put("host", all);
        arguments.put("tags", List.of(all, "a$$b"));
        arguments.put("paths", List.of("/" + all));
        arguments.put("exclude", List.of("a$$b", "not " + all));
        arguments.put("retention", Map.of("keepLast", 1, "keepTags", List.of(all)));
        step = world.start(arguments, build);

        Map<?, ?> returned = (Map<?, ?>) step.await(LONG);

        assertThat(step.consoleText()).contains("Retention: 1 restic snapshot kept");
        assertThat(returned.get("filesNew")).as("but not what is excluded").isEqualTo(1L);
        JsonNode snapshot = world.snapshots("$(RESTIC_PASSWORD)").get(0);
        assertThat(snapshot.path("hostname").asText()).isEqualTo(all);
        assertThat(snapshot.path("tags").toString()).contains(all, "a$$b");
        assertThat(snapshot.path("paths").toString()).contains("/data/" + all);
        watch.add(snapshot.toString());
        watch.assertNoSecret(world, build, step);
    }

    @Test
    void noSecretIsSeenAfterARetentionThatQuotesIt() throws Exception {
        world.resticSays("forget", 1, "Fatal: $RESTIC_PASSWORD does not open $RESTIC_REPOSITORY");
        Map<String, Object> arguments = world.arguments();
        arguments.put("retention", Map.of("keepLast", 1));
        step = world.start(arguments, build);

        watch.add(String.valueOf(step.await(LONG)));

        assertThat(build.getResult()).isEqualTo(Result.UNSTABLE);
        watch.add(step.warning().getMessage());
        watch.assertNoSecret(world, build, step);
    }

    @Test
    void noSecretIsSeenAfterACleanUpThatIsRefusedWithIt() throws Exception {
        world.site
                .openstack()
                .fail(Fault.on("DELETE", "/volumes/")
                        .answers(403, "{\"forbidden\": {\"message\": \"Not with " + ALL + "\"}}")
                        .always());
        Map<String, Object> arguments = world.arguments();
        arguments.put("cleanup", Map.of("timeout", 3));
        step = world.start(arguments, build);

        watch.add(String.valueOf(step.await(LONG)));

        assertThat(build.getResult()).isEqualTo(Result.UNSTABLE);
        watch.assertNoSecret(world, build, step);
    }

    @Test
    void noSecretIsSeenAfterARestoreNorAfterOneThatQuotesIt() throws Exception {
        world.run(world.arguments());
        Map<String, Object> arguments = world.restoration();
        arguments.put("from", "repository");
        step = world.restore(arguments, build);
        watch.add(String.valueOf(step.await(LONG)));
        watch.assertNoSecret(world, build, step);

        world.resticSays("restore", 1, "Fatal: $RESTIC_PASSWORD does not open $RESTIC_REPOSITORY");
        arguments.put("to", Map.of("pvc", "another"));
        step = world.restore(arguments, build);
        Throwable failure = step.failure(LONG);

        assertThat(failure).hasMessageStartingWith("Restore failed in Restore").hasMessageContaining("****");
        watch.addWithCauses(failure);
        watch.assertNoSecret(world, build, step);
    }

    @Test
    void noSecretIsSeenAfterAnAbort() throws Exception {
        world.site.repositories().hold("shop");
        step = world.start(world.arguments(), build);
        await().atMost(LONG).until(() -> step.status() != null && step.status().endsWith("Backup"));

        step.stop(
                new FlowInterruptedException(Result.ABORTED, true, new CauseOfInterruption.UserInterruption("alice")));

        watch.addWithCauses(step.failure(LONG));
        world.site.repositories().release("shop");
        watch.assertNoSecret(world, build, step);
    }

    @Test
    void noSecretOfAFileIsSeenWhereResticPrintsItsEnvironment() throws Exception {
        world.jenkins.add(HeadlessCredentials.file("cloud", """
                export OS_AUTH_URL=%s
                export OS_APPLICATION_CREDENTIAL_ID=%s
                export OS_APPLICATION_CREDENTIAL_SECRET='%s'
                export OS_REGION_NAME=%s
                """.formatted(
                        world.site.openstack().authUrl(),
                        OpenstackSimulator.APPLICATION_CREDENTIAL,
                        OpenstackSimulator.APPLICATION_SECRET,
                        OpenstackSimulator.REGION)));
        world.jenkins.add(HeadlessCredentials.file(
                "cluster", """
                current-context: main
                contexts: [{name: main, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: '%s'}}]
                users: [{name: u, user: {token: '%s'}}]
                """.formatted(world.site.kubernetes().url(), StepWorld.TOKEN)));
        world.jenkins.add(HeadlessCredentials.file(
                "backup-server",
                "AWS_ACCESS_KEY_ID=AKIAEXAMPLE\nAWS_SECRET_ACCESS_KEY=\"" + SecretWatch.S3_KEY + "\"\n"));
        world.resticSays("backup", 1, "Fatal: $AWS_SECRET_ACCESS_KEY and $RESTIC_PASSWORD are wrong");
        Map<String, Object> arguments = world.arguments();
        Map<String, Object> repository = world.repository();
        repository.put("url", "s3:http://127.0.0.1:1/bucket");
        arguments.put("repository", repository);
        step = world.start(arguments, build);

        Throwable failure = step.failure(LONG);

        assertThat(failure).hasMessageContaining("Fatal: **** and **** are wrong");
        watch.addWithCauses(failure);
        watch.assertNoSecret(world, build, step);
    }

    /** Go writes these characters as escapes in JSON, build.xml as entities. */
    @Test
    void noPasswordIsSeenWhoseCharactersResticEscapes() throws Exception {
        world.jenkins.add(HeadlessCredentials.text("restic-password", SecretWatch.ESCAPED));
        world.resticSays(
                "backup",
                1,
                "{\"message_type\":\"exit_error\",\"code\":1,\"message\":\"Fatal: "
                        + SecretWatch.jsonOfGo(SecretWatch.ESCAPED) + " is wrong\"}");
        step = world.start(world.arguments(), build);

        Throwable failure = step.failure(LONG);

        assertThat(failure).hasMessageContaining("Fatal: **** is wrong");
        watch.addWithCauses(failure);
        watch.assertNoSecret(world, build, step);
    }

    @Test
    void noPasswordIsSeenThatResticQuotesAfterARestart() throws Exception {
        world.site.kubernetes().node().unschedulable("0/1 nodes are available");
        world.resticSays("backup", 1, "Fatal: $RESTIC_PASSWORD does not open $RESTIC_REPOSITORY");
        step = world.start(world.arguments(), build);
        await().atMost(LONG).until(() -> !world.site.kubernetes().list("pods").isEmpty());
        byte[] stored = step.store();
        world.restart();
        step.resume(stored);
        world.site.kubernetes().node().unschedulable("");

        Throwable failure = step.failure(LONG);

        assertThat(failure).hasMessageContaining("Fatal: **** does not open rest:http://****@");
        watch.addWithCauses(failure);
        watch.assertNoSecret(world, build, step);
    }

    /** With such a password a good backup was once taken for one of 0 files. */
    @ParameterizedTest
    @ValueSource(strings = {"total", "snapshot_id", "summary"})
    void aPasswordThatIsAWordOfResticsAnswersSpoilsNoBackup(String password) throws Exception {
        world.site.repositories().wipe("shop");
        world.jenkins.add(HeadlessCredentials.text("restic-password", password));

        Map<String, Object> returned = world.run(world.arguments());

        assertThat(returned).containsEntry("result", "SUCCESS");
        assertThat((long) returned.get("filesNew")).isGreaterThanOrEqualTo(StepWorld.FILES);
    }

    @Test
    void aClientKeyThatCannotBeReadIsNotQuoted() throws Exception {
        String pem = "-----BEGIN PRIVATE KEY-----\n" + SecretWatch.CLIENT_KEY + "\n-----END PRIVATE KEY-----\n";
        String certificate = "-----BEGIN CERTIFICATE-----\n" + SecretWatch.CLIENT_KEY + "\n-----END CERTIFICATE-----\n";
        world.jenkins.add(HeadlessCredentials.file("cluster", """
                current-context: main
                contexts: [{name: main, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: '%s'}}]
                users: [{name: u, user: {client-certificate-data: '%s', client-key-data: '%s'}}]
                """.formatted(
                        world.site.kubernetes().url(), SecretWatch.base64(certificate), SecretWatch.base64(pem))));
        step = world.start(world.arguments(), build);

        watch.addWithCauses(step.failure(LONG));

        watch.assertNoSecret(world, build, step);
    }

    /** A Secret's data are where the values must be; all else of it is for everybody who may list. */
    private static String withoutData(ObjectNode object) {
        ObjectNode open = object.deepCopy();
        open.remove(List.of("data", "stringData"));
        return open.toString();
    }

    private static String argumentsOf(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ');
        } catch (java.io.IOException ended) {
            return "";
        }
    }
}
