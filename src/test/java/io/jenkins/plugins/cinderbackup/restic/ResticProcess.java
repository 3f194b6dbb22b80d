package io.jenkins.plugins.cinderbackup.restic;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cinderbackup.simulator.kubernetes.LocalRestic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Runs the restic of this machine for tests, over a folder that stands for the mounted volume. */
final class ResticProcess {
    private static final long LIMIT_SECONDS = 60;

    private final Path volume;
    private final Path scratch;
    private final Path binary;
    private final List<String> prefix;

    ResticProcess(Path volume, Path scratch, String... prefix) {
        this(LocalRestic.program(), volume, scratch, prefix);
    }

    ResticProcess(Path binary, Path volume, Path scratch, String... prefix) {
        this.binary = binary;
        this.volume = volume;
        this.scratch = scratch;
        this.prefix = List.of(prefix);
    }

    /** The restic of this machine and, where RESTIC_NEWEST names one, the newest. */
    static Stream<Path> binaries() {
        return Stream.concat(
                Stream.of(LocalRestic.program()),
                Stream.ofNullable(System.getenv("RESTIC_NEWEST")).map(Path::of));
    }

    ResticResult run(ResticCommand command, RepositoryEnvironment environment)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile(scratch, "restic", ".log");
        Process process = start(command, environment, log);
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .as("restic ends: %s", command)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return ResticResult.of(process.exitValue(), ResticOutput.parse(Files.readString(log)));
    }

    /** Starts it, and asks it to end as the kubelet does once its log has the words. */
    ResticResult endOnce(String words, ResticCommand command, RepositoryEnvironment environment)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile(scratch, "restic", ".log");
        Process process = start(command, environment, log);
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(LIMIT_SECONDS))
                    .until(() -> Files.readString(log).contains(words));
            process.destroy();
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .as("restic ends: %s", command)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return ResticResult.of(process.exitValue(), ResticOutput.parse(Files.readString(log)));
    }

    /** Runs it until it ends by itself, or says that it goes on trying what cannot pass. */
    ResticResult runUntilInVain(ResticCommand command, RepositoryEnvironment environment)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile(scratch, "restic", ".log");
        Process process = start(command, environment, log);
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(LIMIT_SECONDS))
                    .until(() -> !process.isAlive() || isInVain(log));
            ResticOutput output = ResticOutput.parse(Files.readString(log));
            return process.isAlive()
                    ? ResticResult.of(output.trouble().orElseThrow(), output)
                    : ResticResult.of(process.exitValue(), output);
        } finally {
            process.destroyForcibly();
        }
    }

    private static boolean isInVain(Path log) throws IOException {
        return ResticOutput.parse(Files.readString(log))
                .trouble()
                .filter(ResticOutput.Trouble::inVain)
                .isPresent();
    }

    /** A restic that holds a lock, alive, until its input is closed. */
    Process holdLock(RepositoryEnvironment environment) throws IOException {
        return start(List.of("backup", "--stdin"), environment, Files.createTempFile(scratch, "restic", ".log"));
    }

    private Process start(ResticCommand command, RepositoryEnvironment environment, Path log) throws IOException {
        return start(command.args().stream().map(this::inVolume).toList(), environment, log);
    }

    private Process start(List<String> arguments, RepositoryEnvironment environment, Path log) throws IOException {
        List<String> line = new ArrayList<>(prefix);
        line.add(binary.toString());
        line.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
        Map<String, String> variables = builder.environment();
        variables.keySet().removeIf(name -> name.startsWith("RESTIC_"));
        variables.putAll(RepositoryEnvironment.COMMON);
        variables.put("RESTIC_CACHE_DIR", scratch.resolve("cache").toString());
        variables.putAll(environment.variables());
        return builder.start();
    }

    private String inVolume(String argument) {
        return argument.replaceFirst(
                "^((?:--(?:exclude|include)=!?)?)" + BackupSource.MOUNT + "(?=/|$)", "$1" + volume);
    }
}
