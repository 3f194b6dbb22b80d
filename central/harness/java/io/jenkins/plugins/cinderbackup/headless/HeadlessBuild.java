package io.jenkins.plugins.cinderbackup.headless;

import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;

/** A build of the freestyle kind, with its console. */
public final class HeadlessBuild extends AbstractBuild<HeadlessProject, HeadlessBuild> {
    private final Map<String, String> variables;
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    HeadlessBuild(HeadlessProject project, Map<String, String> variables) throws IOException {
        super(project);
        this.variables = variables;
        Files.createDirectories(getRootDir().toPath());
    }

    @Override
    public Map<String, String> getBuildVariables() {
        return variables;
    }

    /** What writes on the console. */
    public BuildListener listener() {
        PrintStream printer = new PrintStream(console, true, StandardCharsets.UTF_8);
        return () -> printer;
    }

    /** The console so far. */
    public String consoleText() {
        return console.toString(StandardCharsets.UTF_8);
    }
}
