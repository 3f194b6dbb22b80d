package io.jenkins.plugins.cinderbackup.steps;

import static io.jenkins.plugins.cinderbackup.steps.StepWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.headless.HeadlessStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A restic from 0.18 on, which tries for a quarter of an hour what cannot pass. */
@Timeout(120)
class RetryingResticStepTest {
    @RegisterExtension
    private final StepWorld world = new StepWorld();

    @AfterEach
    void stop() {
        assertThat(world.leftovers()).isEmpty();
    }

    @Test
    void keysThatAreRefusedAgainAndAgainEndTheBuildSoonAndAreNotShown() throws Exception {
        Path program = Files.writeString(world.temp.resolve("restic-that-tries"), """
                #!/bin/sh
                for pause in 1.177174792s 2.272913263s 3.480608839s; do
                    echo "Stat(<config/>) returned error, retrying after $pause: Stat: Access Denied. sig=$RESTIC_PASSWORD" >&2
                done
                exec sleep 900
                """);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        world.site.kubernetes().node().program(program);

        HeadlessStep step = world.start(world.arguments());

        assertThat(step.failure(LONG))
                .hasMessageContaining("Backup failed in Backup: The storage of")
                .hasMessageContaining(
                        "refuses the keys or the operation. restic says: Stat(<config/>) returned error, retrying after 3.480608839s")
                .hasMessageContaining("check the credential `repository.credentialsId`")
                .hasMessageNotContaining(StepWorld.REPOSITORY_PASSWORD);
        assertThat(step.consoleText())
                .contains(
                        "restic says: Stat(<config/>) returned error, retrying after 3.480608839s: Stat: Access Denied. sig=****")
                .doesNotContain(StepWorld.REPOSITORY_PASSWORD);
    }
}
