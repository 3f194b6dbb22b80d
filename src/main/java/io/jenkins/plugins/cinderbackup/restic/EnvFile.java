package io.jenkins.plugins.cinderbackup.restic;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.cinderbackup.text.ShellFile;
import io.jenkins.plugins.cinderbackup.text.ShellFile.Assignment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A credential file of {@code NAME=value} lines, read as a shell's {@code source} would; see {@link ShellFile}. Values stay out of every message and of
 * {@link #toString()}.
 *
 * @param values what the storage knows
 * @param ignored what it does not know, such as {@code PATH} or {@code RESTIC_PASSWORD}, each as {@code NAME (line 3)}; that is not taken
 * @param problems what is wrong, each a sentence with the number of its line
 */
public record EnvFile(
        @NonNull Map<String, String> values,
        @NonNull List<String> ignored,
        @NonNull List<String> problems) {

    /** Keeps the order. */
    public EnvFile {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        ignored = List.copyOf(ignored);
        problems = List.copyOf(problems);
    }

    /** Reads the text for one storage. */
    @NonNull
    public static EnvFile read(@NonNull String text, @NonNull Backend backend) {
        ShellFile file = ShellFile.read(text);
        Map<String, String> values = new LinkedHashMap<>();
        List<String> ignored = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Assignment assignment : file.assignments()) {
            if (!backend.knows(assignment.name())) {
                ignored.add(assignment.toString());
            } else if (assignment.value() == null) {
                problems.add("Line " + assignment.line() + " of the Secret file of repository.credentialsId sets "
                        + assignment.name() + " to something that only a shell can read: it " + assignment.obstacle()
                        + ". Write the value itself, in single quotes.");
            } else {
                values.put(assignment.name(), assignment.value());
            }
        }
        if (!file.otherLines().isEmpty()) {
            problems.add("The Secret file of repository.credentialsId has lines that are not NAME=value: "
                    + file.otherLines().stream().sorted().toList() + ".");
        }
        return new EnvFile(values, ignored, problems);
    }

    /** Names only. */
    @Override
    public String toString() {
        return "EnvFile" + values.keySet() + ", ignored " + ignored + ", problems " + problems;
    }
}
