package io.jenkins.plugins.cinderbackup.bench;

import io.jenkins.plugins.cinderbackup.bench.limit.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** restic, and the scripts that one would write without the plugin, run beside it. */
final class Programs {
    private final Path folder;

    /** @param folder for what they print */
    Programs(Path folder) {
        this.folder = folder;
    }

    /** What restic says of its version. */
    String version() throws IOException, InterruptedException {
        return run(Map.of(), "restic", "version").strip();
    }

    /** Makes a repository. */
    void init(Target to) throws IOException, InterruptedException {
        run(to.repository(), "restic", "init");
    }

    /**
     * Runs one of the scripts.
     *
     * @param poll seconds between two looks
     * @return what it has printed
     */
    String script(String name, Target to, String poll) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(to.repository());
        environment.put("POLL", poll);
        environment.put("OS_AUTH_URL", to.authUrl());
        environment.put("OS_USERNAME", to.user());
        environment.put("OS_PASSWORD", to.password());
        environment.put("OS_PROJECT_NAME", to.project());
        environment.put("KUBE_URL", to.kubernetes());
        environment.put("KUBE_TOKEN", to.kubernetesToken());
        environment.put("NAMESPACE", to.namespace());
        environment.put("VOLUME_ID", to.volumeId());
        environment.put("SIZE_GIB", String.valueOf(to.sizeGiB()));
        environment.put("DRIVER", to.driver());
        environment.put("IMAGE", to.image());
        if (!to.kubernetesCa().isEmpty()) {
            environment.put(
                    "KUBE_CA",
                    Files.writeString(folder.resolve("ca.pem"), to.kubernetesCa())
                            .toString());
        }
        return run(environment, "bench/shell/" + name);
    }

    private String run(Map<String, String> environment, String... words) throws IOException, InterruptedException {
        Path log = folder.resolve("command.log");
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("RESTIC_") || name.startsWith("AWS_") || name.startsWith("OS_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroy();
            throw new IOException(words[0] + " did not end in five minutes");
        }
        if (process.exitValue() != 0) {
            throw new IOException(words[0] + " ended with " + process.exitValue() + ": " + Files.readString(log));
        }
        return Files.readString(log);
    }
}
