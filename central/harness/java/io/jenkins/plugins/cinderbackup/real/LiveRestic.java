package io.jenkins.plugins.cinderbackup.real;

import java.io.File;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A restic of somebody else that is at work, and holds its lock, until it is closed. */
final class LiveRestic implements AutoCloseable {
    private final Process process;

    private LiveRestic(ResticClient client, String... arguments) throws IOException {
        // The newest: it removes its lock also when it is told to end.
        ResticClient newest =
                new ResticClient(Rigs.KUBERNETES.get("RIG_RESTIC"), client.repository(), client.password());
        ProcessBuilder builder = new ProcessBuilder(newest.words(arguments))
                .redirectErrorStream(true)
                .redirectOutput(new File("/dev/null"));
        builder.environment().putAll(newest.environment());
        process = builder.start();
    }

    /** A backup of what is written to it, which is nothing: others may back up meanwhile. */
    static LiveRestic backup(ResticClient client) throws IOException {
        return new LiveRestic(client, "backup", "--host=somebody", "--stdin");
    }

    /** A check that takes hours: nobody else may do anything. */
    static LiveRestic slowCheck(ResticClient client) throws IOException {
        return new LiveRestic(client, "check", "--read-data", "--limit-download=1");
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("restic did not end when it was told to");
        }
    }
}
