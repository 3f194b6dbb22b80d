package io.jenkins.plugins.cinderbackup.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The running rigs: what they say of themselves, and how they are stopped and started. */
public enum Rigs {
    OPENSTACK("openstack-rig", "os"),
    KUBERNETES("kubernetes-rig", "kube"),
    S3("s3-rig", "s3");

    private final String program;
    private final String folder;

    Rigs(String program, String folder) {
        this.program = program;
        this.folder = folder;
    }

    /** The folder of all three. */
    public static Path folder() {
        return Path.of(System.getenv("REAL_RIGS"));
    }

    /** The one's state. */
    public Path state() {
        return folder().resolve(folder);
    }

    /** One of its addresses, credentials and names, as in its {@code rig.env}. */
    public String get(String name) {
        String value = environment().get(name);
        if (value == null) {
            throw new IllegalStateException(state().resolve("rig.env") + " has no " + name);
        }
        return value;
    }

    /** All of them. */
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(state().resolve("rig.env"))) {
                String[] pair = line.split("=", 2);
                environment.put(pair[0], pair[1]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return environment;
    }

    /** Runs one of the rig's commands on its state, such as {@code stop}; its header lists them. */
    public String control(String command, String... arguments) {
        // What it starts outlives the tests, so it must not look like a process of theirs: ./dev real ends those.
        List<String> words = new ArrayList<>(
                List.of("env", "-u", "REAL_TESTS_OF", program().toString(), command, state().toString()));
        words.addAll(List.of(arguments));
        return Command.run(Map.of(), words);
    }

    private Path program() {
        for (Path here = Path.of("").toAbsolutePath(); here != null; here = here.getParent()) {
            if (Files.isDirectory(here.resolve("rigs"))) {
                return here.resolve("rigs").resolve(program);
            }
        }
        throw new IllegalStateException("there is no folder rigs here or above");
    }
}
