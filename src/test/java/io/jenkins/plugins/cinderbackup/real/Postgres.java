package io.jenkins.plugins.cinderbackup.real;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** PostgreSQL of Debian's package on the files in a folder, as the package's user; it listens on a socket only and ends when this is closed. */
final class Postgres implements AutoCloseable {
    private static final String USER = "postgres";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path sockets;
    private final Path log;
    private final Process server;

    private Postgres(Path data) {
        try {
            // A socket's path has at most 107 characters, so not below the tests' own folder.
            sockets = Files.createTempDirectory("postgres");
            log = Files.createTempFile("postgres", ".log");
            Command.run("chown", USER, sockets.toString());
            List<String> words =
                    asUser("postgres", "-D", data.toString(), "-k", sockets.toString(), "-c", "listen_addresses=");
            server = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .redirectInput(new File("/dev/null"))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the files of an empty server, which checks the sum of each page that it reads. */
    static void initialize(Path data) {
        Command.run("install", "-d", "-o", USER, "-g", USER, "-m", "700", data.toString());
        Command.run(Map.of(), asUser("initdb", "--no-sync", "--data-checksums", "--auth=trust", "-D", data.toString()));
    }

    /** Starts it and waits until it has recovered what there is to recover, and answers. */
    static Postgres start(Path data) {
        Postgres postgres = new Postgres(data);
        try {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> {
                if (!postgres.server.isAlive()) {
                    throw new AssertionError("PostgreSQL has ended:\n" + postgres.log());
                }
                return Command.attempt(Map.of(), asUser("pg_isready", "-q", "-h", postgres.sockets.toString()))
                                .exitCode()
                        == 0;
            });
            return postgres;
        } catch (RuntimeException | Error e) {
            postgres.close();
            throw e;
        }
    }

    /** Its folder may lie below folders that only root may enter. */
    private static List<String> asUser(String program, String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                "setpriv",
                "--reuid=" + USER,
                "--regid=" + USER,
                "--init-groups",
                "--inh-caps=+dac_read_search",
                "--ambient-caps=+dac_read_search",
                programs().resolve(program).toString()));
        words.addAll(List.of(arguments));
        return words;
    }

    /** Where the newest version's programs are. */
    static Path programs() {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.max(Path::compareTo).orElseThrow().resolve("bin");
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL is not installed", e);
        }
    }

    /** What it has said so far. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One statement's rows, one a line. */
    String query(String sql) {
        return Command.run(
                Map.of(), asUser("psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-h", sockets.toString(), "-c", sql));
    }

    /** Reads every page of every table and index and checks that they agree; fails if they do not. */
    void checkEveryPage() {
        Command.run(
                Map.of(),
                asUser("pg_amcheck", "-h", sockets.toString(), "--all", "--install-missing", "--heapallindexed"));
    }

    /** Opens a session that stays. */
    Session session() {
        return new Session(asUser("psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-h", sockets.toString()));
    }

    /** Ends it in order, so that its files are complete. */
    @Override
    public void close() {
        server.destroy();
        try {
            if (!server.waitFor(30, TimeUnit.SECONDS)) {
                server.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            server.destroyForcibly();
        }
        Command.run("rm", "-rf", sockets.toString(), log.toString());
    }

    /** A client that sends one statement after the other, each in a transaction of its own. */
    static final class Session implements AutoCloseable {
        private final Process client;
        private final Writer statements;
        private final BufferedReader answers;

        private Session(List<String> words) {
            try {
                client = new ProcessBuilder(words).redirectErrorStream(true).start();
                statements = client.outputWriter();
                answers = client.inputReader();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Sends a statement that returns one row of one column; has it returned, then the transaction is committed. */
        String commit(String sql) {
            try {
                statements.write(sql + ";\n");
                statements.flush();
                return answers.readLine();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            client.destroy();
            client.onExit().join();
        }
    }
}
