package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.Result;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.page.RunRecord;
import io.jenkins.plugins.cinderbackup.page.RunResultAction;
import io.jenkins.plugins.cinderbackup.simulator.openstack.Fault;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What others write (file names, messages of servers, events, names of jobs) can neither start a line, nor colour it, nor hide in it. */
@Timeout(120)
class InjectionStepTest {
    /** A new line, a colour, a hidden console note, an 8-bit control, Unicode's own line ends, and a turn of the reading direction. */
    private static final String EVIL =
            "x\n[Pipeline] forged\r\u001b[31mred\u001b[8mha:////AAAA\u001b[0m\u009b1m\u0085\u2028\u2029\u202egpj\u2066\u0000";

    private static final String CONTROLS = "[\\p{Cc}\\p{Cf}\\u2028\\u2029&&[^\\n]]";

    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private HeadlessRun build;

    @BeforeEach
    void start() throws Exception {
        build = world.build();
    }

    @Test
    void namesOfFilesAndWordsOfRestic() throws Exception {
        String name = json("/data/" + EVIL);
        world.resticSays("backup", 3, """
                {"message_type":"error","error":{"message":%s},"during":"archival","item":%s}
                %s does not exist, skipping
                {"message_type":"summary","files_new":1,"total_files_processed":1,"total_bytes_processed":1,"snapshot_id":"0123456789abcdef"}
                """.formatted(
                json(EVIL), name, "/data/" + EVIL.replace("\n", "").replace("\0", "")).strip());
        HeadlessStep step = world.start(world.arguments(), build);

        Object returned = step.await(LONG);

        assertThat(build.getResult()).isEqualTo(Result.UNSTABLE);
        assertThat(returned.toString())
                .contains("could not be read", "gpj")
                .doesNotContainPattern(CONTROLS)
                .doesNotContain("\n");
        assertThat(step.warning().getMessage()).doesNotContainPattern(CONTROLS);
        assertHarmless(step);
    }

    @Test
    void theWordsOfAResticThatFails() throws Exception {
        world.resticSays(
                "backup", 1, "{\"message_type\":\"exit_error\",\"code\":1,\"message\":" + json("Fatal: " + EVIL) + "}");
        assertFailsHarmlessly("Fatal: ");
    }

    @Test
    void theWordsOfCinder() throws Exception {
        world.site
                .openstack()
                .fail(Fault.on("POST", "/snapshots$")
                        .answers(
                                403,
                                "{\"forbidden\": {\"message\": " + json("no " + EVIL) + "}}",
                                Map.of("X-Openstack-Request-Id", "req-\u009b31m")));
        assertFailsHarmlessly("no x");
    }

    @Test
    void theWordsOfAnAdmissionWebhook() throws Exception {
        world.site.kubernetes().access().reject("pods", pod -> true, "violates " + EVIL);
        Map<String, Object> arguments = world.arguments();
        arguments.put("job", Map.of("startTimeout", 2));
        assertFailsHarmlessly("violates x", arguments);
    }

    @Test
    void theWordsOfTheSchedulersEvents() throws Exception {
        world.site.kubernetes().node().unschedulable("0/3 nodes " + EVIL);
        Map<String, Object> arguments = world.arguments();
        arguments.put("job", Map.of("startTimeout", 2));
        assertFailsHarmlessly("0/3 nodes x", arguments);
    }

    @Test
    void theNameOfAJobGoesNeitherIntoAPathNorIntoALine() throws Exception {
        build = world.jenkins.job("../../etc/\u202enightly \u001b[31m").build();
        HeadlessStep step = world.start(world.arguments(), build);

        assertThat(((Map<?, ?>) step.await(LONG)).get("result")).isEqualTo("SUCCESS");

        assertHarmless(step);
        try (var files = java.nio.file.Files.list(world.home.resolve("cinder-snapshot-backup/history"))) {
            assertThat(files)
                    .singleElement()
                    .satisfies(file -> assertThat(file.getFileName().toString()).matches("[0-9a-f-]+\\.json"));
        }
        assertThat(world.temp.resolve("etc")).doesNotExist();
        assertThat(world.site.openstack().snapshots())
                .isNotEmpty()
                .allSatisfy(snapshot ->
                        assertThat(snapshot.toString()).matches("\\p{ASCII}*").doesNotContainPattern("\\p{Cc}"));
    }

    private void assertFailsHarmlessly(String words) throws Exception {
        assertFailsHarmlessly(words, world.arguments());
    }

    private void assertFailsHarmlessly(String words, Map<String, Object> arguments) throws Exception {
        HeadlessStep step = world.start(arguments, build);

        Throwable failure = step.failure(LONG);

        // Jenkins prints it as it is; its own lines are those of the hints
        assertThat(failure.getMessage())
                .contains(words)
                .doesNotContainPattern(CONTROLS)
                .doesNotContainPattern("\\n\\[Pipeline]");
        assertThat(step.consoleText()).contains(words);
        assertHarmless(step);
    }

    private void assertHarmless(HeadlessStep step) throws Exception {
        assertThat(step.consoleText()).doesNotContainPattern(CONTROLS);
        assertThat(step.consoleText().split("\n")).allMatch(line -> line.startsWith("[cinder-backup shop/db] "));
        RunRecord backup = build.getAction(RunResultAction.class).getRecord();
        assertThat(new ObjectMapper()
                        .readTree(new ObjectMapper().writeValueAsString(backup))
                        .findValues("warnings"))
                .isNotEmpty()
                .allSatisfy(warnings ->
                        warnings.forEach(warning -> assertThat(warning.asText()).doesNotContainPattern(CONTROLS)));
        assertThat(backup.getWarnings().toString() + backup.getLeftovers()).doesNotContainPattern(CONTROLS);
        if (backup.getFailure() != null) {
            assertThat(backup.getFailure()).doesNotContainPattern(CONTROLS);
        }
    }

    private static String json(String text) throws Exception {
        return new ObjectMapper().writeValueAsString(text);
    }
}
