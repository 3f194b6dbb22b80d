package io.jenkins.plugins.cinderbackup.faults;

import static org.assertj.core.api.Assertions.fail;

import io.jenkins.plugins.cinderbackup.build.ProjectFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The parts of {@code docs/faults.md} that tests write, each between two marks. */
final class FaultsDocument {
    private FaultsDocument() {}

    /**
     * Compares a part with what the tests have seen; with {@code -Dfaults.update=true} writes it. In which order calls that do not wait for each other come
     * depends on the machine's speed and is not compared.
     *
     * @param part such as {@code matrix}
     */
    static synchronized void approve(String part, List<String> lines) throws IOException {
        Path file = ProjectFolder.root().resolve("docs/faults.md");
        // Against tests in another JVM, which may be writing another part
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock locked = channel.lock()) {
            approve(part, lines, file);
        }
    }

    private static void approve(String part, List<String> lines, Path file) throws IOException {
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
        return lines.stream().filter(line -> !others.contains(line)).toList();
    }

    /** Without what each run has for itself. */
    static String plain(String message) {
        return message.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
                .replaceAll("[0-9a-f]{16}", "RUN")
                .replaceAll("(backup-\\d)-[0-9a-f]{5}\"", "$1-POD\"")
                .replaceAll("\\d{8}-\\d{6}", "TIME")
                .replaceAll("127\\.0\\.0\\.1:\\d+", "HOST")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "TIME")
                .replace("|", "\\|");
    }
}
