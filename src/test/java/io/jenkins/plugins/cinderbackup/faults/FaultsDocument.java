package io.jenkins.plugins.cinderbackup.faults;

import static org.assertj.core.api.Assertions.fail;

import io.jenkins.plugins.cinderbackup.build.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The parts of {@code docs/faults.md} that tests write, each between two marks. */
final class FaultsDocument {
    private FaultsDocument() {}

    /**
     * Compares a part with what the tests have seen; with {@code -Dfaults.update=true} writes it. In which order calls that do not wait for each other come,
     * and whether one that passed by was told of, depends on the machine's speed and is not compared.
     *
     * @param part such as {@code matrix}
     */
    static synchronized void approve(String part, List<String> lines) throws IOException {
        Path file = ProjectFolder.root().resolve("docs/faults.md");
        List<String> all = Files.readAllLines(file);
        int begin = all.indexOf("<!-- begin " + part + ": written by a test -->");
        int end = all.indexOf("<!-- end " + part + " -->");
        List<String> known = all.subList(begin + 1, end);
        if (Boolean.getBoolean("faults.update")) {
            List<String> updated = new ArrayList<>(all.subList(0, begin + 1));
            updated.addAll(lines);
            updated.addAll(all.subList(end, all.size()));
            Files.write(file, updated);
            return;
        }
        List<String> gone = without(known, lines);
        List<String> come = without(lines, known);
        if (!gone.isEmpty() || !come.isEmpty()) {
            fail("docs/faults.md says otherwise of '" + part + "'. If what is seen now is right, run\n"
                    + "    mvn -f central/pom.xml test -Dtest='io.jenkins.plugins.cinderbackup.faults.*Test' -Dfaults.update=true\n"
                    + "documented:\n- " + String.join("\n- ", gone) + "\nseen:\n+ " + String.join("\n+ ", come));
        }
    }

    private static List<String> without(List<String> lines, List<String> others) {
        Set<String> outcomes = others.stream().map(FaultsDocument::outcomes).collect(Collectors.toSet());
        return lines.stream().filter(line -> !outcomes.contains(outcomes(line))).toList();
    }

    private static String outcomes(String line) {
        return line.replaceAll("(?<=[| ])r(?=[ |])", "·");
    }
}
