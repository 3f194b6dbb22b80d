package io.jenkins.plugins.cinderbackup.restic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the restic of this machine for tests, over a folder that stands for the mounted volume. */
final class ResticProcess {
    private static final long LIMIT_SECONDS = 60;

    private final Path volume;
    private final Path scratch;
    private final List<String> prefix;

    ResticProcess(Path volume, Path scratch, String... prefix) {
        this.volume = volume;
        this.scratch = scratch;
        this.prefix = List.of(prefix);
    }

    static Path binary() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "restic"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("restic is not installed. ./dev test installs it; on Debian: apt-get install restic"));
    }

    ResticResult run(ResticCommand command, RepositoryEnvironment environment) throws IOException, InterruptedException {
        Path log = Files.createTempFile(scratch, "restic", ".log");
        Process process = start(command, environment, log);
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("restic ends: %s", command).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return ResticResult.of(process.exitValue(), ResticOutput.parse(Files.readString(log)));
    }

    private Process start(ResticCommand command, RepositoryEnvironment environment, Path log) throws IOException {
        List<String> line = new ArrayList<>(prefix);
        line.add(binary().toString());
        command.args().stream().map(this::inVolume).forEach(line::add);
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
        Map<String, String> variables = builder.environment();
        variables.keySet().removeIf(name -> name.startsWith("RESTIC_"));
        variables.putAll(RepositoryEnvironment.COMMON);
        variables.put("RESTIC_CACHE_DIR", scratch.resolve("cache").toString());
        variables.putAll(environment.variables());
        return builder.start();
    }

    private String inVolume(String argument) {
        return argument.replaceFirst("^((?:--exclude=!?)?)" + BackupSource.MOUNT + "(?=/|$)", "$1" + volume);
    }
}
