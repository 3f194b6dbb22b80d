package io.jenkins.plugins.cinderbackup.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.cinderbackup.files.FolderTexts;
import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.page.RunResultAction;
import io.jenkins.plugins.cinderbackup.simulator.FinestLog;
import io.jenkins.plugins.cinderbackup.simulator.SimulatedSite;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Collects what a run lets anybody see, and looks for the secrets in it, in every form that a server or restic gives them. */
final class SecretWatch implements AutoCloseable {
    static final String S3_KEY = "canary-s3/secret+key==";
    static final String CLIENT_KEY = "canaryClientKeyMaterialThatNobodyMaySee0815";
    static final String ESCAPED = "canary&with<escapes>";
    /** Keystone's tokens begin with it. */
    private static final String KEYSTONE_TOKEN = "gAAAAAB";

    private static final List<String> SECRETS = List.of(
            OpenstackSimulator.PASSWORD,
            OpenstackSimulator.APPLICATION_SECRET,
            StepWorld.TOKEN,
            StepWorld.REPOSITORY_PASSWORD,
            SimulatedSite.BACKUP_PASSWORD,
            S3_KEY,
            ESCAPED,
            CLIENT_KEY);

    private final List<String> seen = new ArrayList<>();
    private final FinestLog log = new FinestLog();

    void add(String text) {
        seen.add(text);
    }

    void addWithCauses(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        seen.add(text.toString());
    }

    List<String> texts() {
        return seen;
    }

    List<String> logged() {
        return log.lines();
    }

    /** Adds the log, the console, what is stored and what the build's page and remote API show; then nothing of it has a secret. */
    void assertNoSecret(StepWorld world, HeadlessRun build, HeadlessStep step) throws Exception {
        seen.addAll(log.lines());
        seen.add(step.consoleText());
        seen.add(new String(step.store(), StandardCharsets.ISO_8859_1));
        for (RunResultAction action : build.getActions(RunResultAction.class)) {
            seen.add(serialized(action.getRecord()));
            // What pages and the remote API show is what their models' getters say
            seen.add(new ObjectMapper().writeValueAsString(action.getView()));
        }
        FolderTexts.of(world.home).forEach((file, text) -> seen.add(file + text));
        for (String secret : SECRETS) {
            for (String form : List.of(
                    secret,
                    base64(secret),
                    URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20"),
                    jsonOfGo(secret),
                    xml(secret))) {
                assertNowhere(form);
            }
        }
        assertNowhere(KEYSTONE_TOKEN);
    }

    private void assertNowhere(String secret) {
        assertThat(seen.stream().filter(text -> text.contains(secret)))
                .as("has %s", secret)
                .isEmpty();
    }

    static String base64(String text) {
        return Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Go writes these characters as escapes in JSON. */
    static String jsonOfGo(String text) {
        return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e");
    }

    /** build.xml has them as entities. */
    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String serialized(Object object) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        log.close();
    }
}
