package io.jenkins.plugins.cinderbackup.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link SiteServer} and the way to it. */
final class RemoteSite implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final BufferedReader answers;
    private final PrintStream questions;
    private final JsonNode where;

    /** @param arguments its arguments after the folder */
    RemoteSite(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                SiteServer.class.getName(),
                folder.toString()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
                .redirectError(
                        ProcessBuilder.Redirect.to(folder.resolve("site.log").toFile()))
                .start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        where = read();
    }

    private JsonNode read() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the simulated site has ended; its log is beside its folder");
        }
        return JSON.readTree(line);
    }

    /** What the site was asked since the last call. */
    synchronized JsonNode count() throws IOException {
        questions.println("count");
        return read();
    }

    /** How many watches are open. */
    synchronized int watches() throws IOException {
        questions.println("watches");
        return read().asInt();
    }

    String authUrl() {
        return where.path("authUrl").asText();
    }

    String kubernetes() {
        return where.path("kubernetes").asText();
    }

    /** A repository of this name, without a user. */
    String repository(String name) {
        return where.path("repositories").asText() + name;
    }

    String volume(String claim) {
        return where.path("volumes").path(claim).asText();
    }

    @Override
    public void close() throws IOException {
        questions.close();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
