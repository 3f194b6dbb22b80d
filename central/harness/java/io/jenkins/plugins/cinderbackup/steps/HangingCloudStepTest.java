package io.jenkins.plugins.cinderbackup.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.cinderbackup.config.CinderBackupConfiguration;
import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A cloud that takes connections and never answers, with more runs on it than there are threads. */
@Timeout(180)
class HangingCloudStepTest {
    private static final int STUCK = 12;
    /** Less than one call to the silent cloud may take. */
    private static final Duration PROMPT = Duration.ofSeconds(45);

    private final Queue<Socket> callers = new ConcurrentLinkedQueue<>();

    @RegisterExtension
    private final StepWorld world = new StepWorld();

    private ServerSocket silent;

    @BeforeEach
    void start() throws Exception {
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread acceptor = new Thread(this::accept, "silent cloud");
        acceptor.setDaemon(true);
        acceptor.start();
        String url = "http://127.0.0.1:" + silent.getLocalPort() + "/v3";
        CinderBackupConfiguration.get()
                .setClouds(List.of(world.cloud("production", Map.of()), world.cloud("silent", Map.of("authUrl", url))));
    }

    private void accept() {
        try {
            while (true) {
                callers.add(silent.accept());
            }
        } catch (IOException closed) {
            // The test is over
        }
    }

    @AfterEach
    void stop() throws IOException {
        silent.close();
        for (Socket caller : callers) {
            caller.close();
        }
    }

    @Test
    void theBackupsOfAnotherCloudGoOnAsEver() throws Exception {
        for (int i = 0; i < STUCK; i++) {
            startOn("silent");
        }
        await().atMost(PROMPT).until(() -> !callers.isEmpty());

        Map<?, ?> returned = (Map<?, ?>) startOn("production").await(PROMPT);

        assertThat(returned.get("result")).isEqualTo("SUCCESS");
    }

    private HeadlessStep startOn(String cloud) {
        Map<String, Object> arguments = world.arguments();
        arguments.put("cloud", cloud);
        return world.start(arguments, world.build());
    }
}
