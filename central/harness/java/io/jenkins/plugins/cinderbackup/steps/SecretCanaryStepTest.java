package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.headless.HeadlessRun;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import io.jenkins.plugins.cinderbackup.run.BackupResultAction;
import io.jenkins.plugins.cinderbackup.simulator.openstack.Fault;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** No secret in what is printed, kept or thrown, not even where a server quotes it. Every secret of the world has the word canary in it. */
@Timeout(60)
class SecretCanaryStepTest {
    private static final String CANARY = "canary";

    @TempDir
    private Path temp;

    private final Recorder log = new Recorder();
    private final Logger logger = Logger.getLogger("io.jenkins.plugins.cinderbackup");
    private StepWorld world;

    @BeforeEach
    void start() throws Exception {
        logger.addHandler(log);
        world = new StepWorld(temp);
    }

    @AfterEach
    void stop() {
        world.close();
        logger.removeHandler(log);
    }

    @Test
    void noSecretIsSeenAfterASuccess() throws Exception {
        HeadlessRun build = world.build();
        HeadlessStep step = world.start(world.arguments(), build);
        step.await(LONG);

        assertNoCanary(step, build, "");
    }

    @Test
    void noSecretIsSeenWhereAServerQuotesIt() throws Exception {
        String quoting = "{\"badRequest\": {\"code\": 400, \"message\": \"Not with " + StepWorld.REPOSITORY_PASSWORD + " and " + StepWorld.TOKEN + "\"}}";
        world.site.openstack().fail(Fault.on("POST", "/snapshots$").answers(400, quoting).always());
        HeadlessRun build = world.build();
        HeadlessStep step = world.start(world.arguments(), build);

        Throwable failure = step.failure(LONG);

        assertThat(failure).hasMessageContaining("Not with **** and ****");
        assertNoCanary(step, build, failure.toString());
    }

    private void assertNoCanary(HeadlessStep step, HeadlessRun build, String failure) throws Exception {
        List<String> seen = new ArrayList<>(log.texts);
        seen.add(step.consoleText());
        seen.add(failure);
        seen.add(serialized(build.getAction(BackupResultAction.class).getBackup()));
        seen.add(new String(step.store(), StandardCharsets.ISO_8859_1));
        try (var files = Files.walk(world.home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                seen.add(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(seen).hasSizeGreaterThan(4).noneMatch(text -> text.contains(CANARY));
    }

    private static String serialized(Object object) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static final class Recorder extends Handler {
        private final List<String> texts = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            texts.add(entry.getMessage() + " " + entry.getThrown());
        }

        @Override
        public void flush() {
            // Nothing is buffered
        }

        @Override
        public void close() {
            // Nothing is open
        }
    }
}
