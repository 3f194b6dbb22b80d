package io.jenkins.plugins.cinderbackup.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** docs/troubleshooting.md has an entry for each message, and no other. An entry is the beginning of a message, {@code …} any text. */
class TroubleshootingTest {
    private static final Pattern ENTRY = Pattern.compile("(?m)^\\| `(.+?)` \\| [^|]+ \\| [^|]+ \\|$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `.*$");

    private static Collection<String> messages;
    private static String page;

    @BeforeAll
    static void read() throws IOException {
        messages = new TreeSet<>(MessageScan.messages(files("src/main/java", ".java")));
        for (Path file : files("src/main/resources", "Messages.properties")) {
            messages.addAll(sentences(file));
        }
        page = Files.readString(ProjectFolder.root().resolve("docs/troubleshooting.md"));
    }

    private static List<Path> files(String folder, String end) throws IOException {
        try (Stream<Path> all = Files.walk(ProjectFolder.root().resolve(folder))) {
            return all.filter(path -> path.toString().endsWith(end)).toList();
        }
    }

    /** What ends in a full stop is a message; the others are labels. */
    private static List<String> sentences(Path file) {
        Properties texts = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            texts.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts.values().stream()
                .map(String::valueOf)
                .filter(text -> text.endsWith("."))
                .map(text -> text.replaceAll("\\{\\d+}", "…").replace("''", "'"))
                .toList();
    }

    @Test
    void eachMessageHasAnEntry() {
        List<Pattern> entries =
                entries().stream().map(TroubleshootingTest::beginning).toList();
        assertThat(messages).hasSizeGreaterThan(200);
        assertThat(messages.stream()
                        .filter(message -> entries.stream()
                                .noneMatch(entry -> entry.matcher(message).lookingAt())))
                .as("messages that docs/troubleshooting.md does not explain")
                .isEmpty();
    }

    @Test
    void eachEntryIsOfAMessage() {
        assertThat(entries().stream()
                        .filter(entry -> messages.stream()
                                .noneMatch(message ->
                                        beginning(entry).matcher(message).lookingAt())))
                .as("entries of docs/troubleshooting.md for messages that are nowhere in the sources")
                .isEmpty();
    }

    @Test
    void eachRowSaysWhatItMeansAndWhatToDo() {
        assertThat(ROW.matcher(page)
                        .results()
                        .map(row -> row.group())
                        .filter(row -> !ENTRY.matcher(row).matches()))
                .isEmpty();
        assertThat(entries()).doesNotHaveDuplicates();
    }

    private static List<String> entries() {
        return ENTRY.matcher(page).results().map(entry -> entry.group(1)).toList();
    }

    private static Pattern beginning(String entry) {
        return Pattern.compile(
                Stream.of(entry.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }
}
