package io.jenkins.plugins.cinderbackup.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.simulator.kubernetes.LocalRestic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The restic of this machine. */
final class Restic {
    private Restic() {}

    static void run(Path repository, String password, String... args) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(LocalRestic.program().toString(), "-r", repository.toString(), "--no-cache"));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("RESTIC_PASSWORD", password);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
