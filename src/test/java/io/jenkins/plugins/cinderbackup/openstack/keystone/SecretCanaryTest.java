package io.jenkins.plugins.cinderbackup.openstack.keystone;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.model.BackupException;
import io.jenkins.plugins.cinderbackup.model.PermanentException;
import io.jenkins.plugins.cinderbackup.openstack.cinder.OpenstackClouds;
import io.jenkins.plugins.cinderbackup.port.BlockStorage;
import io.jenkins.plugins.cinderbackup.simulator.FinestLog;
import io.jenkins.plugins.cinderbackup.simulator.openstack.Fault;
import io.jenkins.plugins.cinderbackup.simulator.openstack.OpenstackSimulator;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With every logger at its finest, and whatever goes wrong, no secret and no token is written anywhere. */
class SecretCanaryTest {
    @Test
    void neitherLogsNorFailuresHoldASecret() throws Exception {
        StringWriter failures = new StringWriter();
        FinestLog log = new FinestLog();
        try (log;
                OpenstackSimulator simulator = OpenstackSimulator.start()) {
            for (CloudAuth auth : List.of(
                    OpenstackSimulator.password(OpenstackSimulator.PASSWORD),
                    OpenstackSimulator.password("canary-wrong"),
                    new CloudAuth.ApplicationCredential(
                            OpenstackSimulator.APPLICATION_CREDENTIAL,
                            new SecretText(OpenstackSimulator.APPLICATION_SECRET)),
                    new CloudAuth.ApplicationCredential("unknown", new SecretText("canary-unknown")))) {
                BlockStorage storage = new OpenstackClouds().blockStorage(simulator.cloud(auth));
                attempt(storage, failures);
                for (Fault.Effect effect : effects()) {
                    simulator.fail(Fault.on("POST", "/auth/tokens$").does(effect));
                    attempt(new OpenstackClouds().blockStorage(simulator.cloud(auth)), failures);
                    simulator.fail(Fault.on("GET", "/limits").does(effect));
                    attempt(storage, failures);
                    simulator.heal();
                }
                failures.append(simulator.cloud(auth).toString());
            }
            simulator.revokeTokens();
        }
        assertThat(failures.toString())
                .contains("Failed to authenticate", "TransientException")
                .doesNotContain("canary", "gAAAAAB");
        assertThat(log.lines()).as("something was logged").anyMatch(line -> line.contains("/limits: 200"));
        assertThat(String.join("\n", log.lines())).doesNotContain("canary", "gAAAAAB");
    }

    private static List<Fault.Effect> effects() {
        return List.of(
                new Fault.Reset(),
                new Fault.Truncated(),
                new Fault.Answer(401, Map.of(), "{\"error\": {\"message\": \"no\"}}"),
                new Fault.Answer(503, Map.of(), "<title>x</title>"),
                new Fault.Answer(302, Map.of("Location", "http://elsewhere/"), ""),
                new Fault.Answer(200, Map.of(), "nonsense"));
    }

    private static void attempt(BlockStorage storage, StringWriter failures) {
        try {
            storage.quota();
        } catch (BackupException e) {
            e.printStackTrace(new PrintWriter(failures));
            if (e instanceof PermanentException permanent) {
                failures.append(permanent.findings().toString());
            }
        }
    }
}
